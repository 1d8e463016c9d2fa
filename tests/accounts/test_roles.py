# SPDX-License-Identifier: EUPL-1.2
"""Who gives and takes which role."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from knowledgebase.accounts.models import Affiliation, RoleGrant, User
from knowledgebase.db import db
from knowledgebase.events.models import Event, Happening
from knowledgebase.policy import Role
from tests.accounts.stories import is_signed_in, parsed
from tests.conftest import Visit
from tests.people import People, Person

EVERYONE = "anna bram chris mo rik sam olga vera ada nobody".split()
SITE_WIDE = (Role.MODERATOR, Role.SECRETARIAT, Role.ADMINISTRATOR)
AT_WORK = (Role.MEMBER, Role.REPRESENTATIVE, Role.ORGANISATION_MANAGER)


def give(browser: FlaskClient, person: Person, role: Role, organisation_id: int | None = None) -> int:
    """Fill in the form to give a role."""
    typed = {"role": role.value, "organisation": str(organisation_id or "")}
    return browser.post(f"/beheer/mensen/{person.id}/rollen", data=typed).status_code


def take(app: Flask, browser: FlaskClient, person: Person, role: Role) -> int:
    """Press the button to take a role."""
    with app.app_context():
        held = sa.select(RoleGrant.id).where(RoleGrant.user_id == person.id, RoleGrant.role == role)
        id = db.session.scalars(held).first()
    return browser.post(f"/beheer/mensen/{person.id}/rollen/{id}/intrekken").status_code


def roles_of(app: Flask, person: Person) -> set[Role]:
    """Give the roles that a person holds today."""
    with app.app_context():
        user = db.session.get(User, person.id)
        assert user is not None
        return set(user.as_viewer().roles)


def happened(app: Flask) -> list[tuple[Happening, int | None, int | None, int | None, str | None]]:
    """Give what happened, by whom, to whom, where, and with which role."""
    with app.app_context():
        rows = sa.select(
            Event.happening, Event.actor_id, Event.person_id, Event.organisation_id, Event.detail
        )
        return [tuple(row) for row in db.session.execute(rows.order_by(Event.id))]


@pytest.mark.parametrize("key", EVERYONE)
def test_who_gives_which_role_to_whom(app: Flask, visit: Visit, people: People, key: str) -> None:
    """Administrators any; managers only member and representative, to people of their own organisation."""
    browser, north, south = (
        visit(getattr(people, key)),
        people.anna.organisation_id,
        people.chris.organisation_id,
    )
    tried = {
        ("anna", role): give(browser, people.anna, role, north if role in AT_WORK else None)
        for role in (*AT_WORK, *SITE_WIDE)
    } | {("chris", role): give(browser, people.chris, role, south) for role in AT_WORK}
    refusal = 401 if key == "nobody" else 403
    if key == "ada":
        expected = dict.fromkeys(tried, 303)
    elif key == "olga":
        expected = {
            (whom, role): 404
            if whom == "chris"
            else 303
            if role in (Role.MEMBER, Role.REPRESENTATIVE)
            else 422
            for whom, role in tried
        }
    else:
        expected = dict.fromkeys(tried, refusal)
    assert tried == expected


def test_a_manager_cannot_forge_more_than_the_form_offers(app: Flask, visit: Visit, people: People) -> None:
    olga = visit(people.olga)
    for role, organisation_id in (
        (Role.ADMINISTRATOR, people.anna.organisation_id),
        (Role.REPRESENTATIVE, people.chris.organisation_id),
        (Role.MEMBER, None),
        (Role.ORGANISATION_MANAGER, people.anna.organisation_id),
    ):
        assert give(olga, people.anna, role, organisation_id) == 422
    assert take(app, olga, people.mo, Role.MODERATOR) == 404
    assert take(app, olga, people.anna, Role.MEMBER) == 403
    assert roles_of(app, people.anna) == {Role.MEMBER}


def test_a_role_is_taken_by_the_number_it_has_with_this_person(
    app: Flask, visit: Visit, people: People
) -> None:
    with app.app_context():
        held = sa.select(RoleGrant.id).where(RoleGrant.user_id == people.mo.id)
        id = db.session.scalars(held).first()
    assert visit(people.ada).post(f"/beheer/mensen/{people.anna.id}/rollen/{id}/intrekken").status_code == 404
    assert visit(people.ada).post(f"/beheer/mensen/{people.anna.id}/rollen/999/intrekken").status_code == 404


def test_giving_and_taking_are_recorded_and_end_the_sessions_of_the_person(
    app: Flask, visit: Visit, people: People
) -> None:
    anna, ada = visit(people.anna), visit(people.ada)
    assert give(ada, people.anna, Role.MODERATOR) == 303
    assert not is_signed_in(anna)
    assert is_signed_in(ada)
    assert roles_of(app, people.anna) == {Role.MEMBER, Role.MODERATOR}
    anna = visit(people.anna)
    assert anna.get("/moderatie").status_code == 200
    assert take(app, ada, people.anna, Role.MODERATOR) == 303
    assert not is_signed_in(anna)
    assert happened(app) == [
        (Happening.ROLE_GRANTED, people.ada.id, people.anna.id, None, "moderator"),
        (Happening.ROLE_REVOKED, people.ada.id, people.anna.id, None, "moderator"),
    ]


def test_giving_a_role_twice_gives_it_once(app: Flask, visit: Visit, people: People) -> None:
    ada = visit(people.ada)
    assert [give(ada, people.anna, Role.MODERATOR) for _ in range(2)] == [303, 303]
    assert len(happened(app)) == 1


def test_a_reader_becomes_a_member_by_working_somewhere(app: Flask, visit: Visit, people: People) -> None:
    north = people.anna.organisation_id
    assert give(visit(people.ada), people.rik, Role.REPRESENTATIVE, north) == 422
    assert give(visit(people.ada), people.rik, Role.MEMBER, north) == 303
    assert roles_of(app, people.rik) == {Role.MEMBER}
    assert "Demogemeente Noord" in visit(people.rik).get("/profiel").get_data(as_text=True)
    assert give(visit(people.ada), people.rik, Role.REPRESENTATIVE, north) == 303


def test_who_is_no_longer_a_member_leaves_with_the_roles_held_there(
    app: Flask, visit: Visit, people: People
) -> None:
    north = people.anna.organisation_id
    give(visit(people.ada), people.rik, Role.MEMBER, north)
    give(visit(people.ada), people.rik, Role.REPRESENTATIVE, north)
    rik, olga = visit(people.rik), visit(people.olga)
    assert take(app, olga, people.rik, Role.MEMBER) == 303
    assert not is_signed_in(rik)
    assert roles_of(app, people.rik) == {Role.READER}
    assert olga.get(f"/beheer/mensen/{people.rik.id}").status_code == 404
    with app.app_context():
        affiliation = db.session.scalars(
            sa.select(Affiliation).where(Affiliation.user_id == people.rik.id)
        ).one()
        assert affiliation.until is not None
    assert give(visit(people.ada), people.rik, Role.MEMBER, north) == 303
    assert roles_of(app, people.rik) == {Role.MEMBER}


def test_work_that_ends_on_a_day_ends_its_roles_on_that_day(app: Flask, visit: Visit, people: People) -> None:
    with app.app_context():
        work = db.session.scalars(sa.select(Affiliation).where(Affiliation.user_id == people.olga.id)).one()
        work.until = date(2026, 1, 2)
        db.session.commit()
    assert visit(people.olga).get("/beheer/mensen").status_code == 403
    assert Role.ORGANISATION_MANAGER not in roles_of(app, people.olga)


def test_nobody_changes_their_own_role_of_administrator(app: Flask, visit: Visit, people: People) -> None:
    ada = visit(people.ada)
    assert take(app, ada, people.ada, Role.ADMINISTRATOR) == 303
    assert Role.ADMINISTRATOR in roles_of(app, people.ada)
    assert not happened(app)


def test_two_administrators_who_remove_each_other_leave_one(app: Flask, visit: Visit, people: People) -> None:
    give(visit(people.ada), people.bram, Role.ADMINISTRATOR)
    ada, bram = visit(people.ada), visit(people.bram)
    with ThreadPoolExecutor(2) as pool:
        taken = [
            pool.submit(take, app, ada, people.bram, Role.ADMINISTRATOR),
            pool.submit(take, app, bram, people.ada, Role.ADMINISTRATOR),
        ]
        assert {one.result() for one in taken} <= {303, 401, 403}
    left = [person for person in (people.ada, people.bram) if Role.ADMINISTRATOR in roles_of(app, person)]
    assert len(left) == 1


def test_changing_ones_own_roles_keeps_one_signed_in_under_a_new_id(
    app: Flask, visit: Visit, people: People
) -> None:
    ada = visit(people.ada)
    with ada.session_transaction() as session:
        before = dict(session)
    assert give(ada, people.ada, Role.MODERATOR) == 303
    assert is_signed_in(ada)
    with ada.session_transaction() as session:
        assert session["_user_id"] != before["_user_id"]


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"role": "god", "organisation": ""},
        {"role": "moderator", "organisation": "999999"},
        {"role": "moderator", "organisation": "1' OR 1=1"},
        {"role": "representative", "organisation": ""},
        {"role": "reader", "organisation": ""},
    ],
)
def test_a_role_that_does_not_exist_is_refused(visit: Visit, people: People, typed: dict[str, str]) -> None:
    answer = visit(people.ada).post(f"/beheer/mensen/{people.anna.id}/rollen", data=typed)
    assert answer.status_code == 422
    assert parsed(answer).select_one('[role="alert"]')


def test_a_role_for_the_whole_site_is_not_held_at_an_organisation(visit: Visit, people: People) -> None:
    assert give(visit(people.ada), people.anna, Role.MODERATOR, people.anna.organisation_id) == 422
