"""Open everything a person can reach: every address the site knows, then every link found on what they show."""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import islice, product
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.utils.regex_helper import normalize

_LINK = re.compile(r"""\b(?:href|src|action|formaction|poster|hx-get|hx-post|data-src|data-url)=["']([^"']*)""")
#: Signing out would end the crawl; files are not pages.
LEFT_OUT = ("/static/", "/media/", "/metrics", "/account/logout/", "/admin/logout/", "/account/sessions/")


@dataclass(frozen=True, slots=True)
class Visit:
    """One answer: where, how, and all of it as text."""

    path: str
    status: int
    headers: str
    body: str
    links: tuple[str, ...]

    @property
    def everything(self) -> str:
        """Return headers and body, highlights inside words taken away."""
        return self.headers + "\n" + re.sub(r"</?mark>", "", self.body)


@dataclass
class Crawl:
    """A bounded walk: every start, and at most `per_view` further addresses of one view, `limit` in all."""

    client: Client
    per_view: int = 12
    limit: int = 1500
    seen: set[str] = field(default_factory=set)
    views: Counter[str] = field(default_factory=Counter)

    def walk(self, starts: Iterable[str]) -> Iterator[Visit]:
        """Yield each answer, the starts' first."""
        waiting = deque(dict.fromkeys(starts))
        self.seen |= set(waiting)
        while waiting and self.limit:
            path = waiting.popleft()
            self.limit -= 1
            visit = self.visit(path)
            yield visit
            for link in visit.links:
                if link not in self.seen and self._wanted(link):
                    self.seen.add(link)
                    waiting.append(link)

    def visit(self, path: str) -> Visit:
        """Open one address."""
        response = self.client.get(path)
        body = b"".join(response) if response.streaming else response.content
        text = body.decode("utf-8", "replace")
        headers = "\n".join(f"{name}: {value}" for name, value in response.items())
        cookies = "\n".join(morsel.OutputString() for morsel in response.cookies.values())
        return Visit(path, response.status_code, f"{headers}\n{cookies}", text, tuple(_links(path, response, text)))

    def _wanted(self, link: str) -> bool:
        if link.startswith(LEFT_OUT):
            return False
        view = _view_of(link)
        self.views[view] += 1
        return self.views[view] <= self.per_view


def _view_of(link: str) -> str:
    try:
        return resolve(urlsplit(link).path).view_name
    except Resolver404:
        return "(none)"


def _links(path: str, response: HttpResponse, text: str) -> Iterator[str]:
    found = [response["Location"]] if response.has_header("Location") else []
    if "html" in response.get("Content-Type", ""):
        found += [unescape(link) for link in _LINK.findall(text)]
    base = urlsplit(settings.BASE_URL)
    for link in found:
        parts = urlsplit(urljoin(f"http://testserver{path}", link))
        if parts.scheme.startswith("http") and parts.netloc in {"testserver", base.netloc}:
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def known_addresses(arguments: Mapping[str, Sequence[Any]], *, most: int = 40) -> list[str]:
    """Return every address of the site with the arguments filled in; `pages` stands for ids of the admin."""
    found = []
    for route in _routes(get_resolver().url_patterns, ""):
        for template, names in normalize(route):
            values = [_values(name, arguments) for name in names]
            found += ["/" + template % dict(zip(names, row, strict=True)) for row in islice(product(*values), most)]
    return [address for address in dict.fromkeys(found) if not address.startswith(LEFT_OUT)]


def _values(name: str, arguments: Mapping[str, Sequence[Any]]) -> Sequence[Any]:
    if name in arguments:
        return arguments[name]
    if name in {"pk", "object_id"} or name.endswith("_id"):
        return arguments["pages"]
    return ["1"]


def _routes(patterns: Iterable[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for pattern in patterns:
        own = pattern.pattern.regex.pattern.removeprefix("^")
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, prefix + own)
        else:
            yield prefix + own
