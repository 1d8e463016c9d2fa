# SPDX-License-Identifier: EUPL-1.2
"""A theme may demand that others approve of a change: until then the page shows what was approved."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from knowledgebase.contributions.actions import Outdated
from knowledgebase.contributions.models import Theme
from knowledgebase.contributions.views import approving
from knowledgebase.db import db
from tests.cases.stories import FULL, write_case
from tests.conftest import Visit, Work
from tests.contributions.stories import ENGLISH, PAGE, edit_page, history_of, main_of, number, write_page
from tests.contributions.test_co_authors import name as name_co_author
from tests.notifications.stories import told
from tests.people import People, Person
from tests.stories import QUESTION, ask

FIRST = PAGE["body"]
SECOND = f"{FIRST}\n\nEn neem de tijd."


@pytest.fixture
def theme(app: Flask, visit: Visit, people: People) -> str:
    """The id of a theme in which two others approve."""
    with app.app_context():
        id, slug = db.session.execute(sa.select(Theme.id, Theme.slug).order_by(Theme.id)).first() or (0, "")
    saved = visit(people.mo).post(f"/themas/{slug}/eigenaar", data={"approvals": "2"})
    assert saved.status_code == 303, saved.text
    return str(id)


@pytest.fixture
def page(visit: Visit, people: People, theme: str) -> str:
    """A page of Anna's in that theme, with Bram as co-author."""
    address = write_page(visit(people.anna), theme=theme)
    assert name_co_author(visit, people.anna, address, people.bram) == 303
    return address


def change(visit: Visit, person: Person, page: str, theme: str, revision: int = 1, **changes: Any) -> Any:
    return edit_page(visit(person), page, revision, **({"body": SECOND, "theme": theme} | changes))


def approve(visit: Visit, person: Person, suggestion: str) -> int:
    return int(visit(person).post(f"{suggestion}/overnemen").status_code)


def test_a_change_is_shown_once_enough_others_approved(
    visit: Visit, people: People, page: str, theme: str, work: Work
) -> None:
    sent = change(visit, people.anna, page, theme)
    assert sent.location.startswith("/suggesties/")
    assert "En neem de tijd" not in visit().get(page).text
    assert approve(visit, people.anna, sent.location) == 403
    work()
    assert "suggested an improvement" in told(visit(people.mo))
    assert approve(visit, people.bram, sent.location) == 303
    assert approve(visit, people.bram, sent.location) == 303
    assert "En neem de tijd" not in visit().get(page).text
    waiting = main_of(visit(people.mo).get(sent.location, headers=ENGLISH))
    assert people.bram.name in waiting
    assert approve(visit, people.mo, sent.location) == 303
    assert "En neem de tijd" in visit().get(page).text
    history = main_of(visit().get(history_of(page), headers=ENGLISH))
    assert f"suggested by {people.anna.name}" in history


def test_only_those_concerned_learn_of_what_waits(
    visit: Visit, people: People, page: str, theme: str
) -> None:
    sent = change(visit, people.anna, page, theme)
    for person, knows in ((people.anna, True), (people.bram, True), (people.mo, True), (people.chris, False)):
        browser = visit(person)
        assert ("A newer version waits" in browser.get(history_of(page), headers=ENGLISH).text) == knows
        assert ("a newer version waits" in browser.get(page, headers=ENGLISH).text) == knows
        assert (browser.get(sent.location).status_code == 200) == knows
    for address in (page, history_of(page)):
        assert "newer version waits" not in visit().get(address, headers=ENGLISH).text


def test_changing_it_once_more_replaces_what_waits_and_approvals_begin_anew(
    visit: Visit, people: People, page: str, theme: str
) -> None:
    first = change(visit, people.anna, page, theme).location
    approve(visit, people.bram, first)
    for person, knows in ((people.anna, True), (people.mo, False)):
        form = visit(person).get(f"{page}/bewerken", headers=ENGLISH).text
        assert ("What you send now takes its place" in form) == (f'href="{first}"' in form) == knows
    second = change(visit, people.anna, page, theme, body=f"{FIRST}\n\nToch niet zo snel.").location
    assert second != first
    assert "Withdrawn" in visit(people.anna).get(first, headers=ENGLISH).text
    assert approve(visit, people.bram, second) == approve(visit, people.mo, second) == 303
    shown = visit().get(page).text
    assert "Toch niet zo snel" in shown
    assert "En neem de tijd" not in shown


