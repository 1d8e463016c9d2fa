# SPDX-License-Identifier: EUPL-1.2
"""What a person may see is one rule: what it says of a row and what it selects in SQL are the same."""

from itertools import product

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import aliased

from knowledgebase.contributions.models import Contribution
from knowledgebase.db import db
from knowledgebase.policy import Role, Status, Viewer, Visibility, author_known, name_known, seen
from knowledgebase.policy.seeing import gone
from knowledgebase.questions.models import Question
from tests.people import People
from tests.rules.stories import contributed, viewer_of


def test_rows_agree_with_sql_for_every_status_visibility_and_viewer(app: Flask, people: People) -> None:
    with app.app_context():
        rows = _one_of_each(people)
        viewers = [*map(viewer_of, people.all), *_unusual_viewers(people)]
        for viewer in viewers:
            by_row = {row.id for row in rows if seen(viewer, row)}
            by_sql = set(db.session.scalars(sa.select(Contribution.id).where(seen(viewer, Contribution))))
            assert by_row == by_sql, viewer


def test_rows_agree_with_sql_on_who_may_know_that_something_was_here(app: Flask, people: People) -> None:
    with app.app_context():
        rows = _one_of_each(people)
        for viewer in [*map(viewer_of, people.all), *_unusual_viewers(people)]:
            by_row = {row.id for row in rows if gone(viewer, row)}
            assert set(db.session.scalars(sa.select(Question.id).where(gone(viewer, Question)))) == by_row
            assert not any(seen(viewer, row) for row in rows if row.status == Status.PURGED)
            assert len(by_row) == (4 if viewer.is_member else 2)


def test_whose_name_is_known_is_one_rule_for_rows_and_sql(app: Flask, people: People) -> None:
    with app.app_context():
        rows = [contributed(Question, person) for person in (people.anna, people.anna, people.chris)]
        rows[1].hidden_person_id = people.anna.id
        rows[2].hidden_person_id = people.anna.id
        db.session.flush()
        for person in people.all:
            viewer = viewer_of(person)
            by_row = {row.id for row in rows if author_known(viewer, row)}
            assert by_row == {row.id for row in rows if name_known(viewer, row, row.author_id)}
            known = sa.select(Contribution.id).where(author_known(viewer, Contribution))
            assert set(db.session.scalars(known)) == by_row
            assert (rows[1].id in by_row) == (person.key in ("anna", "mo"))
            assert rows[2].id in by_row


def test_the_rule_holds_for_a_kind_and_for_an_alias_too(app: Flask, people: People) -> None:
    with app.app_context():
        rows = _one_of_each(people)
        other = aliased(Question)
        for viewer in map(viewer_of, people.all):
            by_row = {row.id for row in rows if seen(viewer, row)}
            assert set(db.session.scalars(sa.select(Question.id).where(seen(viewer, Question)))) == by_row
            assert set(db.session.scalars(sa.select(other.id).where(seen(viewer, other)))) == by_row


def test_the_viewers_differ_enough_for_the_rule_to_be_tested(app: Flask, people: People) -> None:
    with app.app_context():
        _one_of_each(people)
        counts = {
            person.key: db.session.scalar(
                sa.select(sa.func.count()).select_from(Question).where(seen(viewer_of(person), Question))
            )
            for person in people.all
        }
        assert counts["nobody"] == counts["rik"] == 4
        assert counts["rik"] < counts["sam"] < counts["bram"] < counts["anna"] < counts["mo"]


def _one_of_each(people: People) -> list[Question]:
    """Every status with every visibility, by Anna and by Chris; named organisations are the other one's."""
    rows = []
    for (author, other), status, visibility in product(
        ((people.anna, people.chris), (people.chris, people.anna)), Status, Visibility
    ):
        named = {Visibility.ORGANISATIONS: other, Visibility.OWN: author}.get(visibility)
        rows.append(contributed(Question, author, status, visibility, named))
    return rows


def _unusual_viewers(people: People) -> list[Viewer]:
    """People that the cast lacks: with no role at all, with every role, in many audiences."""
    return [
        Viewer(id=people.anna.id),
        Viewer(id=people.anna.id, roles=frozenset(Role)),
        Viewer(id=999_999, roles=frozenset({Role.MEMBER}), audience_ids=frozenset(range(1, 50))),
        Viewer(id=999_999, roles=frozenset({Role.READER}), audience_ids=frozenset(range(1, 50))),
    ]
