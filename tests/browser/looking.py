# SPDX-License-Identifier: EUPL-1.2
"""Looking at a page: what axe finds, whether it fits, what the console says."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from tests.browser.conftest import Violations

Axe = Callable[[Page], Violations]
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
    excess = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    too_wide = [f"{excess} pixels wider than the window"] if excess > 0 else []
    return too_wide + [str(violation) for violation in axe(page)]
