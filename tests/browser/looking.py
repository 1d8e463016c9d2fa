# SPDX-License-Identifier: EUPL-1.2
"""Looking at a page: what axe finds, whether it fits, what the console says."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, ViewportSize

from tests.browser.conftest import COLOURS, Violations

Axe = Callable[..., Violations]
Sizes = tuple[ViewportSize, ViewportSize]
WIDE: ViewportSize = {"width": 1280, "height": 900}
SMALL: ViewportSize = {"width": 320, "height": 640}
LOOKS: list[dict[str, Any]] = [
    {"language": "nl", "color_scheme": "light", "viewport": WIDE},
    {"language": "en", "color_scheme": "dark", "viewport": SMALL},
    {"language": "nl", "color_scheme": "dark", "viewport": SMALL},
    {"language": "en", "color_scheme": "light", "viewport": WIDE},
]
"""Ways to open a page that cannot be opened twice, such as the answer to a form."""
NOT_OF_THE_PAGE = ("the server responded with a status of 4",)
"""What Chromium says of a refusal that the test asked for."""


def watched(window: BrowserContext) -> tuple[Page, list[str]]:
    """Give a new page, and the list of complaints that its console will fill."""
    page = window.new_page()
    heard: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(part in message.text for part in NOT_OF_THE_PAGE):
            heard.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return page, heard


def problems(page: Page, axe: Axe) -> list[str]:
    """Give what is wrong with the page that is open."""
    return _excess(page) + [str(violation) for violation in axe(page)]


def problems_in_light_and_dark(page: Page, address: str, axe: Axe, sizes: Sizes) -> list[str]:
    """Give what is wrong with the page at an address, in a window of one size in light and another in the dark.

    Only colours differ in the dark. The page is opened anew for it: axe is twice as slow on its second run.
    """
    for_light, for_dark = sizes
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(for_light)
    page.goto(address)
    found = problems(page, axe)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(for_dark)
    page.goto(address)
    return found + [f"in the dark: {what}" for what in [*_excess(page), *axe(page, COLOURS)]]


def _excess(page: Page) -> list[str]:
    excess = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    return [f"{excess} pixels wider than a window of {page.viewport_size}"] if excess > 0 else []
