# SPDX-License-Identifier: EUPL-1.2
"""Voting: one vote each, changeable, never on one's own, and every vote counts."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask

from knowledgebase.contributions.actions.votes import vote as cast
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.models.votes import DOWN, UP, Vote
from knowledgebase.db import db
from knowledgebase.events.models import Event, Happening
from knowledgebase.policy import Viewer
from knowledgebase.questions.models import Question
from tests.cases.stories import write_case
from tests.conftest import Visit
from tests.contributions.stories import answered, in_english, number, vote
from tests.moderation.test_hiding import decide
from tests.people import People
from tests.rules.stories import contributed, viewer_of
from tests.stories import ask, share_lesson

USEFUL = "1 person found this useful"
PRESSED = 'value="1" aria-pressed="true"'


def test_a_vote_is_counted_changed_and_taken_back(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    chris, id = visit(people.chris), number(address)
    assert USEFUL not in in_english(visit(), address)
    voted = vote(chris, id)
    assert (voted.status_code, voted.location) == (303, f"{address}#bijdrage-{id}")
    assert USEFUL in in_english(visit(), address)
    assert "Useful: 1" in in_english(chris, address)
    assert in_english(chris, address).count(PRESSED) == 1
    assert PRESSED not in in_english(visit(people.bram), address)
    vote(chris, id, -1)
    assert "0 people found this useful, 1 did not" in in_english(visit(), address)
    assert chris.post(f"/bijdragen/{id}/stem/terugnemen").status_code == 303
    assert "found this useful" not in in_english(visit(), address)
    assert "Take my vote back" not in in_english(chris, address)


def test_every_kind_that_is_voted_on_shows_it(visit: Visit, people: People) -> None:
    anna, chris = visit(people.anna), visit(people.chris)
    for address in (share_lesson(anna), write_case(anna)):
        assert vote(chris, number(address)).status_code == 303
        assert USEFUL in in_english(visit(), address)
    question = ask(visit(people.bram))
    answer = answered(anna, question)
    assert vote(chris, answer).location == f"{question}#bijdrage-{answer}"
    assert USEFUL in in_english(visit(), question)


def test_a_double_click_is_one_vote_and_one_happening(app: Flask, visit: Visit, people: People) -> None:
    id = number(ask(visit(people.anna)))
    with ThreadPoolExecutor(4) as pool:
        browsers = [visit(people.chris) for _ in range(4)]
        assert [one.status_code for one in pool.map(lambda one: vote(one, id), browsers)] == [303] * 4
    with app.app_context():
        assert db.session.scalars(sa.select(Vote.value)).all() == [UP]
        happened = db.session.scalars(sa.select(Event).where(Event.happening == Happening.VOTED)).all()
        assert [(one.actor_id, one.person_id, one.detail) for one in happened] == [(None, None, None)]
    for _ in range(2):
        assert visit(people.chris).post(f"/bijdragen/{id}/stem/terugnemen").status_code == 303


def test_two_minds_of_one_person_at_once_leave_one_row(app: Flask, people: People) -> None:
    with app.app_context():
        id, chris = contributed(Question, people.anna).id, viewer_of(people.chris)
        db.session.commit()
    _cast_at_once(app, id, [(chris, UP), (chris, DOWN)])
    with app.app_context():
        row, counted = db.session.scalars(sa.select(Vote)).one(), db.session.get_one(Contribution, id)
        assert (counted.ups, counted.downs) == ((1, 0) if row.value == UP else (0, 1))


def test_eight_voters_at_once_are_all_counted(app: Flask, people: People) -> None:
    with app.app_context():
        id = contributed(Question, people.rik).id
        members = [viewer_of(person) for person in people.all if person not in (people.rik, people.nobody)]
        db.session.commit()
    votes = [(viewer, UP if number < 6 else DOWN) for number, viewer in enumerate(members)]
    assert len(votes) == 8
    _cast_at_once(app, id, votes)
    with app.app_context():
        counted = db.session.get_one(Contribution, id)
        assert (counted.ups, counted.downs) == (6, 2)


def test_whoever_wrote_it_and_whoever_is_no_member_cannot_vote(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    id = number(address)
    assert [vote(visit(one), id).status_code for one in (people.anna, people.rik, people.nobody)] == [
        403,
        403,
        401,
    ]
    for browser in (visit(people.anna), visit(people.rik), visit()):
        assert "/stem" not in browser.get(address).text


@pytest.mark.parametrize("value", ["", "2", "0", "x", "1\x00", "99999999999999999999"])
def test_a_forged_vote_is_refused(visit: Visit, people: People, value: str) -> None:
    id = number(ask(visit(people.anna)))
    refused = visit(people.chris).post(f"/bijdragen/{id}/stem", data={"value": value})
    assert refused.status_code == 422


def test_what_one_may_not_see_and_what_is_hidden_is_not_voted_on(visit: Visit, people: People) -> None:
    closed = number(ask(visit(people.anna), visibility="own"))
    assert vote(visit(people.chris), closed).status_code == 404
    assert visit(people.chris).post(f"/bijdragen/{closed}/stem/terugnemen").status_code == 404
    address = ask(visit(people.anna))
    decide(visit(people.mo), address)
    assert vote(visit(people.mo), number(address)).status_code == 403


def test_answers_stand_in_the_order_of_what_votes_say(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    texts = [f"Dit is het antwoord met nummer {number} van de rij." for number in range(4)]
    ids = [answered(visit(people.chris), address, text) for text in texts]
    for browser in (visit(people.bram), visit(people.mo)):
        vote(browser, ids[3])
    vote(visit(people.bram), ids[2])
    vote(visit(people.bram), ids[1])
    vote(visit(people.mo), ids[1], -1)
    assert _order(visit().get(address).text, texts) == [3, 2, 1, 0]
    visit(people.anna).post(f"/vragen/antwoorden/{ids[0]}/aannemen")
    assert _order(visit().get(address).text, texts) == [0, 3, 2, 1]
    visit(people.bram).post(f"/bijdragen/{ids[2]}/stem/terugnemen")
    visit(people.bram).post(f"/bijdragen/{ids[1]}/stem/terugnemen")
    visit(people.mo).post(f"/bijdragen/{ids[1]}/stem/terugnemen")
    assert _order(visit().get(address).text, texts) == [0, 3, 1, 2]


def test_votes_brought_by_an_import_count_as_they_were(app: Flask, visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    texts = [f"Dit is het antwoord met nummer {number} van de rij." for number in range(3)]
    ids = [answered(visit(people.chris), address, text) for text in texts]
    with app.app_context():
        for id, votes in zip(ids, (1, 20, -4), strict=True):
            db.session.get_one(Contribution, int(id)).votes = votes
        db.session.commit()
    vote(visit(people.bram), ids[1], -1)
    page = in_english(visit(people.bram), address)
    assert _order(page, texts) == [1, 0, 2]
    assert "Useful: 20" in page
    assert "Not useful: 4" in page


def _order(page: str, texts: list[str]) -> list[int]:
    return sorted(range(len(texts)), key=lambda number: page.index(texts[number]))


def _cast_at_once(app: Flask, id: int, votes: list[tuple[Viewer, int]]) -> None:
    def one(ballot: tuple[Viewer, int]) -> None:
        with app.app_context():
            cast(db.session.get_one(Contribution, id), ballot[1], ballot[0])
            db.session.commit()

    with ThreadPoolExecutor(len(votes)) as pool:
        list(pool.map(one, votes))
