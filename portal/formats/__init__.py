"""How dates and numbers are written: `en` for every English edition that has nothing of its own, then who differs.

Django falls back to American dates for a locale it does not know (en-nz, en-za, and any country added later).
"""
