# SPDX-License-Identifier: EUPL-1.2
"""What somebody spoke for an organisation goes to who manages that, once they work there no more."""

import sqlalchemy as sa
from flask import Flask

from knowledgebase.accounts.models import RoleGrant
from knowledgebase.contributions.actions.owning import hand_over_left
from knowledgebase.db import db
from tests.conftest import Letters, Visit
from tests.contributions.stories import ENGLISH, main_of
from tests.contributions.test_freshness import quit_work
from tests.people import People, Person
from tests.stories import LESSON, ask, share_lesson


def chore(app: Flask) -> int:
    """Do what the worker does once a day."""
    with app.app_context():
        count = hand_over_left()
        db.session.commit()
        return count


def for_work(person: Person) -> dict[str, str]:
    return {"organisation": str(person.organisation_id)}


def test_it_is_handed_over_once_and_both_hear_of_it(
    app: Flask, visit: Visit, people: People, letters: Letters
) -> None:
    lesson = share_lesson(visit(people.anna), **for_work(people.anna))
    own = ask(visit(people.anna), title="Wat vraag ik namens mijzelf alleen?")
    assert chore(app) == 0
    quit_work(app, people.anna)
    assert (chore(app), chore(app)) == (1, 0)
    assert people.olga.name in main_of(visit().get(lesson))
    assert people.anna.name in main_of(visit().get(own))
    assert {letter["To"] for letter in letters()} == {people.olga.email, people.anna.email}
    assert LESSON["title"] not in visit(people.mo).get("/beheer/wees").text
    assert visit(people.olga).get(f"{lesson}/bewerken").status_code == 200
    trail = visit(people.ada).get("/moderatie/logboek?soort=handed_over", headers=ENGLISH).text
    assert "the system" in trail


def test_an_anonymous_question_is_not_handed_to_who_may_not_know(
    app: Flask, visit: Visit, people: People
) -> None:
    ask(visit(people.anna), is_hidden_asker="y", **for_work(people.anna))
    quit_work(app, people.anna)
    assert chore(app) == 0


def test_without_a_manager_it_waits_for_the_moderators(app: Flask, visit: Visit, people: People) -> None:
    share_lesson(visit(people.anna), **for_work(people.anna))
    quit_work(app, people.anna)
    with app.app_context():
        db.session.execute(sa.delete(RoleGrant).where(RoleGrant.user_id == people.olga.id))
        db.session.commit()
    assert chore(app) == 0
    assert LESSON["title"] in visit(people.mo).get("/beheer/wees").text
