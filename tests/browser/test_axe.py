# SPDX-License-Identifier: EUPL-1.2
"""axe finds nothing on any page that somebody can reach; nothing is wider than a small phone; the console is silent."""

from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from knowledgebase.policy import Role
from tests.browser.addresses import reachable
from tests.browser.conftest import Violations
from tests.sites import close_site, create_site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDE = {"width": 1280, "height": 900}
SMALL = {"width": 320, "height": 640}
LOOKS: list[dict[str, Any]] = [
    {"language": "nl", "color_scheme": "light", "viewport": WIDE},
    {"language": "en", "color_scheme": "dark", "viewport": SMALL},
    {"language": "nl", "color_scheme": "dark", "viewport": SMALL},
    {"language": "en", "color_scheme": "light", "viewport": WIDE},
]
NOT_OF_THE_PAGE = ("the server responded with a status of 4",)
"""What Chromium says of a refusal that the test asked for."""

Open = Callable[..., BrowserContext]
Axe = Callable[[Page], Violations]


@pytest.fixture(scope="module")
def urls(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The site, only for its URL map."""
    folder = tmp_path_factory.mktemp("urls")
    site = create_site(f"sqlite:///{folder}/none.sqlite3", Path(folder))
    close_site(site)
    return site


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look['language']}-{look['color_scheme']}")
def test_pages_for_everyone_in_every_look(opened: Open, axe: Axe, urls: Flask, look: dict[str, Any]) -> None:
    window = opened(None, **look)
    found = {address: _looked_at(window, address, axe) for address in reachable(urls, window)}
    assert len(found) > 20
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_pages_for_each_role(opened: Open, axe: Axe, urls: Flask, role: Role) -> None:
    windows = cycle([opened(role, **look) for look in LOOKS])
    pages = reachable(urls, opened(role))
    found = {address: _looked_at(next(windows), address, axe) for address in pages}
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_between_them_the_roles_see_every_page_of_the_url_map(opened: Open, urls: Flask) -> None:
    seen = {
        endpoint.rstrip("?") for role in (None, *Role) for endpoint in reachable(urls, opened(role)).values()
    }
    pages = {rule.endpoint for rule in urls.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - seen - NO_PAGES == set()


NO_PAGES = {"static"}
"""Addresses that answer with something else than a page, or only with a link that arrives by mail."""


def _looked_at(window: BrowserContext, address: str, axe: Axe) -> list[Any]:
    """Open a page and give everything that is wrong with it."""
    page = window.new_page()
    wrong: list[Any] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(part in message.text for part in NOT_OF_THE_PAGE):
            wrong.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address)
    excess = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    if excess > 0:
        wrong.append(f"{excess} pixels wider than the window")
    wrong += axe(page)
    page.close()
    return wrong
