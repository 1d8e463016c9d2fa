# SPDX-License-Identifier: EUPL-1.2
"""Every component in every state, in every look: nothing for axe to find, and nothing that needs JavaScript."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page

from tests.browser.conftest import Violations
from tests.browser.gallery import ERRORS, running_gallery

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 900}
SMALL = {"width": 320, "height": 640}
LOOKS: list[dict[str, Any]] = [
    {"locale": "nl", "color_scheme": "light", "viewport": WIDE},
    {"locale": "en", "color_scheme": "dark", "viewport": WIDE},
    {"locale": "en", "color_scheme": "light", "viewport": SMALL},
    {"locale": "nl", "color_scheme": "dark", "viewport": SMALL},
]
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"

Window = Callable[..., BrowserContext]
Axe = Callable[[Page], Violations]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the gallery is."""
    with running_gallery() as address:
        yield address


@pytest.fixture
def window(chromium: Browser, address: str) -> Iterator[Window]:
    """Open a browser window of its own."""
    windows: list[BrowserContext] = []

    def opened(**options: Any) -> BrowserContext:
        windows.append(chromium.new_context(base_url=address, **options))
        return windows[-1]

    yield opened
    for one in windows:
        one.close()


@pytest.mark.parametrize("visitor", ["", "?wie=Noor"], ids=["anyone", "known"])
@pytest.mark.parametrize(
    "look", LOOKS, ids=lambda look: f"{look['color_scheme']}-{look['viewport']['width']}"
)
def test_axe_finds_nothing_and_nothing_is_too_wide(
    window: Window, axe: Axe, look: dict[str, Any], visitor: str
) -> None:
    page = window(**look).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"/{visitor}")
    assert page.evaluate(WIDER) <= 0
    assert axe(page) == []
    assert said == []


@pytest.mark.parametrize("look", LOOKS[::3], ids=["wide", "small"])
def test_error_pages_are_as_good_as_any_other(window: Window, axe: Axe, look: dict[str, Any]) -> None:
    page = window(**look).new_page()
    for code in ERRORS:
        page.goto(f"/fout/{code}")
        assert (code, page.evaluate(WIDER) <= 0, axe(page)) == (code, True, [])
        assert page.locator("h1").count() == 1


def test_the_page_asks_nothing_of_other_machines(window: Window, address: str) -> None:
    page = window().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert {url for url in asked if not url.startswith(address)} == set()
    assert len(asked) <= 7


def test_the_menu_opens_and_closes_without_javascript(window: Window) -> None:
    page = window(viewport=SMALL, java_script_enabled=False).new_page()
    page.goto("/")
    cases = page.get_by_role("navigation").get_by_role("link", name="Cases", exact=True)
    assert not cases.is_visible()
    page.get_by_role("button", name="Menu").click()
    assert cases.is_visible()
    page.keyboard.press("Escape")
    assert not cases.is_visible()


def test_the_first_tab_stop_skips_to_the_content(window: Window) -> None:
    page = window(viewport=WIDE).new_page()
    page.goto("/fout/404")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#inhoud"
    assert skip.evaluate("link => link.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.locator(":focus").get_attribute("id") == "inhoud"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_summary_of_what_is_wrong_has_the_focus(window: Window, scripts: bool) -> None:
    page = window(java_script_enabled=scripts).new_page()
    page.goto("/")
    assert page.locator("[autofocus]:focus").get_attribute("role") == "alert"


def test_links_of_the_summary_lead_to_their_fields(window: Window) -> None:
    page = window().new_page()
    page.goto("/")
    for link in page.locator("[role=alert] a").all():
        target = page.locator(f"[id='{(link.get_attribute('href') or '')[1:]}']")
        assert target.count() == 1, link.inner_text()
        assert target.evaluate("field => field.matches('input, select, textarea')"), link.inner_text()


def test_a_changed_form_is_not_left_without_asking(window: Window) -> None:
    page = window().new_page()
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto("/")
    page.locator("main form[method=post] input[type=text]").first.press_sequentially("Iets")
    page.close(run_before_unload=True)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]


def test_a_form_is_sent_once(window: Window) -> None:
    page = window().new_page()
    page.goto("/")
    sent: list[str] = []
    page.route("**/front/language", lambda route: sent.append(route.request.method))
    page.evaluate(
        "() => { const form = document.querySelector('main form[method=post]');"
        " form.requestSubmit(); form.requestSubmit(); }"
    )
    page.wait_for_timeout(500)
    assert sent == ["POST"]


def test_paper_shows_the_text_and_not_the_controls(window: Window) -> None:
    page = window(color_scheme="dark").new_page()
    page.emulate_media(media="print")
    page.goto("/")
    assert page.locator("h1").is_visible()
    assert not page.get_by_role("navigation").first.is_visible()
    assert not page.locator("main form").first.is_visible()
    assert (
        page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
        == "rgb(255, 255, 255)"
    )
    assert "voorbeeld.nl/besluit" in page.locator(".kb-prose a").first.evaluate(
        "link => getComputedStyle(link, '::after').content"
    )
