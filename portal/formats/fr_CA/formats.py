"""French Canada: Django's formats, with every kind of date it may be typed in."""

DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"]