def test_what_another_typed_meanwhile_is_not_lost(
    visit: Visit, people: People, page: str, theme: str
) -> None:
    change(visit, people.anna, page, theme)
    refused = change(visit, people.mo, page, theme, body=f"{FIRST}\n\nVan Mo zelf.")
    assert refused.status_code == 409
    assert "Van Mo zelf." in refused.text
    assert "Van Mo zelf." not in visit().get(page).text


def test_a_restriction_of_readers_does_not_wait(visit: Visit, people: People, page: str, theme: str) -> None:
    sent = change(visit, people.anna, page, theme, visibility="members")
    assert sent.location.startswith("/suggesties/")
    assert visit().get(page).status_code == 404
    shown = visit(people.chris).get(page, follow_redirects=True).text
    assert "En neem de tijd" not in shown


def test_bringing_an_older_version_back_waits_too(
    app: Flask, visit: Visit, people: People, theme: str
) -> None:
    address = write_page(visit(people.anna))
    change(visit, people.anna, address, theme)
    back = visit(people.anna).post(f"/historie/{number(address)}/1/terugzetten", data={"revision": "2"})
    assert back.location.startswith("/suggesties/")
    assert "En neem de tijd" in visit().get(address).text
    approve(visit, people.mo, back.location)
    assert "En neem de tijd" in visit().get(address).text


def test_questions_and_cases_wait_with_their_own_fields(visit: Visit, people: People, theme: str) -> None:
    question = ask(visit(people.anna), theme=theme)
    later = QUESTION | {"theme": theme, "needed_by": "2030-06-01", "revision": "1"}
    sent = visit(people.anna).post(f"{question}/bewerken", data=later)
    assert sent.location.startswith("/suggesties/")
    assert "2030-06-01" not in visit(people.anna).get(f"{question}/bewerken").text
    case = write_case(visit(people.anna), theme=theme)
    told = FULL | {"theme": theme, "trigger": "Een brief van de raad", "revision": "1"}
    sent = visit(people.anna).post(f"{case}/bewerken", data=told)
    assert sent.location.startswith("/suggesties/"), sent.text
    assert "Een brief van de raad" not in visit().get(case).text
    name_co_author(visit, people.anna, case, people.bram)
    for person in (people.bram, people.mo):
        approve(visit, person, sent.location)
    assert "Een brief van de raad" in visit().get(case).text


def test_that_a_part_of_a_case_is_for_fewer_does_not_wait(visit: Visit, people: People, theme: str) -> None:
    case = write_case(visit(people.anna), theme=theme)
    told = FULL | {"theme": theme, "cost_note": "Nieuw", "costs_kept_for": "members", "revision": "1"}
    sent = visit(people.anna).post(f"{case}/bewerken", data=told)
    assert sent.location.startswith("/suggesties/"), sent.text
    assert FULL["cost_note"] not in visit().get(case).text
    shown = visit(people.sam).get(case).text
    assert FULL["cost_note"] in shown
    assert "Nieuw" not in shown


def test_the_theme_and_the_form_say_so(visit: Visit, people: People, page: str, theme: str) -> None:
    form = visit(people.anna).get(f"{page}/bewerken", headers=ENGLISH).text
    assert "In this theme 2 others approve of a change before it is shown." in form
    assert visit(people.chris).post("/themas/privacy/eigenaar", data={"approvals": "1"}).status_code == 403
    assert visit(people.mo).post("/themas/privacy/eigenaar", data={"approvals": "9"}).status_code == 422


def test_a_restriction_holds_though_somebody_saved_at_the_same_moment(
    visit: Visit, people: People, page: str, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = approving.rewrite
    faster = iter((True,))

    def rewrite(*given: Any) -> None:
        if next(faster, False):
            raise Outdated
        saved(*given)

    monkeypatch.setattr(approving, "rewrite", rewrite)
    sent = change(visit, people.anna, page, theme, visibility="members")
    assert sent.location.startswith("/suggesties/")
    assert visit().get(page).status_code == 404
