# SPDX-License-Identifier: EUPL-1.2
"""What hangs together says so on both ends, to whoever may see the other end."""

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from knowledgebase.contributions.actions.purging import purge
from knowledgebase.db import db
from tests.cases.stories import write_case
from tests.conftest import Clock, Queries, Visit
from tests.people import People
from tests.search.results import ENGLISH
from tests.stories import ANSWER, LESSON, QUESTION, ask, share_lesson

OTHER = "Wat kost het om uit een regeling te vertrekken?"


def relate(browser: FlaskClient, address: str, sort: str, other: str) -> int:
    return browser.post(
        f"/bijdragen/{number(address)}/verbanden", data={"sort": sort, "other": other}
    ).status_code


def number(address: str) -> str:
    return address.split("/")[-1].partition("-")[0]


@pytest.mark.parametrize(
    ("sort", "here", "there"),
    [
        ("related", "Is about the same as", "Is about the same as"),
        ("derived_from", "Comes from", "Led to"),
        ("supersedes", "Replaces", "There is something newer"),
        ("duplicate_of", "This was asked or told before", "Was asked or told again in"),
    ],
)
def test_a_relation_stands_on_both_pages(
    visit: Visit, people: People, sort: str, here: str, there: str
) -> None:
    lesson, question = share_lesson(visit(people.chris)), ask(visit(people.anna))
    assert relate(visit(people.anna), question, sort, f"http://localhost{lesson}?x=1#y") == 303
    page, other = (visit().get(address, headers=ENGLISH).text for address in (question, lesson))
    assert here in page
    assert LESSON["title"] in page
    assert there in other
    assert QUESTION["title"] in other


def test_a_signpost_counts_whom_it_helped_and_closes_nothing(visit: Visit, people: People) -> None:
    old, new = ask(visit(people.anna)), ask(visit(people.chris), title=OTHER)
    assert relate(visit(people.mo), new, "duplicate_of", old) == 303
    page = BeautifulSoup(visit(people.bram).get(new).text, "html.parser")
    (form,) = page.select("form[action*=oordeel]")
    vote = str(form["action"])
    helped = visit(people.bram).post(vote, data={"helped": "yes"})
    assert (helped.status_code, helped.location) == (303, old)
    assert visit(people.sam).post(vote, data={"helped": "yes"}).status_code == 303
    stayed = visit(people.sam).post(vote, data={"helped": "no"})
    assert stayed.location == new
    assert "Helped: 1. Did not help: 1." in visit(people.chris).get(new, headers=ENGLISH).text
    assert "Helped: 1" not in visit(people.bram).get(new, headers=ENGLISH).text
    assert "oordeel" not in visit().get(new).text
    assert visit().post(vote, data={"helped": "yes"}).status_code == 401
    assert visit(people.bram).post(f"{new}/antwoorden", data={"body": ANSWER}).status_code == 303


def test_marking_twice_is_harmless_and_the_other_way_round_is_refused(visit: Visit, people: People) -> None:
    old, new = ask(visit(people.anna)), ask(visit(people.anna), title=OTHER)
    anna = visit(people.anna)
    assert [relate(anna, new, "duplicate_of", number(old)) for _ in range(2)] == [303, 303]
    assert relate(anna, old, "duplicate_of", new) == 422
    assert [relate(anna, one, "related", other) for one, other in ((old, new), (new, old))] == [303, 303]
    page = BeautifulSoup(anna.get(f"/bijdragen/{number(new)}/verbanden").text, "html.parser")
    assert len(page.select("form[action*=verwijderen]")) == 2


def test_what_one_may_not_see_is_neither_shown_nor_found(visit: Visit, people: People) -> None:
    secret = ask(visit(people.anna), title=OTHER, visibility="own")
    question = ask(visit(people.anna))
    assert relate(visit(people.anna), question, "related", secret) == 303
    assert OTHER in visit(people.bram).get(question).text
    assert OTHER not in visit(people.sam).get(question).text
    lesson = share_lesson(visit(people.sam))
    wrong = [secret, "/vragen/999999", "", "iets", f"{lesson}", "99999999999", "0"]
    assert [relate(visit(people.sam), lesson, "related", other) for other in wrong] == [422] * len(wrong)
    assert relate(visit(people.sam), lesson, "married_to", question) == 422


def test_an_answer_has_no_relations_of_its_own(visit: Visit, people: People) -> None:
    question = ask(visit(people.anna))
    placed = visit(people.chris).post(f"{question}/antwoorden", data={"body": ANSWER})
    answer = placed.location.rpartition("-")[2]
    assert visit(people.chris).get(f"/bijdragen/{answer}/verbanden").status_code == 404
    lesson = share_lesson(visit(people.chris))
    assert relate(visit(people.chris), lesson, "related", answer) == 422


def test_only_authors_and_moderators_mark_and_either_end_takes_back(visit: Visit, people: People) -> None:
    question, lesson = ask(visit(people.anna)), share_lesson(visit(people.chris))
    assert relate(visit(people.bram), question, "related", lesson) == 403
    assert relate(visit(people.anna), question, "derived_from", lesson) == 303
    place = f"/bijdragen/{number(lesson)}/verbanden"
    (form,) = BeautifulSoup(visit(people.chris).get(place).text, "html.parser").select(
        "form[action*=verwijderen]"
    )
    remove = str(form["action"])
    assert visit(people.bram).post(remove).status_code == 403
    assert visit(people.chris).post(remove).status_code == 303
    assert visit(people.chris).post(remove).status_code == 404
    assert LESSON["title"] not in visit().get(question).text


def test_many_relations_cost_no_more_queries(visit: Visit, people: People, queries: Queries) -> None:
    case, question = write_case(visit(people.bram)), ask(visit(people.anna))
    for turn in range(6):
        other = ask(visit(people.anna), title=f"Vraag nummer {turn} over hetzelfde")
        assert relate(visit(people.mo), case, "related", other) == 303
        assert relate(visit(people.mo), question, "duplicate_of", other) == 303
    for address in (case, question):
        browser = visit(people.chris)
        with queries() as statements:
            assert browser.get(address).status_code == 200
        assert len(statements) <= 10, statements


def test_purging_takes_relations_invitations_and_counts_along(
    app: Flask, visit: Visit, people: People, at: Clock
) -> None:
    question, lesson = ask(visit(people.anna)), share_lesson(visit(people.chris))
    relate(visit(people.anna), question, "duplicate_of", lesson)
    visit(people.bram).post("/verbanden/1/oordeel", data={"helped": "yes"})
    visit(people.anna).post(f"{question}/uitnodigen", data={"who": "DEMO-ZUID"})
    visit(people.anna).post(f"{question}/uitnodigen", data={"who": people.chris.email})
    visit(people.bram).post(f"/zoeken/lijkt-op/{number(question)}")
    tables = ("relation", "signpost_vote", "answered_by", "invited_organisation", "invited_person")
    count = sa.text(" UNION ALL ".join(f"SELECT count(*) FROM {table}" for table in tables))
    with app.app_context():
        assert db.session.scalars(count).all() == [1, 1, 1, 1, 1]
    visit(people.anna).post(f"/bijdragen/{number(question)}/verwijderen", data={"reason": "Dubbel."})
    with at("2199-01-01 12:00"), app.app_context():
        purge()
        db.session.commit()
        assert db.session.scalars(count).all() == [0, 0, 0, 0, 0]
    assert visit().get(lesson).status_code == 200
