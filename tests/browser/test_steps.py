# SPDX-License-Identifier: EUPL-1.2
"""A full case is written in steps on a phone, with one thing wrong in each."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from knowledgebase.policy import Role
from tests.browser.looking import SMALL, Axe, problems, watched

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Window = Callable[..., BrowserContext]
TITLE = "Samen één servicedesk, op een telefoon beschreven"
# What a browser lets nobody type wrong has nothing wrong here.
STEPS = [
    ("What it is about", "title", "kort", TITLE),
    ("Partners", "partners-0-name", "Nergenshuizen", "Demogemeente Noord"),
    ("Form of the cooperation", "executive_programme_url", "geen adres", "https://demo.test/programma"),
    ("Motive", "motives-cost-line", "", "De begroting moest sluiten"),
    ("Phases", "phases-intent-end", "maandag", "2015-06"),
    ("Costs and benefits", "costs-licences-budget_once", "veel", "20.000"),
]
CHOICES = {
    "What it is about": ("domains-0", None),
    "Form of the cooperation": ("legal_form", "CG"),
    "Motive": ("motives-cost-score", "3"),
    "Phases": ("phase", "operation"),
}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_each_step_says_what_is_wrong_and_the_case_is_published_in_the_end(
    opened: Window, axe: Axe, scripts: bool
) -> None:
    window = opened(Role.MEMBER, language="en", viewport=SMALL, java_script_enabled=scripts)
    page, heard = watched(window) if scripts else (window.new_page(), [])
    page.goto("/casussen/nieuw")
    page.locator("[name=summary]").fill("Twee gemeenten deelden een servicedesk, stap voor stap.")
    for label, name, wrong, right in STEPS:
        expect(page.locator("[aria-current=step]")).to_have_text(label)
        _choose(page, label)
        field = page.locator(f"[name='{name}']")
        if wrong:
            field.fill(wrong)
            _next(page)
            expect(page.locator("[aria-current=step]")).to_have_text(label)
            expect(page.get_by_role("alert")).to_contain_text("One thing is not right yet")
        if scripts:
            assert problems(page, axe) == []
        field.fill(right)
        _next(page)
    page.locator("[name=body]").fill("## Tips\n\nSpreek vooraf een rekendatum af.")
    _next(page)
    page.locator("[name=outcome]").select_option("running")
    page.get_by_role("button", name="Publish case").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    expect(page.locator("main")).to_contain_text("Host municipality arrangement")
    expect(page.locator("main")).to_contain_text("Spreek vooraf een rekendatum af.")
    assert heard == []


def _choose(page: Page, label: str) -> None:
    if label in CHOICES:
        name, value = CHOICES[label]
        if value is None:
            page.locator(f"#{name}").check()
        else:
            page.locator(f"[name='{name}']").select_option(value)


def _next(page: Page) -> None:
    page.locator(".kb-actions").get_by_role("button", name="Next").click()
