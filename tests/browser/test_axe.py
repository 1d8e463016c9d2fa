# SPDX-License-Identifier: EUPL-1.2
"""axe finds nothing on any page that somebody can reach; nothing is wider than a small phone; the console is silent."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext

from knowledgebase.contributions.feeds import ENDING
from knowledgebase.policy import Role
from tests.browser.addresses import Reached, reachable
from tests.browser.looking import SMALL, WIDE, Axe, Sizes, problems_in_light_and_dark, watched
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
    "cases.picture",
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
    *("partnerships.edit", "partnerships.consider"),
}
"""Pages that follow a form; test_axe_forms.py and the tests of their feature look at them."""

SIZES: dict[str, Sizes] = {"nl": (WIDE, SMALL), "en": (SMALL, WIDE)}
"""So that every two of language, colours and width meet."""

Open = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def urls(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The site, only for its URL map."""
    folder = tmp_path_factory.mktemp("urls")
    site = create_site(f"sqlite:///{folder}/none.sqlite3", Path(folder))
    close_site(site)
    return site


def test_every_page_of_the_url_map_is_for_everyone_in_every_look(opened: Open, axe: Axe, urls: Flask) -> None:
    """Visitors and each role; a page made of parts that were all looked at is not looked at again."""
    seen: set[str] = set()
    endpoints: set[str] = set()
    wrong = []
    for role in (None, *Role):
        windows = {language: opened(role, language=language) for language in SIZES}
        pages = reachable(urls, windows["nl"], examples=2 if role is None else 1)
        new = list(_with_new_parts(pages, seen))
        endpoints.update(page.endpoint.rstrip("?") for page in pages.values())
        wrong += [f"{address} for {role}: {page.twice}" for address, page in pages.items() if page.twice]
        wrong += [f"{address} for {role}: {what}" for address, what in _looked_at(windows, new, axe)]
    assert not wrong, "\n".join(wrong)
    assert not (unseen := _pages(urls) - endpoints), unseen


def _with_new_parts(pages: Mapping[str, Reached], seen: set[str]) -> Iterator[str]:
    for address, page in pages.items():
        if page.parts - seen:
            yield address
        seen |= page.parts


def _pages(urls: Flask) -> set[str]:
    rules = (rule for rule in urls.url_map.iter_rules() if not rule.rule.endswith(ENDING))
    pages = {rule.endpoint for rule in rules if "GET" in (rule.methods or ())}
    return pages - NO_PAGES - ONLY_BY_MAIL - AFTER_A_FORM


def _looked_at(
    windows: Mapping[str, BrowserContext], addresses: Sequence[str], axe: Axe
) -> Iterator[tuple[str, str]]:
    for language, window in windows.items():
        page, heard = watched(window)
        for address in addresses:
            heard.clear()
            found = problems_in_light_and_dark(page, address, axe, SIZES[language])
            yield from ((address, f"{language}: {what}") for what in [*heard, *found])
        page.close()
