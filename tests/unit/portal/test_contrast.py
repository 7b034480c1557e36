"""The colours of both schemes can be read: WCAG 2.2 ratios are computed from the tokens themselves."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[3] / "portal" / "static" / "portal" / "css" / "tokens.css"
FOUND = dict(re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}, #[0-9a-f]{6})\);", TOKENS.read_text()))
SCHEMES = {
    scheme: {name: pair.split(", ")[at] for name, pair in FOUND.items()} for at, scheme in enumerate(("light", "dark"))
}

TEXT = [
    *[(ink, ground) for ink in ("ink", "ink-soft", "green", "brass", "vermilion") for ground in ("paper", "sheet")],
    *[(ink, "sunk") for ink in ("ink", "ink-soft", "green")],
    ("on-green", "green"),
    ("on-green", "green-deep"),
    ("paper", "ink"),
    *[(ink, "green-wash") for ink in ("ink", "ink-soft", "green", "green-deep")],
    *[(ink, "brass-wash") for ink in ("ink", "ink-soft", "brass")],
    *[(ink, "vermilion-wash") for ink in ("ink", "ink-soft", "vermilion")],
    ("on-plate", "plate"),
]
EDGES = [
    *[
        (edge, ground)
        for edge in ("line-strong", "green", "vermilion", "focus")
        for ground in ("paper", "sheet", "sunk")
    ],
    *[("focus", wash) for wash in ("green-wash", "brass-wash", "vermilion-wash")],
    *[("brass", ground) for ground in ("sheet", "sunk")],
]


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_formula_agrees_with_the_standard() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(scheme: str, ink: str, ground: str) -> None:
    colours = SCHEMES[scheme]
    assert round(ratio(colours[ink], colours[ground]), 2) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_and_focus_can_be_seen(scheme: str, edge: str, ground: str) -> None:
    colours = SCHEMES[scheme]
    assert round(ratio(colours[edge], colours[ground]), 2) >= 3
