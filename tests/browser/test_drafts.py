# SPDX-License-Identifier: EUPL-1.2
"""Writing in a browser: drafts outlive windows and sessions; toolbar, keys and preview help, and are not needed."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from knowledgebase.policy import Role
from tests.browser.conftest import sign_in
from tests.browser.looking import Axe, problems, watched

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Window = Callable[..., BrowserContext]
LINE = "main form [data-form]"
BODY = "main form [name=body]"
DRAFT = "main form button[name=draft]"
PUBLISH = "main form button[type=submit]:not([name], [formaction])"
SAVED = re.compile("Draft saved at")


def type_question(page: Page, title: str, text: str) -> None:
    page.goto("/vragen/nieuw")
    page.locator("[name=title]").fill(title)
    page.locator(BODY).fill(text)


def go_on(page: Page, title: str, form: str = "/vragen/nieuw") -> None:
    """Open the form again and go on with the draft of this title."""
    page.goto(form)
    page.locator("p", has_text=title).get_by_role("link", name="Continue with it").click()
    expect(page.locator(".kb-notice")).to_contain_text("This is your draft of")


def value(page: Page) -> str:
    return page.locator(BODY).input_value()


def test_what_is_typed_outlives_the_window(opened: Window) -> None:
    window = opened(Role.MEMBER, language="en")
    page, heard = watched(window)
    type_question(page, "Wat gebeurt er als de stroom uitvalt?", "Ik was nog **bezig**.")
    expect(page.locator(LINE)).to_have_text(SAVED, timeout=12_000)
    window.close()
    later = opened(Role.MEMBER, language="en").new_page()
    go_on(later, "Wat gebeurt er als de stroom uitvalt?")
    assert value(later) == "Ik was nog **bezig**."
    later.locator(BODY).fill("Ik ben nu klaar, en het is een hele vraag geworden.")
    later.locator(PUBLISH).click()
    expect(later.get_by_role("heading", level=1)).to_have_text("Wat gebeurt er als de stroom uitvalt?")
    later.goto("/vragen/nieuw")
    assert later.get_by_text("Wat gebeurt er als").count() == 0
    assert heard == []


def test_leaving_at_once_saves_too_and_a_saved_draft_asks_nothing(opened: Window) -> None:
    page = opened(Role.MEMBER, language="en").new_page()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    type_question(page, "Gaat dit ook goed als ik meteen weg ben?", "Snel weg.")
    page.goto("/vragen")
    assert asked == ["beforeunload"]
    go_on(page, "Gaat dit ook goed als ik meteen weg ben?")
    assert value(page) == "Snel weg."
    page.locator(BODY).fill("En nu langzaam weg.")
    expect(page.locator(LINE)).to_have_text(SAVED, timeout=12_000)
    page.goto("/vragen")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("is_gone", ["the session", "the cookie"])
def test_a_session_that_ends_meanwhile_costs_nothing(opened: Window, is_gone: str) -> None:
    window = opened(Role.MEMBER, language="en")
    page = window.new_page()
    title = f"Wat als ik ben uitgelogd, namelijk {is_gone}?"
    type_question(page, title, "Eerst dit.")
    if is_gone == "the cookie":
        window.clear_cookies()
    else:
        other = window.new_page()
        other.goto("/")
        other.locator("header details summary").click()
        other.locator("header form[action='/uitloggen'] button").click()
        other.wait_for_load_state()
    page.locator(BODY).fill("Eerst dit, en toen dat.")
    expect(page.locator(LINE)).to_have_text(
        "You are signed out: sign in in another tab; what you typed stays here.", timeout=15_000
    )
    assert value(page) == "Eerst dit, en toen dat."
    sign_in(window.new_page(), Role.MEMBER)
    expect(page.locator(LINE)).to_have_text(SAVED, timeout=25_000)
    later = opened(Role.MEMBER, language="en").new_page()
    go_on(later, title)
    assert value(later) == "Eerst dit, en toen dat."
    page.locator(BODY).fill("Het formulier zelf kan nu ook gewoon worden verzonden.")
    page.locator(PUBLISH).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_who_signs_in_as_somebody_else_does_not_get_the_draft(opened: Window) -> None:
    window = opened(Role.MEMBER, language="en")
    page = window.new_page()
    type_question(page, "Krijgt een ander dit te zien?", "Liever niet.")
    window.clear_cookies()
    sign_in(window.new_page(), Role.REPRESENTATIVE)
    expect(page.locator(LINE)).to_have_text(re.compile("You are signed out"), timeout=15_000)
    page.locator(BODY).fill("Nog steeds liever niet.")
    time.sleep(6)
    other = window.new_page()
    other.goto("/profiel")
    assert other.get_by_text("Krijgt een ander dit te zien?").count() == 0


def test_without_scripts_a_button_does_it(opened: Window, axe: Axe) -> None:
    page, heard = watched(opened(Role.MEMBER, language="en", java_script_enabled=False))
    type_question(page, "Kan het ook zonder scripts?", "Met een **knop**.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".kb-preview .kb-prose strong")).to_have_text("knop")
    assert value(page) == "Met een **knop**."
    assert page.locator(".kb-editor__tools").is_hidden()
    page.locator(DRAFT).click()
    expect(page.locator(".kb-flashes")).to_contain_text("Your draft is saved")
    go_on(page, "Kan het ook zonder scripts?")
    assert value(page) == "Met een **knop**."
    page.get_by_role("link", name="Throw it away").click()
    page.get_by_role("button", name="Throw away").click()
    expect(page.locator(".kb-flashes")).to_contain_text("The draft is thrown away")
    assert heard == []


def select(page: Page, start: int, end: int) -> None:
    page.locator(BODY).evaluate(
        "(field, [a, b]) => { field.focus(); field.setSelectionRange(a, b); }", [start, end]
    )


def test_the_toolbar_puts_marks_and_takes_them_away(opened: Window) -> None:
    page, heard = watched(opened(Role.MEMBER, language="en"))
    type_question(page, "", "een\ntwee")
    tool = {
        name: page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)
        for name in ("Bold", "Heading", "Numbered list", "Task list", "Quotation", "Code", "Table")
    }
    select(page, 0, 3)
    for after in ("**een**\ntwee", "een\ntwee"):
        tool["Bold"].click()
        assert value(page) == after
    select(page, 0, 8)
    for name, after in (
        ("Numbered list", "1. een\n2. twee"),
        ("Numbered list", "een\ntwee"),
        ("Task list", "- [ ] een\n- [ ] twee"),
        ("Task list", "een\ntwee"),
        ("Quotation", "> een\n> twee"),
        ("Quotation", "een\ntwee"),
        ("Code", "```\neen\ntwee\n```"),
    ):
        tool[name].click()
        assert value(page) == after
    page.keyboard.press("Control+z")
    assert value(page) == "een\ntwee"
    select(page, 8, 8)
    tool["Heading"].click()
    assert value(page) == "een\n## twee"
    tool["Table"].click()
    assert value(page).startswith("een\n## twee\n\n| A | B |\n| --- | --- |")
    assert heard == []


def test_keys_do_the_same_and_send_the_form(opened: Window) -> None:
    page = opened(Role.MEMBER, language="en").new_page()
    type_question(
        page, "Werkt het ook met alleen het toetsenbord?", "Lees de uitleg van onze regeling, en zeg het."
    )
    for place, key, after in (
        ((0, 4), "b", "**Lees**"),
        ((2, 6), "i", "***Lees***"),
    ):
        select(page, *place)
        page.keyboard.press(f"Control+{key}")
        assert value(page).startswith(after)
    select(page, 14, 20)
    page.keyboard.press("Control+k")
    page.keyboard.type("https://voorbeeld.nl")
    assert "[uitleg](https://voorbeeld.nl)" in value(page)
    toolbar = page.get_by_role("toolbar")
    toolbar.get_by_role("button", name="Bold").focus()
    page.keyboard.press("ArrowLeft")
    expect(toolbar.get_by_role("button", name="Table")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(toolbar.get_by_role("button", name="Italic")).to_be_focused()
    assert toolbar.locator("button[tabindex='0']").count() == 1
    page.locator(BODY).focus()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Werkt het ook met alleen het toetsenbord?")


def test_the_preview_is_shown_in_place_and_equals_the_result(opened: Window, axe: Axe) -> None:
    text = "## Waarom\n\nOmdat het **kan**.\n\n| A | B |\n| --- | --- |\n| 1 | 2 |"
    page, heard = watched(opened(Role.MEMBER, language="en", viewport={"width": 360, "height": 800}))
    type_question(page, "Ziet het er straks net zo uit?", text)
    page.get_by_role("button", name="Preview").click()
    shown = page.locator("[data-shown] .kb-prose")
    expect(shown.locator("h2")).to_have_text("Waarom")
    assert not page.locator(BODY).is_visible()
    preview = shown.inner_html()
    assert problems(page, axe) == []
    page.get_by_role("button", name="Write", exact=True).click()
    expect(page.locator(BODY)).to_be_focused()
    assert value(page) == text
    page.locator(PUBLISH).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ziet het er straks net zo uit?")
    assert page.locator("article .kb-prose").first.inner_html().replace(' tabindex="0"', "") == preview
    assert heard == []


def test_the_pages_about_drafts_are_for_everyone(opened: Window, axe: Axe) -> None:
    page, heard = watched(opened(Role.MEMBER, language="nl", color_scheme="dark"))
    page.goto("/paginas/nieuw")
    page.locator("[name=title]").fill("Een handboek in wording")
    page.locator(DRAFT).click()
    for place in (page.url, "/paginas/nieuw", "/profiel"):
        page.goto(place)
        assert problems(page, axe) == [], place
    page.locator("#concepten li", has_text="Een handboek in wording").get_by_role(
        "link", name="Gooi weg"
    ).click()
    page.wait_for_url("**/weggooien")
    assert problems(page, axe) == []
    assert heard == []
