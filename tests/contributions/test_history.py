# SPDX-License-Identifier: EUPL-1.2
"""Every version is kept, can be compared with any other, and can be brought back."""

from typing import Any

import pytest
from flask import Flask

from knowledgebase.contributions.models import Revision
from knowledgebase.db import db
from knowledgebase.pages.models import Page
from tests.cases.stories import FULL, write_case
from tests.conftest import Queries, Visit
from tests.contributions.stories import ENGLISH, PAGE, edit_page, history_of, main_of, write_page
from tests.people import People
from tests.stories import ANSWER, LESSON, QUESTION, ask, share_lesson

AGREEMENT = QUESTION | {
    "number": "2026-01",
    "title": "Samen inkopen van werkplekken",
    "summary": "Leden kopen werkplekken samen in.",
    "sort": "binding",
    "state": "consultation",
    "in_force_from": "2026-07-01",
}

OTHER_CASE = {
    "trigger": "",
    "costs-migration-actual_once": "1",
    "partners-1-name": "",
    "partners-1-joined": "",
    "partners-1-left": "",
    "motives-cost-score": "0",
    "phases-intent-start": "",
    "evidence-0-title": "Iets anders",
    "domains": ["privacy"],
    "exit_rules": "no",
}
OTHER_LESSON = {
    "condition": "Als alles anders is dan nu",
    "phase": ["exit"],
    "direction": "avoid",
    "evidence": "research",
}
OTHER_AGREEMENT = {"number": "2026-02", "state": "vote", "sort": "recommendation", "in_force_from": ""}


def test_differences_stand_side_by_side_or_in_one_text(visit: Visit, people: People) -> None:
    address = write_page(visit(people.anna))
    edit_page(visit(people.anna), address, 1, body=PAGE["body"].replace("over geld", "pas over de kosten"))
    beside = visit().get(f"{history_of(address)}/2").text
    assert "<del>geld</del>" in beside
    assert "weergave=inline" in beside
    inline = visit().get(f"{history_of(address)}/2?weergave=inline").text
    assert "<del>geld</del>" in inline
    assert "<ins>de</ins>" in inline or "kosten</ins>" in inline
    assert "kb-diff" not in inline.split("<main")[1]


def test_any_two_versions_are_compared_the_older_first(visit: Visit, people: People) -> None:
    address = write_page(visit(people.anna))
    for revision, word in enumerate(("kosten", "mensen", "macht"), 1):
        body = PAGE["body"].replace("geld", word)
        assert edit_page(visit(people.anna), address, revision, body=body).status_code == 303
    for at in ("4?met=1", "1?met=4"):
        page = visit().get(f"{history_of(address)}/{at}").text
        assert "<del>geld</del>" in page
        assert "<ins>macht</ins>" in page
        assert "mensen" not in page
    compared = visit().get(f"{history_of(address)}/vergelijken?van=4&tot=2")
    assert compared.location == f"{history_of(address)}/4?met=2"
    assert visit().get(f"{history_of(address)}/vergelijken?van=x&tot=99999999999").status_code == 302
    assert visit().get(f"{history_of(address)}/4?met=9").status_code == 404
    assert "same text" in main_of(visit().get(f"{history_of(address)}/4?met=4", headers=ENGLISH))


def test_small_changes_can_be_left_out(app: Flask, visit: Visit, people: People) -> None:
    address = write_page(visit(people.anna))
    edit_page(visit(people.anna), address, 1, title="Het stappenplan", note="een lidwoord", is_minor="y")
    edit_page(visit(people.anna), address, 2, title="Ons stappenplan", note="van ons allen")
    page = main_of(visit().get(history_of(address), headers=ENGLISH))
    assert "small change een lidwoord" in page
    large = visit().get(f"{history_of(address)}?klein=nee").text
    assert "een lidwoord" not in large
    assert "van ons allen" in large
    audit = main_of(visit(people.mo).get("/moderatie/logboek?soort=edited"))
    assert audit.count("minor") == 1


def test_an_older_version_comes_back_as_a_new_one(visit: Visit, people: People) -> None:
    address = write_page(visit(people.anna))
    edit_page(
        visit(people.anna),
        address,
        1,
        title="Heel anders",
        body="Iets wat er nooit had mogen staan.",
        tags="",
    )
    place = f"{history_of(address)}/1/terugzetten"
    bram = visit(people.bram)
    assert "<ins>" in bram.get(place).text
    done = bram.post(place, data={"revision": "2", "note": "vergissing"})
    assert done.status_code == 303
    page = visit().get(done.location)
    assert "nulmeting" in page.text
    assert "stappenplan</a>" in page.text
    history = main_of(visit().get(history_of(address), headers=ENGLISH))
    assert "Version 3 (current)" in history
    assert "version 1 brought back" in history
    assert "vergissing" in history


