# SPDX-License-Identifier: EUPL-1.2
"""The form for a case in steps: each shows one part, keeps the rest, and is saved as a draft."""

from typing import Any

import pytest
from bs4 import BeautifulSoup

from knowledgebase.cases.forms import CaseForm
from knowledgebase.cases.forms.steps import NAMES, STEPS
from tests.cases.stories import FULL, write_case
from tests.conftest import Visit
from tests.contributions.stories import ENGLISH
from tests.people import People

NEW = "/casussen/nieuw"
WRONG = {
    "part-about": ("title", "kort"),
    "partners": ("partners-0-name", "Nergenshuizen"),
    "part-form": ("executive_programme_url", "geen adres"),
    "motives": ("motives-cost-line", "x" * 301),
    "phases": ("phases-intent-end", "1999"),
    "costs": ("costs-licences-budget_once", "veel"),
    "part-result": ("outcome", "onzin"),
    "evidence": ("evidence-0-year", "3020"),
    "part-filing": ("tags", "-"),
}


def shown(page: str) -> list[str]:
    """Give the parts that can be seen."""
    soup = BeautifulSoup(page, "html.parser")
    return [name for name in NAMES if not soup.find(id=name).has_attr("hidden")]


def kept(page: str) -> dict[str, Any]:
    """Give what a browser would send back."""
    soup = BeautifulSoup(page, "html.parser")
    fields = soup.select("main form input[name], main form textarea[name]")
    return {str(one["name"]): one.get("value", one.get_text()) for one in fields}


def test_every_field_is_in_one_step() -> None:
    placed = [name for step in STEPS.values() for name in step.fields]
    assert len(placed) == len(set(placed))
    meant_for_programs = {"step", "revision", "suggestion", "sent_as", "csrf_token"}
    assert set(placed) == {
        name for name in dir(CaseForm) if hasattr(getattr(CaseForm, name), "field_class")
    } - (meant_for_programs)


def test_a_new_case_begins_with_the_first_step_and_can_be_seen_whole(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    assert shown(anna.get(NEW).text) == [NAMES[0]]
    assert shown(anna.get(f"{NEW}?stap=costs").text) == ["costs"]
    assert shown(anna.get(f"{NEW}?stap=alles").text) == NAMES
    assert shown(anna.get(f"{NEW}?stap=onzin").text) == NAMES
    address = write_case(anna)
    assert shown(anna.get(f"{address}/bewerken").text) == NAMES
    assert shown(anna.get(f"{address}/bewerken?stap=evidence").text) == ["evidence"]


def test_going_on_keeps_everything_and_saves_a_draft(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    sent = FULL | {"sent_as": "a" * 32, "step": "partners", "stap": "part-form"}
    page = anna.post(NEW, data=sent, headers=ENGLISH)
    assert page.status_code == 200
    assert shown(page.text) == ["part-form"]
    assert "Step 3 of 10" in page.text
    assert kept(page.text)["trigger"].strip() == FULL["trigger"]
    assert FULL["title"] not in visit().get("/casussen").text
    profile = anna.get("/profiel").text
    assert FULL["title"] in profile
    link = BeautifulSoup(profile, "html.parser").find("a", href=lambda href: href and "concept=" in href)
    assert shown(anna.get(link["href"]).text) == ["part-form"]
    placed = anna.post(NEW, data=sent | {"step": "part-form"} | {"stap": "part-filing"})
    assert placed.status_code == 200
    done = {name: value for name, value in sent.items() if name != "stap"}
    assert anna.post(NEW, data=done | {"step": "part-filing"}).status_code == 303
    assert "concept=" not in anna.get("/profiel").text


@pytest.mark.parametrize("step", WRONG)
def test_what_is_wrong_in_a_step_is_said_before_the_next(visit: Visit, people: People, step: str) -> None:
    anna = visit(people.anna)
    name, value = WRONG[step]
    further = NAMES[min(NAMES.index(step) + 1, len(NAMES) - 1)]
    sent = FULL | {"sent_as": "a" * 32, "step": step, "stap": further, name: value}
    if step == NAMES[-1]:
        del sent["stap"]
    refused = anna.post(NEW, data=sent, headers=ENGLISH)
    assert refused.status_code == 422
    assert shown(refused.text) == [step]
    assert "One thing is not right yet" in refused.text
    back = NAMES[max(NAMES.index(step) - 1, 0)]
    if back != step:
        assert shown(anna.post(NEW, data=sent | {"stap": back}).text) == [back]


def test_publishing_from_any_step_shows_each_part_in_which_something_is_wrong(
    visit: Visit, people: People
) -> None:
    sent = FULL | {"step": "part-story", "evidence-0-year": "3020", "legal_form": ""}
    refused = visit(people.anna).post(NEW, data=sent)
    assert refused.status_code == 422
    assert shown(refused.text) == ["part-form", "part-story", "evidence"]


def test_a_case_is_improved_in_one_step(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    address = write_case(anna)
    page = anna.get(f"{address}/bewerken?stap=part-result").text
    assert shown(page) == ["part-result"]
    sent = FULL | {"revision": "1", "step": "part-result", "outcome": "partly"}
    turned = anna.post(f"{address}/bewerken", data=sent | {"stap": "evidence"})
    assert shown(turned.text) == ["evidence"]
    assert anna.post(f"{address}/bewerken", data=sent).status_code == 303
    assert "Partly successful" in visit().get(address, headers=ENGLISH).text


def test_what_is_too_much_for_a_draft_is_shown_all_the_same(visit: Visit, people: People) -> None:
    sent = FULL | {"body": "é" * 200_000, "trigger": "é" * 1_000, "step": "part-story", "stap": "part-result"}
    page = visit(people.anna).post(NEW, data=sent, headers=ENGLISH)
    assert page.status_code == 200
    assert shown(page.text) == ["part-result"]
    assert "too much to keep as a draft" in page.text
    assert kept(page.text)["body"].strip() == "é" * 200_000
    assert "concept=" not in visit(people.anna).get("/profiel").text
