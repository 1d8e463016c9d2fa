# SPDX-License-Identifier: EUPL-1.2
"""Whoever accepted an answer is asked after 3, 6 and 12 months whether it worked."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from knowledgebase.accounts.models import Affiliation, User
from knowledgebase.cli.exchange import import_texts
from knowledgebase.contributions.models.applications import Application, Result
from knowledgebase.db import db
from knowledgebase.events import worker
from knowledgebase.questions.follow_ups import ask_due
from knowledgebase.questions.models import FollowUp
from knowledgebase.web.i18n import months_after
from tests.conftest import Clock, Letters, Visit
from tests.contributions.stories import answered, in_english
from tests.moderation.test_hiding import decide
from tests.people import People
from tests.questions.conftest import Chores
from tests.stories import ANSWER, QUESTION, ask

ACCEPTED = "2026-01-31 12:00"
AFTER_3, AFTER_6, AFTER_12 = "2026-04-30 06:00", "2026-07-31 06:00", "2027-01-31 06:00"


@pytest.fixture
def accepted(visit: Visit, people: People, at: Clock) -> tuple[str, str]:
    """The address of Anna's question, and the number of Chris's answer that she accepted."""
    with at(ACCEPTED):
        question = ask(visit(people.anna))
        answer = answered(visit(people.chris), question)
        assert visit(people.anna).post(f"/vragen/antwoorden/{answer}/aannemen").status_code == 303
    return question, answer


def test_the_asker_is_asked_three_times_and_no_more(
    people: People, accepted: tuple[str, str], at: Clock, chores: Chores, letters: Letters
) -> None:
    days = [("2026-04-29 12:00", 0), (AFTER_3, 1), ("2026-07-30 12:00", 1), (AFTER_6, 2), (AFTER_12, 3)]
    for moment, sent in [*days, ("2028-01-31 12:00", 3)]:
        with at(moment):
            chores()
            chores()
            assert len(letters(people.anna.email)) == sent, moment


def test_the_letter_names_the_question_and_leads_to_the_page(
    visit: Visit, people: People, accepted: tuple[str, str], at: Clock, chores: Chores, letters: Letters
) -> None:
    with at(AFTER_3):
        chores()
        (letter,) = letters()
        texts = [str(letter.get_body((kind,)).get_content()) for kind in ("plain", "html")]  # type: ignore[union-attr]
        assert letter["To"] == people.anna.email
        assert letter["Subject"] == "Werkte het antwoord bij jullie?"
        for text in texts:
            assert QUESTION["title"] in text
            assert people.chris.name in text
        link = re.findall(r"http://localhost(/\S+)", texts[0])[0]
        assert visit().get(link).status_code == 200
        opened = visit(people.anna).get(link, follow_redirects=True)
        assert opened.request.path == f"/vragen/antwoorden/{accepted[1]}/gewerkt"


def test_one_click_and_one_button_record_what_came_of_it(
    app: Flask, visit: Visit, people: People, accepted: tuple[str, str], at: Clock, chores: Chores
) -> None:
    question, answer = accepted
    page = f"/vragen/antwoorden/{answer}/gewerkt"
    with at(AFTER_3):
        chores()
        form = visit(people.anna).get(page)
        assert 'value="2026-04-30"' in form.text
        with app.app_context():
            assert db.session.scalar(sa.select(Application)) is None
        assert visit(people.anna).post(page, data={"applied_on": "2026-04-30"}).status_code == 422
        sent = {"result": "worked", "applied_on": "2026-04-30"}
        told = visit(people.anna).post(page, data=sent)
        assert (told.status_code, told.location) == (303, f"{question}#bijdrage-{answer}")
        assert "Applied by 1 organisation, worked for 1" in in_english(visit(), question)
    with app.app_context():
        assert db.session.scalars(sa.select(Application.result)).one() == Result.WORKED
        replied = db.session.scalars(sa.select(FollowUp.replied_at).order_by(FollowUp.due_on)).all()
        assert [moment is not None for moment in replied] == [True, False, False]


def test_only_the_asker_is_asked(visit: Visit, people: People, accepted: tuple[str, str]) -> None:
    page = f"/vragen/antwoorden/{accepted[1]}/gewerkt"
    for person, status in ((people.chris, 403), (people.mo, 403), (people.nobody, 401)):
        assert visit(person).get(page).status_code == status
        assert visit(person).post(page, data={"result": "worked"}).status_code == status
    assert visit(people.anna).get("/vragen/antwoorden/999/gewerkt").status_code == 404


def test_two_workers_at_once_ask_once(
    app: Flask, people: People, accepted: tuple[str, str], at: Clock, letters: Letters
) -> None:
    def work(_: int) -> None:
        with app.app_context():
            worker.do_chores([ask_due])

    with at(AFTER_3):
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(work, range(4)))
        assert len(letters(people.anna.email)) == 1


def test_a_worker_that_was_away_for_a_year_asks_once(
    people: People, accepted: tuple[str, str], at: Clock, chores: Chores, letters: Letters
) -> None:
    with at(AFTER_12):
        chores()
        chores()
        assert len(letters(people.anna.email)) == 1


def test_taking_the_acceptance_back_cancels_and_accepting_again_plans_anew(
    app: Flask,
    visit: Visit,
    people: People,
    accepted: tuple[str, str],
    at: Clock,
    chores: Chores,
    letters: Letters,
) -> None:
    question, answer = accepted
    visit(people.anna).post(f"/vragen/antwoorden/{answer}/niet-aannemen")
    assert _planned(app) == []
    with at("2026-02-10 12:00"):
        anna = visit(people.anna)
        anna.post(f"/vragen/antwoorden/{answer}/aannemen")
        other = answered(visit(people.bram), question)
        anna.post(f"/vragen/antwoorden/{other}/aannemen")
        anna.post(f"/vragen/antwoorden/{other}/aannemen")
    assert _planned(app) == [
        (int(other), date(2026, 5, 10)),
        (int(other), date(2026, 8, 10)),
        (int(other), date(2027, 2, 10)),
    ]
    with at(AFTER_3):
        chores()
        assert letters() == []


def test_what_is_hidden_is_not_asked_about(
    app: Flask,
    visit: Visit,
    people: People,
    accepted: tuple[str, str],
    at: Clock,
    chores: Chores,
    letters: Letters,
) -> None:
    answer = accepted[1]
    decide(visit(people.mo), answer)
    with at(AFTER_3):
        chores()
        assert letters(people.anna.email) == []
    decide(visit(people.mo), answer, "restore")
    with at(AFTER_6):
        chores()
        assert letters(people.anna.email) == []


def test_a_hidden_question_is_asked_about_once_it_is_shown_again(
    visit: Visit, people: People, accepted: tuple[str, str], at: Clock, chores: Chores, letters: Letters
) -> None:
    decide(visit(people.mo), accepted[0])
    already = len(letters(people.anna.email))
    with at(AFTER_3):
        chores()
        assert len(letters(people.anna.email)) == already
    decide(visit(people.mo), accepted[0], "restore")
    already = len(letters(people.anna.email))
    with at(AFTER_6):
        chores()
        assert len(letters(people.anna.email)) == already + 1


@pytest.mark.parametrize("what_changed", ["left", "closed"])
def test_whoever_left_or_closed_the_account_is_not_asked(
    app: Flask,
    people: People,
    accepted: tuple[str, str],
    at: Clock,
    chores: Chores,
    letters: Letters,
    what_changed: str,
) -> None:
    with app.app_context():
        user = db.session.get_one(User, people.anna.id)
        if what_changed == "left":
            db.session.execute(sa.update(Affiliation).values(until=date(2026, 3, 1)))
        else:
            user.active = False
        db.session.commit()
    with at(AFTER_3):
        chores()
        assert letters() == []
    assert len(_planned(app)) == 2


def test_an_asker_reads_the_letter_in_the_language_of_the_account(
    app: Flask, people: People, accepted: tuple[str, str], at: Clock, chores: Chores, letters: Letters
) -> None:
    with app.app_context():
        db.session.get_one(User, people.anna.id).language = "en"
        db.session.commit()
    with at(AFTER_3):
        chores()
        assert [letter["Subject"] for letter in letters()] == ["Did the answer work for you?"]


def test_a_month_without_such_a_day_ends_on_its_last() -> None:
    assert months_after(date(2026, 1, 31), 3) == date(2026, 4, 30)
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2027, 11, 30), 3) == date(2028, 2, 29)
    assert months_after(date(2026, 12, 1), 12) == date(2027, 12, 1)


def test_an_import_asks_only_about_days_still_to_come(app: Flask, at: Clock) -> None:
    lines: list[dict[str, object]] = [
        {"type": "user", "id": "u1", "name": "Eva", "email": "eva@demogemeente-noord.test"},
        {"type": "question", "id": "q1", "title": QUESTION["title"], "body": QUESTION["body"]},
        {"type": "answer", "id": "a1", "question": "q1", "body": ANSWER, "accepted": True},
    ]
    for line in lines[1:]:
        line |= {"author": "u1", "created": "2025-12-01T12:00:00Z"}
    with at(AFTER_3):
        with app.app_context():
            assert import_texts([json.dumps(line) for line in lines], keep_going=False)[1] == []
        assert [day for _, day in _planned(app)] == [date(2026, 6, 1), date(2026, 12, 1)]


def _planned(app: Flask) -> list[tuple[int, date]]:
    with app.app_context():
        wanted = sa.select(FollowUp.answer_id, FollowUp.due_on).where(FollowUp.asked_at.is_(None))
        return list(db.session.execute(wanted.order_by(FollowUp.due_on)).tuples())
