# SPDX-License-Identifier: EUPL-1.2
"""Pages that only a form leads to are as accessible as the others: refusals with their reasons, and thanks."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from knowledgebase.policy import Role
from tests.browser.looking import LOOKS, Axe, problems, watched

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Open = Callable[..., BrowserContext]
FORMS = {
    None: ("/registreren", "/inloggen", "/wachtwoord-vergeten"),
    Role.MEMBER: (
        *("/vragen/nieuw", "/casussen/nieuw", "/casussen/nieuw?kort=1", "/lessen/nieuw", "/paginas/nieuw"),
        *("/profiel/bewerken", "/wachtwoord-wijzigen"),
    ),
    Role.SECRETARIAT: ("/afspraken/nieuw",),
}


@pytest.mark.parametrize("role", FORMS, ids=lambda role: role.value if role else "nobody")
def test_a_form_sent_empty_says_what_is_missing_to_everyone(
    opened: Open, axe: Axe, role: Role | None
) -> None:
    wrong = []
    for address, look in zip(FORMS[role], LOOKS * 2, strict=False):
        page, heard = watched(opened(role, **look))
        page.goto(address)
        _send_emptied(page)
        assert page.locator("main form").count(), address
        wrong += [f"{address}: {what}" for what in heard + problems(page, axe)]
    assert not wrong, "\n".join(wrong)


def test_what_follows_asking_for_a_new_password(opened: Open, axe: Axe) -> None:
    page, heard = watched(opened(None, **LOOKS[1]))
    page.goto("/wachtwoord-vergeten")
    page.fill("main input[name=email]", "nobody@amsterdam.nl")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/verstuurd")
    assert heard + problems(page, axe) == []


def test_what_follows_signing_up(opened: Open, axe: Axe) -> None:
    page, heard = watched(opened(None, **LOOKS[2]))
    page.goto("/registreren")
    page.fill("main input[name=name]", "Anna de Vries")
    page.fill("main input[name=email]", "anna.devries@amsterdam.nl")
    page.fill("main input[name=password]", "vier losse woorden hier")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/verstuurd")
    assert heard + problems(page, axe) == []


def _send_emptied(page: Page) -> None:
    """Send the form of the page with every text emptied, past the checks that the browser makes itself."""
    page.evaluate(
        """() => {
            const form = [...document.querySelectorAll("main form")].find((one) => one.method === "post");
            form.noValidate = true;
            form.querySelectorAll("input:not([type=hidden]), textarea").forEach((field) => { field.value = ""; });
        }"""
    )
    with page.expect_navigation():
        page.locator("main form[method=post] button[type=submit]:not([name])").last.click()
