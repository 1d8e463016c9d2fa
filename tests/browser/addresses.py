# SPDX-License-Identifier: EUPL-1.2
"""Every page of the URL map that somebody can reach, found by following links as they would."""

from collections import Counter, deque
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from flask import Flask
from playwright.sync_api import BrowserContext
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

START = "/vragen?stand=opgelost"
"""So that the example of a question has answers."""
EDGE_CASES = ("/bestaat-niet", "/vragen/999999", "/zoeken?q=uittreedsom", "/zoeken?q=qqqqq")


def reachable(app: Flask, context: BrowserContext, examples: int = 1) -> dict[str, str]:
    """Give `examples` of each sort of page that this browser can reach: address → endpoint.

    Refusals count as pages: people see them.
    """
    waiting = deque([START, *_without_arguments(app), *EDGE_CASES])
    counts: Counter[str] = Counter()
    pages: dict[str, str] = {}
    while waiting:
        address = waiting.popleft()
        endpoint = _endpoint(app, address)
        if address in pages or counts[endpoint] >= examples:
            continue
        answer = context.request.get(address, max_redirects=0)
        if answer.status in (301, 302, 303, 308):
            waiting.append(_path(urljoin(address, answer.headers["location"])))
        elif "text/html" in answer.headers.get("content-type", ""):
            counts[endpoint] += answer.ok
            pages[address] = endpoint
            waiting.extend(_links(address, answer.text()))
    return pages


def _without_arguments(app: Flask) -> list[str]:
    rules = (
        rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments
    )
    return [rule.rule for rule in rules]


def _links(address: str, html: str) -> list[str]:
    found = (str(link["href"]) for link in BeautifulSoup(html, "html5lib").select("a[href]"))
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
