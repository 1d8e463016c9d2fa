# SPDX-License-Identifier: EUPL-1.2
"""Every page of the URL map that somebody can reach, found by following links as they would."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask
from playwright.sync_api import BrowserContext
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

START = "/vragen?stand=opgelost"
"""So that the example of a question has answers."""
HEADING = re.compile(r"h([1-6])")
KINDS = ("class", "type", "role", "aria-current", "aria-expanded", "aria-invalid", "aria-pressed")
"""Attributes whose value makes another kind of part."""
EDGE_CASES = (
    *("/bestaat-niet", "/vragen/999999", "/zoeken?q=uittreedsom", "/zoeken?q=qqqqq"),
    *("/samenwerkingen/matrix?gemeente=gm0917", "/samenwerkingen/matrix"),
    *("/casussen/vergelijken?casus=130&casus=131", "/casussen/vergelijken?casus=130&casus=1"),
    *("/opmerkingen/1/reacties", "/opmerkingen/1/verwijderen", "/bijdragen/31/alle-opmerkingen"),
)


@dataclass(frozen=True)
class Reached:
    """A page: its endpoint, the sorts of parts it is made of, and the names in it that stand there twice."""

    endpoint: str
    parts: frozenset[str]
    twice: tuple[str, ...]


def reachable(app: Flask, context: BrowserContext, examples: int = 1) -> dict[str, Reached]:
    """Give `examples` of each sort of page that this browser can reach, by address.

    Refusals count as pages: people see them.
    """
    waiting = deque([START, *_without_arguments(app), *EDGE_CASES])
    counts: Counter[str] = Counter()
    pages: dict[str, Reached] = {}
    while waiting:
        address = waiting.popleft()
        endpoint = _endpoint(app, address)
        if address in pages or counts[endpoint] >= examples:
            continue
        answer = context.request.get(address, max_redirects=0)
        if answer.status in (301, 302, 303, 308):
            waiting.append(_path(urljoin(address, answer.headers["location"])))
        elif "text/html" in answer.headers.get("content-type", "") and "<title" in answer.text():
            counts[endpoint] += answer.ok
            soup = BeautifulSoup(answer.text(), "html.parser")
            pages[address] = Reached(endpoint, frozenset(_parts(soup)), _twice(soup))
            waiting.extend(_links(address, soup))
    return pages


def _without_arguments(app: Flask) -> list[str]:
    rules = (
        rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments
    )
    return [rule.rule for rule in rules]


def _parts(soup: BeautifulSoup) -> Iterator[str]:
    """Give each sort of element at each place among its ancestors, and which heading follows which.

    Two pages made of the same parts differ in their words only.
    """
    assert soup.html
    waiting = [(soup.html, "")]
    while waiting:
        element, place = waiting.pop()
        kinds = {name: element.get(name) for name in KINDS if name in element.attrs}
        here = f"{place}>{element.name}{kinds or ''}"
        yield f"{here}{sorted(element.attrs)}"
        waiting.extend((child, here) for child in element.children if isinstance(child, Tag))
    yield from map(str, pairwise(heading.name for heading in soup.find_all(HEADING)))


def _twice(soup: BeautifulSoup) -> tuple[str, ...]:
    counts = Counter(str(element["id"]) for element in soup.find_all(id=True))
    return tuple(name for name, count in counts.items() if count > 1)


def _links(address: str, soup: BeautifulSoup) -> list[str]:
    found = (str(link["href"]) for link in soup.select("a[href]"))
    return [_path(urljoin(address, href)) for href in found if not urlsplit(urljoin(address, href)).netloc]


def _path(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _endpoint(app: Flask, address: str) -> str:
    adapter = app.url_map.bind("localhost")
    try:
        endpoint, _ = adapter.match(urlsplit(address).path, method="GET")
    except RequestRedirect:
        return "redirect"
    except HTTPException as refusal:
        return str(refusal.code)
    return f"{endpoint}?" if urlsplit(address).query else str(endpoint)
