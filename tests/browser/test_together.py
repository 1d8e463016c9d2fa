# SPDX-License-Identifier: EUPL-1.2
"""Asking and improving together in a browser: what is there already, two at once, suggestions, votes, names."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from knowledgebase.policy import Role
from tests.browser.looking import Axe, problems, watched
from tests.browser.test_drafts import PUBLISH
from tests.browser.test_story import ask, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Window = Callable[..., BrowserContext]
SIMILAR = "[data-similar] [data-found]"
TITLE = "Halverwege blijkt de besparing uit de business case niet haalbaar"


def test_what_is_there_already_is_shown_while_a_title_is_typed(opened: Window, axe: Axe) -> None:
    page, heard = watched(opened(Role.MEMBER, language="en"))
    page.goto("/vragen/nieuw")
    title = page.locator("[name=title]")
    title.press_sequentially(TITLE)
    there = page.locator(SIMILAR).get_by_role("link", name=re.compile(TITLE))
    expect(there).to_be_visible()
    assert problems(page, axe) == []
    title.press("Enter")
    page.locator("[name=tags]").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ask a question")
    page.goto("/vragen/nieuw")
    title.press_sequentially(TITLE)
    page.locator(SIMILAR).get_by_role("button", name=re.compile(f"That answers it.*{TITLE}")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    assert heard == []


def test_what_is_selected_in_a_case_becomes_the_passage_of_a_lesson(opened: Window, axe: Axe) -> None:
    page, heard = watched(opened(Role.MEMBER, language="en"))
    page.goto("/casussen/nieuw?kort=1")
    page.locator("[name=title]").fill("Samen een archief, met een verhaal om uit te leren")
    page.locator("[name=summary]").fill("Twee gemeenten begonnen samen een archief.")
    page.locator("[name=body]").fill("Het begin was goed, maar **niemand** kende de prijs.")
    page.locator(PUBLISH).click()
    page.locator("#verhaal strong").dblclick()
    expect(page.locator("[data-passages] a")).to_have_count(1)
    page.locator("#verhaal .kb-prose p").click(click_count=3)
    offered = page.locator("[data-passages] a").nth(1)
    expect(offered).to_be_visible()
    assert problems(page, axe) == []
    offered.click()
    expect(page.locator("[name=quote]")).to_have_value("Het begin was goed, maar niemand kende de prijs.")
    assert heard == []


def test_two_people_edit_the_same_case_and_both_texts_stand_there_in_the_end(opened: Window) -> None:
    first, second = (opened(role, language="en").new_page() for role in (Role.MEMBER, Role.MODERATOR))
    first.goto("/casussen/nieuw?kort=1")
    first.locator("[name=title]").fill("Samen een rekencentrum, in twee vensters beschreven")
    first.locator("[name=summary]").fill("Twee gemeenten begonnen samen een rekencentrum.")
    first.locator("[name=body]").fill("Het begin was goed.\n\nHet midden was stil.\n\nHet einde was duur.")
    first.locator(PUBLISH).click()
    expect(first.get_by_role("heading", level=1)).to_contain_text("Samen een rekencentrum")
    for page in (first, second):
        page.goto(f"{first.url.split('#')[0].removesuffix('/bewerken')}/bewerken")
    _replace(first, "goed", "heel goed")
    _replace(second, "duur", "heel duur")
    shown = second.locator("main article")
    expect(shown).to_contain_text("Het begin was heel goed.")
    expect(shown).to_contain_text("Het einde was heel duur.")


def test_a_suggestion_is_declined_with_a_reason_and_whoever_made_it_is_told(opened: Window) -> None:
    author, other = (opened(role, language="en").new_page() for role in (Role.MEMBER, Role.REPRESENTATIVE))
    place = ask(author, "Wie beslist er over een voorstel van een ander?", "voorstellen")
    other.goto(place)
    other.get_by_role("link", name="Suggest an improvement").first.click()
    other.locator("[name=body]").fill("Wie beslist er over een voorstel, en hoe lang duurt dat meestal?")
    other.locator("[name=note]").fill("Dan weten wij ook hoe lang het duurt.")
    other.locator(PUBLISH).click()
    wait_until(lambda: "suggested an improvement" in _news(author))
    author.get_by_role("link", name=re.compile("suggested an improvement")).first.click()
    author.locator("main").get_by_role("link", name=re.compile("Wie beslist")).first.click()
    author.locator("[name=reason]").fill("De duur is een vraag op zichzelf.")
    author.get_by_role("button", name="Decline").click()
    wait_until(lambda: "declined your suggestion" in _news(other))
    other.get_by_role("link", name=re.compile("declined your suggestion")).first.click()
    other.locator("main").get_by_role("link", name=re.compile("Wie beslist")).first.click()
    expect(other.locator("main")).to_contain_text("De duur is een vraag op zichzelf.")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_vote_counts_once_however_often_it_is_clicked(opened: Window, scripts: bool) -> None:
    asker = opened(Role.MEMBER, language="en").new_page()
    place = ask(asker, f"Telt een dubbele klik op nuttig dubbel ({scripts})?", "stemmen")
    page = opened(Role.REPRESENTATIVE, language="en", java_script_enabled=scripts).new_page()
    page.goto(place)
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("^Useful: 0")).first.dblclick()
    page.wait_for_load_state("networkidle")
    page.goto(place)
    useful = page.get_by_role("button", name=re.compile("^Useful: [01]")).first
    expect(useful).to_have_text(re.compile("Useful: 1"))


def test_a_name_is_completed_with_the_keyboard(opened: Window) -> None:
    page, heard = watched(opened(Role.MEMBER, language="en"))
    page.goto("/vragen/nieuw")
    text = page.locator("[name=body]")
    text.press_sequentially("Vraag het @Marij")
    offered = page.locator("[data-mentionable] [role=option]")
    expect(offered).to_have_text(re.compile("^Marijke Vos"))
    text.press("Enter")
    assert re.fullmatch(r"Vraag het \[@Marijke Vos[^]]*\]\(/mensen/\d+\) ", text.input_value())
    text.press_sequentially("of @Marij")
    expect(offered.first).to_be_visible()
    text.press("Escape")
    expect(offered).to_have_count(0)
    assert text.input_value().endswith("of @Marij")
    assert heard == []


def _replace(page: Page, old: str, new: str) -> None:
    text = page.locator("[name=body]")
    text.fill(text.input_value().replace(old, new))
    with page.expect_navigation():
        page.get_by_role("button", name="Save what is there").click()


def _news(page: Page) -> str:
    page.goto("/meldingen")
    return page.locator("main").inner_text()
