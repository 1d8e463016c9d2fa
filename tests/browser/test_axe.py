# SPDX-License-Identifier: EUPL-1.2
"""axe finds nothing on any page that somebody can reach; nothing is wider than a small phone; the console is silent."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext

from knowledgebase.contributions.feeds import ENDING
from knowledgebase.policy import Role
from tests.browser.addresses import reachable
from tests.browser.looking import SMALL, WIDE, Axe, problems_in_every_look, watched
from tests.sites import close_site, create_site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NO_PAGES = {
    "static",
    "front.robots",
    "front.security",
    "front.opensearch",
    "partnerships.picture",
    "partnerships.matrix_file",
    "cases.compare_in_spreadsheet",
    "cases.figures_file",
    "contributions.show",
    "contributions.show_comment",
    "contributions.file",
    "contributions.compare",
    "contributions.mentionable",
    "pages.named",
    "search.similar_items",
}
"""Addresses that answer with something else than a page, or only lead to one."""
ONLY_BY_MAIL = {
    *("security.confirm_email", "security.reset_password"),
    *("questions.follow_up", "notifications.ask_to_stop"),
}
"""Addresses that need a token which arrives by mail."""
AFTER_A_FORM = {
    *("security.registered", "security.reset_sent"),
    *("contributions.edit_comment_form", "contributions.draft", "contributions.ask_to_remove_file"),
    *("contributions.ask_to_restore", "contributions.suggestion", "notifications.name_search"),
}
"""Pages that follow a form; test_axe_forms.py and the tests of their feature look at them."""

Open = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def urls(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The site, only for its URL map."""
    folder = tmp_path_factory.mktemp("urls")
    site = create_site(f"sqlite:///{folder}/none.sqlite3", Path(folder))
    close_site(site)
    return site


@pytest.mark.parametrize(("language", "viewport"), [("nl", WIDE), ("en", SMALL)], ids=["nl", "en"])
def test_every_page_of_the_url_map_is_for_everyone_in_every_look(
    opened: Open, axe: Axe, urls: Flask, language: str, viewport: Any
) -> None:
    """Visitors and each role; what is the same to the letter for two of them is looked at once."""
    seen: set[str] = set()
    endpoints: set[str] = set()
    wrong = []
    for role in (None, *Role):
        window = opened(role, language=language, viewport=viewport, color_scheme="light")
        pages = reachable(urls, window, examples=2 if role is None else 1)
        new = [address for address, page in pages.items() if page.content not in seen]
        seen.update(page.content for page in pages.values())
        endpoints.update(page.endpoint.rstrip("?") for page in pages.values())
        wrong += [f"{address} for {role}: {what}" for address, what in _looked_at(window, new, axe)]
    assert not wrong, "\n".join(wrong)
    assert not (unseen := _pages(urls) - endpoints), unseen


def _pages(urls: Flask) -> set[str]:
    rules = (rule for rule in urls.url_map.iter_rules() if not rule.rule.endswith(ENDING))
    pages = {rule.endpoint for rule in rules if "GET" in (rule.methods or ())}
    return pages - NO_PAGES - ONLY_BY_MAIL - AFTER_A_FORM


def _looked_at(window: BrowserContext, addresses: Iterable[str], axe: Axe) -> Iterator[tuple[str, str]]:
    page, heard = watched(window)
    for address in addresses:
        heard.clear()
        found = problems_in_every_look(page, address, axe)
        yield from ((address, what) for what in [*heard, *found])
    page.close()
