"""What a language module tells the importer: how reports in it name the patient and the complaint."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from community.cases.enums import AgeBand, Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """Patterns of one language; each is tried on the opening of a report only."""

    # Several patients are told of: no age and no sex is the report's own.
    several: re.Pattern[str]
    # Words before the patient that say nothing: "We report the case of", initials, "Observation 1:".
    openers: tuple[re.Pattern[str], ...]
    # Sentences about consent or method, left out of a title.
    formal: re.Pattern[str]
    # Where the complaint begins, most telling first; group "what" runs to the end of the sentence.
    cues: tuple[re.Pattern[str], ...]
    # What a complaint may begin with and loses: articles, "a three months history of".
    lead: re.Pattern[str]
    # Where a complaint ends: durations, relative clauses, what happened next.
    tail: re.Pattern[str]
    # A complaint that says nothing by itself.
    empty: re.Pattern[str]
    # A complaint that begins so is none: "no history of".
    negation: re.Pattern[str]
    # Female and male pronouns, where they tell a person's sex rather than a noun's gender.
    pronouns: tuple[re.Pattern[str], re.Pattern[str]] | None
    # Where a long complaint may be cut.
    joints: re.Pattern[str]
    # Group "number" (digits or a word) and group "unit" (see `units`).
    ages: tuple[re.Pattern[str], ...]
    numbers: Mapping[str, int]
    # First letters of a unit to days.
    units: Mapping[str, float]
    newborn: re.Pattern[str]
    female: re.Pattern[str]
    male: re.Pattern[str]
    # Explicit statement of sex that wins over a noun's grammar.
    stated_female: re.Pattern[str]
    stated_male: re.Pattern[str]
    # "in a woman aged 60–69", from what is known; "" when nothing is.
    person: Callable[[AgeBand | None, Sex | None], str]


def any_of(*words: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Return a pattern that finds any of the expressions as whole words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", flags)
