# SPDX-License-Identifier: EUPL-1.2
"""The whole story in a browser: find, read, sign in, ask, answer, accept, find, report, hide, gone, restored."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from knowledgebase.policy import Role

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Window = Callable[..., BrowserContext]
BODY = "Wij stappen uit en zoeken een berekening die **alle partijen** redelijk vinden."
ANSWER = "Wij betaalden drie jaar lang een aflopend deel van de frictiekosten."
PUBLISH = "main form[action='/vragen/nieuw'] button[type=submit]:not([name], [formaction])"
SEND = "main form button[type=submit]:not([name], [formaction])"
REASON = "Er staat een prijs van een leverancier in; haal die eruit."


def ask(page: Page, title: str, tag: str) -> str:
    """Fill in the form for a question, send it, and give its address."""
    page.goto("/vragen/nieuw")
    page.locator("[name=title]").fill(title)
    page.locator("[name=body]").fill(BODY)
    page.locator("[name=tags]").fill(tag)
    page.locator(PUBLISH).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return page.url


def answer(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("[name=body]").fill(ANSWER)
    page.locator("main form[action*='/antwoorden'] button[type=submit]:not([name], [formaction])").click()
    expect(page.locator("article.kb-answer")).to_contain_text(ANSWER)


def more(page: Page) -> Locator:
    """Open what is done now and then with the first text on the page."""
    rest = page.locator("main details", has=page.locator("a[href^='/moderatie/']")).first
    rest.locator("summary").click()
    return rest


def found(page: Page, word: str, title: str) -> bool:
    """Search from the home page, and tell whether the title is among the results."""
    page.goto("/")
    page.locator("main input[name=q]").fill(word)
    page.locator("main input[name=q]").press("Enter")
    page.wait_for_url("**/zoeken?**")
    return title in page.locator("main").inner_text()


def wait_until(true: Callable[[], bool], patience: float = 30.0) -> None:
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.2)


def decide(page: Page, address: str, verdict: str) -> None:
    page.goto(address)
    more(page).locator("a[href^='/moderatie/besluiten/']").click()
    page.locator(f"input[value={verdict}]").check()
    page.locator("[name=reason]").fill(REASON)
    page.locator(SEND).click()
    page.wait_for_url(re.compile(r"/moderatie$"))


def test_somebody_looks_around_before_signing_in(opened: Window) -> None:
    page = opened(language="en").new_page()
    page.goto("/")
    page.locator("main input[name=q]").fill("uittreedsom")
    page.locator("main input[name=q]").press("Enter")
    wait_until(lambda: page.reload() is not None and page.locator(".kb-items .kb-item").count() > 0)
    assert page.locator(".kb-items mark").count() > 0
    page.locator(".kb-items a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto("/casussen")
    title = page.locator(".kb-items a").first.inner_text()
    page.locator(".kb-items a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_ask_answer_accept_find_report_hide_gone_and_restored(opened: Window, scripts: bool) -> None:
    def signed_in(role: Role | None = None) -> Page:
        return opened(role, language="en", java_script_enabled=scripts).new_page()

    word = "kwartelplas" if scripts else "wulpenveen"
    title, tag = f"Wie rekende eerder een {word} door?", f"tag-{word}"
    member, other, moderator, anyone = (
        signed_in(role) for role in (Role.MEMBER, Role.REPRESENTATIVE, Role.MODERATOR, None)
    )
    address = ask(member, title, tag)
    answer(other, address)
    member.goto(address)
    member.locator("form[action$='/aannemen'] button").click()
    expect(member.locator("form[action$='/niet-aannemen'] button")).to_be_visible()
    wait_until(lambda: found(anyone, word, title))
    report(other, address)
    moderator.goto("/moderatie")
    expect(moderator.locator("main")).to_contain_text(title)
    places = [
        "/",
        "/vragen",
        f"/vragen?tag={tag}",
        f"/tags/{tag}",
        re.sub(r"/vragen/(\d+).*", r"/historie/\1", address),
        author_page(anyone, address),
        address,
    ]
    assert [shows(anyone, place, title) for place in places[1:]] == [True] * 6
    decide(moderator, address, "hide")
    assert [place for place in places if shows(anyone, place, title) or shows(other, place, title)] == []
    answered = [anyone.goto(place) for place in (places[3], places[4], address)]
    assert [one.status for one in answered if one] == [404, 404, 404]
    wait_until(lambda: not found(anyone, word, title))
    member.goto(address)
    expect(member.locator("main")).to_contain_text(REASON)
    decide(moderator, address, "restore")
    assert [shows(anyone, place, title) for place in places[1:]] == [True] * 6
    expect(anyone.locator("article.kb-answer")).to_contain_text("Accepted answer")
    wait_until(lambda: found(anyone, word, title))


def report(page: Page, address: str) -> None:
    page.goto(address)
    more(page).locator("a[href^='/moderatie/melden/']").click()
    page.locator("input[value=confidential]").check()
    page.locator("[name=explanation]").fill("Hier staat een prijs in.")
    page.locator(SEND).click()
    page.wait_for_url(address)


def shows(page: Page, place: str, title: str) -> bool:
    page.goto(place)
    return title in page.locator("main").inner_text()


def author_page(page: Page, address: str) -> str:
    """Follow the name under the question to what that person contributed."""
    page.goto(address)
    page.locator(".kb-meta a").first.click()
    page.get_by_role("link", name=re.compile("^Contributions by")).click()
    return page.url


def test_going_back_after_a_refused_form_keeps_what_was_typed(opened: Window) -> None:
    page = opened(Role.MEMBER, language="en").new_page()
    page.goto("/vragen/nieuw")
    page.locator("[name=title]").fill("Te kort")
    page.locator("[name=body]").fill(BODY)
    page.locator(PUBLISH).click()
    expect(page.locator("[role=alert]")).to_be_focused()
    assert page.locator("[name=body]").input_value() == BODY
    page.go_back()
    assert page.locator("[name=body]").input_value() == BODY
    assert page.locator("[name=title]").input_value() == "Te kort"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_double_click_publishes_once(opened: Window, scripts: bool) -> None:
    page = opened(Role.MEMBER, language="en", java_script_enabled=scripts).new_page()
    title = f"Publiceert een dubbele klik dit één keer ({scripts})?"
    page.goto("/vragen/nieuw")
    page.locator("[name=title]").fill(title)
    page.locator("[name=body]").fill(BODY)
    page.locator(PUBLISH).dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.goto("/vragen")
    assert page.get_by_role("link", name=title).count() == 1