def test_every_kind_gets_its_own_fields_back(visit: Visit, people: People) -> None:
    anna, sam = visit(people.anna), visit(people.sam)
    stories: Any = (
        (anna, write_case(anna), FULL, OTHER_CASE),
        (anna, share_lesson(anna), LESSON, OTHER_LESSON),
        (sam, sam.post("/afspraken/nieuw", data=AGREEMENT).location, AGREEMENT, OTHER_AGREEMENT),
        (anna, ask(anna), QUESTION, {"title": "Een heel andere vraag dan eerst", "tags": "anders"}),
    )
    for browser, address, first, changes in stories:
        edited = browser.post(f"{address}/bewerken", data=first | {"revision": "1"} | changes)
        assert edited.status_code == 303, edited.text
        at = f"{history_of(address)}/1/terugzetten"
        assert browser.post(at, data={"revision": "2"}).status_code == 303, address
        back = visit().get(f"{history_of(address)}/3?met=1", headers=ENGLISH)
        assert "These versions have the same text." in main_of(back), address


def test_an_answer_comes_back_too(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    anna = visit(people.anna)
    given = anna.post(f"{address}/antwoorden", data={"body": ANSWER}).location
    id = given.rsplit("-", 1)[1]
    anna.post(
        f"/vragen/antwoorden/{id}/bewerken",
        data={"body": "Laat maar, ik weet het niet meer.", "revision": "1"},
    )
    assert anna.post(f"/historie/{id}/1/terugzetten", data={"revision": "2"}).status_code == 303
    assert ANSWER in visit().get(address).text


def test_who_may_read_it_does_not_come_back(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    closed = QUESTION | {
        "visibility": "members",
        "title": "Hoe gaat dit bij jullie, collega's?",
        "revision": "1",
    }
    visit(people.anna).post(f"{address}/bewerken", data=closed)
    visit(people.anna).post(f"{history_of(address)}/1/terugzetten", data={"revision": "2"})
    assert visit(people.chris).get(address).status_code == 200
    assert visit().get(address).status_code == 404


def test_who_restores_what_changed_meanwhile_is_asked_again(visit: Visit, people: People) -> None:
    address = write_page(visit(people.anna))
    edit_page(visit(people.anna), address, 1, title="Het stappenplan")
    edit_page(visit(people.anna), address, 2, title="Ons stappenplan")
    late = visit(people.bram).post(
        f"{history_of(address)}/1/terugzetten", data={"revision": "2", "note": "zo was het"}
    )
    assert late.status_code == 409
    assert "zo was het" in late.text
    assert 'value="3"' in late.text
    assert visit().get(f"{history_of(address)}/4").status_code == 404


@pytest.mark.parametrize(("name", "status"), [("nobody", 401), ("rik", 403), ("bram", 403)])
def test_only_who_may_edit_brings_back(visit: Visit, people: People, name: str, status: int) -> None:
    address = ask(visit(people.anna))
    visit(people.anna).post(f"{address}/bewerken", data=QUESTION | {"tags": "x", "revision": "1"})
    browser = visit(getattr(people, name))
    place = f"{history_of(address)}/1/terugzetten"
    assert browser.get(place).status_code == status
    assert browser.post(place, data={"revision": "2"}).status_code == status
    assert "terugzetten" not in browser.get(history_of(address)).text


def test_the_current_version_needs_not_come_back_and_an_unknown_one_cannot(
    visit: Visit, people: People
) -> None:
    address = write_page(visit(people.anna))
    assert visit(people.anna).get(f"{history_of(address)}/1/terugzetten").status_code == 303
    assert visit(people.anna).get(f"{history_of(address)}/0/terugzetten").status_code == 404
    assert visit(people.anna).get("/historie/999/1/terugzetten").status_code == 404


def test_five_hundred_versions_cost_what_five_cost(
    app: Flask, visit: Visit, people: People, queries: Queries
) -> None:
    address = write_page(visit(people.anna))
    with app.app_context():
        first = db.session.query(Revision).one()
        db.session.add_all(
            Revision(
                contribution_id=first.contribution_id,
                number=n,
                content=first.content,
                author_id=people.chris.id,
                visibility=first.visibility,
            )
            for n in range(2, 501)
        )
        db.session.get_one(Page, first.contribution_id).revision = 500
        db.session.commit()
    browser, place, seen = visit(people.bram), history_of(address), 0
    while place:
        with queries() as statements:
            shown = browser.get(place)
        assert len(statements) <= 10, statements
        seen += shown.text.count("/terugzetten")
        place = shown.text.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert seen == 499
