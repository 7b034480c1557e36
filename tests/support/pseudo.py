"""A language in which every message is ⟦bracketed⟧, and a reader that finds words standing outside all brackets."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import allauth
import django
import polib
from bs4 import BeautifulSoup, Comment, Doctype, NavigableString, Tag

SAID, DATA = "⟦⟧", "‹›"
_OPENS, _CLOSES = {"⟦", "‹"}, {"⟧", "›"}
#: Elements that begin or end a stretch of text; a message or a datum never reaches across one.
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "html",
        "label",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "ul",
    ]
)
_UNSEEN = frozenset({"script", "style", "template", "svg", "noscript"})
_ATTRIBUTES = (
    "alt",
    "title",
    "aria-label",
    "placeholder",
    "aria-description",
    "aria-valuetext",
    "label",
    "hx-confirm",
)
_BUTTONS = {"submit", "button", "reset"}
#: What needs no translation: numbers, units, addresses, keys, and the zone behind a time.
_FREE = re.compile(
    r"https?://\S+|\b[A-Z2-7]{32}\b|\S+@\S+\.\S+|\bUTC\b|\b(?:mg|kg|mmol|kB|MB|CRP)\b|\b[0-9a-f]{8}-[0-9a-f-]{27}\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")


def say(text: str) -> str:
    """Mark a datum."""
    return f"‹{text}›"


def catalogue(ours: str, folder: Path) -> Path:
    """Compile the bracketed catalogue of our messages and of the libraries' as English; return its locale folder."""
    bracketed = polib.POFile()
    bracketed.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
    known: set[tuple[str | None, str]] = set()
    for source in (polib.pofile(ours), *_libraries()):
        for entry in source:
            if (entry.msgctxt, entry.msgid) not in known and not entry.obsolete:
                known.add((entry.msgctxt, entry.msgid))
                bracketed.append(_bracketed(entry))
    target = folder / "en" / "LC_MESSAGES"
    target.mkdir(parents=True)
    bracketed.save_as_mofile(str(target / "django.mo"))
    return folder


def _libraries() -> Iterator[polib.POFile]:
    roots = (Path(django.__file__).parent, Path(allauth.__file__).parent)
    for root in roots:
        for path in sorted(root.glob("**/locale/en/LC_MESSAGES/django.po")):
            yield polib.pofile(str(path))


def _bracketed(entry: polib.POEntry) -> polib.POEntry:
    made = polib.POEntry(msgctxt=entry.msgctxt, msgid=entry.msgid)
    if entry.msgid_plural:
        made.msgid_plural = entry.msgid_plural
        made.msgstr_plural = {0: _wrap(entry.msgid), 1: _wrap(entry.msgid_plural)}
    else:
        made.msgstr = _wrap(entry.msgid)
    return made


def _wrap(text: str) -> str:
    """Bracket a message, leaving the line breaks around it where gettext wants them."""
    body = text.strip("\n")
    before, _sep, after = text.partition(body)
    return f"{before}⟦{body}⟧{after}" if body else text


def outside(text: str) -> list[str]:
    """Return the words of one stretch of text that are neither said nor data.

    A cut text may have lost a bracket: what stands before a lone closing or after a lone opening one is inside.
    """
    depth, free = 0, ""
    for sign in text:
        if sign in _OPENS:
            depth += 1
        elif sign in _CLOSES:
            free = "" if depth == 0 else free
            depth = max(0, depth - 1)
        elif depth == 0:
            free += sign
    return _WORD.findall(_FREE.sub(" ", free))


def unsaid(html: str) -> list[str]:
    """Return every visible text and spoken attribute of a page that has words outside all brackets."""
    soup = BeautifulSoup(html, "html.parser")
    found = [stretch for stretch in _stretches(soup) if outside(stretch)]
    return [*found, *(f"{where}={value}" for where, value in _spoken(soup) if outside(value))]


def _stretches(root: Tag) -> Iterator[str]:
    text = ""
    for piece in _pieces(root):
        if piece is None:
            if text.strip():
                yield " ".join(text.split())
            text = ""
        else:
            text += piece
    if text.strip():
        yield " ".join(text.split())


def _pieces(tag: Tag) -> Iterator[str | None]:
    """Yield text in reading order, and None where a stretch ends."""
    for child in tag.children:
        if isinstance(child, Tag):
            if child.name in _UNSEEN or _is_known(child):
                continue
            ends = child.name in _BLOCKS
            yield from (None,) * ends
            yield from _pieces(child)
            yield from (None,) * ends
        elif isinstance(child, NavigableString) and not isinstance(child, Comment | Doctype):
            yield str(child)


def _is_known(tag: Tag) -> bool:
    """Tell whether a text is marked as being in a language of its own, or as sample data."""
    return tag.has_attr("data-sample") or (tag.name != "html" and tag.has_attr("lang"))


def _spoken(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    for tag in soup.find_all(True):
        if any(_is_known(above) for above in (tag, *tag.parents) if isinstance(above, Tag)):
            continue
        names = [name for name in _ATTRIBUTES if tag.has_attr(name)]
        if tag.name == "input" and tag.get("type") in _BUTTONS:
            names.append("value")
        if tag.name == "meta" and tag.get("name") == "description":
            names.append("content")
        # Scripts speak through data attributes: one with a blank in it is a sentence.
        names += [name for name in tag.attrs if name.startswith("data-") and " " in str(tag[name]).strip()]
        yield from ((f"{tag.name}[{name}]", str(tag[name])) for name in names)


def unsaid_in_mail(subject: str, body: str) -> list[str]:
    """Return the parts of a mail that have words outside all brackets."""
    return [part for part in (subject, *re.split(r"\n\s*\n", body)) if outside(part)]


def words_of(values: Iterable[str]) -> list[str]:
    """Return those values of an answer for scripts that have words outside all brackets."""
    return [value for value in values if outside(value)]
