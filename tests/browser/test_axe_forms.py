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
        *("/profiel/bewerken", "/wachtwoord-wijzigen", "/zoeken/volgen?q=ict"),
        "/samenwerkingen/toevoegen",
    ),
    Role.SECRETARIAT: ("/afspraken/nieuw",),
}
PARTNERSHIP = {
    "name": "Coöperatie voor digitale dienstverlening",
    "starts": "2016-01-01",
    "parties": "Heerlen\nBreda; 2017-01-01",
    "purpose": "Samen bouwen aan digitale dienstverlening.",
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


def test_what_follows_when_two_change_the_same_and_a_third_suggests(opened: Open, axe: Axe) -> None:
    member, heard = watched(opened(Role.MEMBER, **LOOKS[0]))
    moderator, heard_too = watched(opened(Role.MODERATOR, **LOOKS[1]))
    reader, heard_last = watched(opened(Role.READER, **LOOKS[2]))
    place = _written(member, "Begin met een nulmeting, en praat dan pas over geld.")
    moderator.goto(f"{place}/bewerken")
    member.goto(f"{place}/bewerken")
    _save(member, "Begin met een gesprek, en praat dan pas over geld.")
    _save(moderator, "Begin met koffie, en praat dan pas over geld.")
    assert moderator.locator("main input[type=radio]").count() == 4
    wrong = problems(moderator, axe)
    moderator.check("main input[value=both]")
    moderator.click("main form button[type=submit]")
    number = place.rpartition("/")[2].partition("-")[0]
    for address in (
        f"/historie/{number}",
        f"/historie/{number}/1/terugzetten",
        f"/historie/{number}/3?met=1&weergave=inline",
    ):
        member.goto(address)
        wrong += problems(member, axe)
    reader.goto(f"/bijdragen/{number}/voorstellen")
    reader.fill("main input[name=note]", "Dat leest wat prettiger.")
    _save(reader, "Begin met thee, en praat dan pas over geld.")
    moderator.goto(reader.url)
    assert heard + heard_too + heard_last + wrong + problems(reader, axe) + problems(moderator, axe) == []


def test_what_follows_saving_a_search(opened: Open, axe: Axe) -> None:
    page, heard = watched(opened(Role.MEMBER, **LOOKS[2]))
    page.goto("/zoeken?q=samenwerking&soort=lesson")
    page.click("main .kb-actions a[href^='/zoeken/volgen']")
    assert page.input_value("main input[name=name]") == "samenwerking"
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    assert page.url.endswith("/zoeken?q=samenwerking&soort=lesson")
    wrong = problems(page, axe)
    page.goto("/meldingen/volgen")
    wrong += problems(page, axe)
    page.click("main a[href$='/naam']")
    assert heard + wrong + problems(page, axe) == []


def test_what_a_moderator_sees_of_a_partnership_that_a_member_added(opened: Open, axe: Axe) -> None:
    member, heard = watched(opened(Role.MEMBER, **LOOKS[1]))
    moderator, heard_too = watched(opened(Role.MODERATOR, **LOOKS[2]))
    member.goto("/samenwerkingen/toevoegen")
    for name, typed in PARTNERSHIP.items():
        member.fill(f"main [name={name}]", typed)
    with member.expect_navigation():
        member.click("main form button[type=submit]")
    wrong = problems(member, axe)
    member.click("main a[href$='/wijzigen']")
    moderator.goto(member.url.removesuffix("/wijzigen"))
    moderator.click("main a[href$='/besluit']")
    wrong += problems(moderator, axe)
    moderator.check("main input[value=let_in]")
    with moderator.expect_navigation():
        moderator.click("main form button[type=submit]")
    assert heard + heard_too + wrong + problems(member, axe) + problems(moderator, axe) == []


def test_what_a_moderator_sees_before_and_after_merging(opened: Open, axe: Axe) -> None:
    page, heard = watched(opened(Role.MODERATOR, **LOOKS[1]))
    first = _written(page, "Begin met een nulmeting, en praat dan pas over geld.")
    second = _written(page, "Begin met een gesprek, en praat dan pas over geld.")
    page.goto(f"/bijdragen/{first.rpartition('/')[2]}/opgaan-in")
    page.fill("main input[name=other]", second)
    wrong = []
    for _ in range(2):
        with page.expect_navigation():
            page.locator("main form[method=post] button[type=submit]").first.click()
        wrong += problems(page, axe)
    assert page.url == second
    page.goto(f"/historie/{first.rpartition('/')[2]}")
    assert heard + wrong + problems(page, axe) == []


def _written(page: Page, text: str) -> str:
    page.goto("/paginas/nieuw")
    page.fill("main input[name=title]", "Stappenplan voor het begin")
    _save(page, text)
    return page.url


def _save(page: Page, text: str) -> None:
    page.fill("main textarea[name=body]", text)
    with page.expect_navigation():
        page.locator("main form[method=post] button[type=submit]").first.click()


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
        page.locator("main form[method=post] button[type=submit]:not([name], [formaction])").last.click()
