# SPDX-License-Identifier: EUPL-1.2
"""What ages says how fresh it is, is confirmed in one click, reminded of once, and always has an owner."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from knowledgebase.accounts.actions import leave
from knowledgebase.accounts.models import User
from knowledgebase.contributions.actions.reminding import remind
from knowledgebase.db import db
from knowledgebase.organisations.models import Organisation
from tests.branch.test_agreements import AGREEMENT
from tests.cases.stories import QUICK, share_quickly
from tests.conftest import Clock, Letters, Visit
from tests.people import People, Person
from tests.stories import LESSON, ask, share_lesson

ENGLISH = {"Accept-Language": "en"}
PAGE = {"title": "Handboek", "body": "Zo werken wij samen, en dit is waarom dat zo is.", "language": "nl"}


def number(address: str) -> str:
    return address.split("/")[-1].split("-")[0]


def confirm(browser: FlaskClient, address: str) -> Any:
    return browser.post(f"/bijdragen/{number(address)}/klopt-nog")


def hand_over(browser: FlaskClient, address: str, person: str) -> Any:
    return browser.post(f"/bijdragen/{number(address)}/overdragen", data={"person": person})


def chore(app: Flask) -> int:
    with app.app_context():
        count = remind()
        db.session.commit()
        return count


def read(browser: FlaskClient, address: str) -> str:
    return browser.get(address, headers=ENGLISH).text


def home(people: People) -> dict[str, str]:
    return {"organisation": str(people.anna.organisation_id)}


def quit_work(app: Flask, person: Person) -> None:
    with app.app_context():
        leave(
            db.session.get_one(User, person.id),
            db.session.get_one(Organisation, person.organisation_id),
            None,
        )
        db.session.commit()


def test_everything_that_ages_says_how_fresh_it_is(visit: Visit, people: People, at: Clock) -> None:
    with at("2026-01-15 12:00"):
        anna = visit(people.anna)
        page = anna.post("/paginas/nieuw", data=PAGE | {"visibility": "public"}).location
        agreement = visit(people.sam).post("/afspraken/nieuw", data=AGREEMENT).location
        addresses = [share_quickly(anna), share_lesson(anna), page, agreement]
        question = ask(anna)
    for moment, label in (
        ("2026-04-17 12:00", "Current"),
        ("2026-04-18 12:00", "Possibly outdated"),
        ("2027-01-16 12:00", "Possibly outdated"),
        ("2027-01-17 12:00", "Outdated"),
    ):
        with at(moment):
            for address in addresses:
                assert f">{label}</span>" in read(visit(), address), (moment, address)
                assert f">{label}</span>" in read(visit(), address.rpartition("/")[0]), (moment, address)
            assert f">{label}</span>" not in read(visit(), question)


def test_one_click_says_that_it_is_still_right(visit: Visit, people: People, at: Clock) -> None:
    with at("2025-01-15 12:00"):
        address = share_lesson(visit(people.anna), **home(people))
        other = ask(visit(people.anna))
    with at("2026-06-01 12:00"):
        assert "Outdated" in read(visit(), address)
        assert "klopt-nog" not in read(visit(), address)
        assert confirm(visit(), address).status_code == 401
        for stranger in (people.chris, people.rik, people.ada):
            assert "klopt-nog" not in read(visit(stranger), address)
            assert confirm(visit(stranger), address).status_code == 403
        for friend in (people.anna, people.bram, people.mo):
            assert "klopt-nog" in read(visit(friend), address)
            assert confirm(visit(friend), address).status_code == 303
            assert confirm(visit(friend), address).status_code == 303
        assert "Current" in read(visit(), address)
        assert "confirmed on 1 June 2026" in read(visit(), address)
        trail = read(visit(people.ada), "/moderatie/logboek?soort=verified")
        assert trail.count("Confirmed to be still right</td>") == 3
        assert confirm(visit(people.anna), other).status_code == 404


def test_it_is_counted_from_the_day_of_confirming(visit: Visit, people: People, at: Clock) -> None:
    with at("2025-01-15 12:00"):
        address = share_lesson(visit(people.anna))
        confirm(visit(people.anna), address)
    with at("2026-06-01 12:00"):
        changed = LESSON | {"revision": "1", "title": "Meet vooraf wat het kost, dan gelooft men het"}
        moved = visit(people.anna).post(f"{address}/bewerken", data=changed).location
        assert "Outdated" in read(visit(), moved)


def test_the_owner_then_the_managers_then_the_moderators_hear_of_it_once(
    app: Flask, visit: Visit, people: People, at: Clock, letters: Letters
) -> None:
    with at("2026-01-15 12:00"):
        address = share_lesson(visit(people.anna), **home(people))
    quiet, steps = (
        ("2026-06-14 12:00", "2026-09-13 12:00"),
        (
            ("2026-06-15 12:00", people.anna),
            ("2026-07-15 12:00", people.olga),
            ("2026-08-14 12:00", people.mo),
        ),
    )
    for moment in quiet:
        with at(moment):
            assert chore(app) == 0
    for count, (moment, reader) in enumerate(steps, 1):
        with at(moment):
            assert (chore(app), chore(app)) == (1, 0)
            (letter,) = letters(to=reader.email)
            assert LESSON["title"] in letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
            assert f"/bijdragen/{number(address)}" in letter.get_body(("html",)).get_content()  # type: ignore[union-attr]
            assert len(letters()) == count


@pytest.mark.parametrize("kind", ["case", "agreement"])
def test_each_kind_has_its_own_period(
    app: Flask, visit: Visit, people: People, at: Clock, letters: Letters, kind: str
) -> None:
    with at("2026-01-31 12:00"):
        if kind == "case":
            share_quickly(visit(people.anna))
        else:
            visit(people.sam).post("/afspraken/nieuw", data=AGREEMENT)
        visit(people.anna).post("/paginas/nieuw", data=PAGE | {"visibility": "public"})
    year = "2027" if kind == "case" else "2028"
    with at(f"{year}-01-30 12:00"):
        assert chore(app) == 1
        assert [letter["To"] for letter in letters()] == [
            people.anna.email if kind == "case" else people.sam.email
        ]
    with at("2035-01-30 12:00"):
        assert chore(app) == 0


def test_who_confirms_is_not_reminded_before_the_next_time(
    app: Flask, visit: Visit, people: People, at: Clock, letters: Letters
) -> None:
    with at("2026-01-15 12:00"):
        address = share_lesson(visit(people.anna))
    with at("2026-06-20 12:00"):
        chore(app)
        confirm(visit(people.anna), address)
    with at("2026-08-20 12:00"):
        assert chore(app) == 0
    with at("2026-11-25 12:00"):
        assert chore(app) == 1
        assert [letter["To"] for letter in letters()] == [people.anna.email] * 2


def test_one_letter_tells_of_all_and_of_nothing_that_its_reader_may_not_see(
    app: Flask, visit: Visit, people: People, at: Clock, letters: Letters
) -> None:
    with at("2026-01-15 12:00"):
        share_lesson(visit(people.anna), **home(people))
        share_lesson(visit(people.chris), title="Zeg eerst wat je geheim wilt houden", visibility="own")
        gone = share_lesson(visit(people.anna), title="Dit blijkt bij nader inzien onzin te zijn")
        visit(people.anna).post(f"/bijdragen/{number(gone)}/verwijderen", data={})
    with at("2026-07-20 12:00"):
        quit_work(app, people.chris)
        share_quickly(visit(people.anna))
        assert chore(app) == 2
        (letter,) = letters()
    assert letter["To"] == people.olga.email
    text = letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert LESSON["title"] in text
    assert "geheim" not in text
    assert "onzin" not in text


def test_what_lost_its_owner_waits_for_the_moderators(app: Flask, visit: Visit, people: People) -> None:
    address = share_lesson(visit(people.anna), **home(people))
    share_quickly(visit(people.chris))
    assert LESSON["title"] not in visit(people.mo).get("/beheer/wees").text
    quit_work(app, people.anna)
    with app.app_context():
        db.session.execute(sa.update(User).where(User.id == people.chris.id).values(active=False))
        db.session.commit()
    page = visit(people.mo).get("/beheer/wees").text
    assert LESSON["title"] in page
    assert QUICK["title"] in page
    assert visit(people.anna).get("/beheer/wees").status_code == 403
    assert visit().get("/beheer/wees").status_code == 401
    assert hand_over(visit(people.mo), address, people.bram.email).status_code == 303
    assert LESSON["title"] not in visit(people.mo).get("/beheer/wees").text
    assert people.bram.name in visit().get(address).text


def test_an_author_hands_over_and_both_hear_of_it(visit: Visit, people: People, letters: Letters) -> None:
    address = share_lesson(visit(people.anna), **home(people))
    assert visit(people.anna).get(f"/bijdragen/{number(address)}/overdragen").status_code == 200
    assert hand_over(visit(people.anna), address, "bram BAKKER").status_code == 303
    for reader in (people.anna, people.bram):
        (letter,) = letters(to=reader.email)
        assert LESSON["title"] in letter["Subject"].replace("\n", "")
    assert visit(people.bram).get(f"{address}/bewerken").status_code == 200
    assert visit(people.anna).get(f"{address}/bewerken").status_code == 403
    trail = read(visit(people.ada), "/moderatie/logboek?soort=handed_over")
    assert people.bram.name in trail
    assert visit(people.anna).get(f"/bijdragen/{number(address)}/overdragen").status_code == 403


def test_why_somebody_cannot_own_it_is_not_told(visit: Visit, people: People) -> None:
    address = share_lesson(visit(people.anna), **home(people))
    anna = visit(people.anna)
    for called in (people.chris.email, people.rik.name, "niemand@elders.test", people.anna.name):
        refused = hand_over(anna, address, called)
        assert refused.status_code == 422
        assert "We vinden geen lid met die naam of dat adres" in refused.text
    assert hand_over(anna, address, "").status_code == 422
    assert hand_over(visit(people.bram), address, people.bram.email).status_code == 403
    assert hand_over(visit(), address, people.bram.email).status_code == 401


def test_what_belongs_to_no_organisation_goes_to_any_member(visit: Visit, people: People) -> None:
    address = share_lesson(visit(people.anna))
    assert hand_over(visit(people.anna), address, people.rik.email).status_code == 422
    assert hand_over(visit(people.anna), address, people.chris.email).status_code == 303
    assert people.chris.name in visit().get(address).text


def test_the_former_owner_reads_no_title_that_is_no_longer_for_them(
    visit: Visit, people: People, letters: Letters
) -> None:
    address = share_lesson(visit(people.sam), visibility="own")
    assert hand_over(visit(people.sam), address, people.chris.email).location == "/"
    (letter,) = letters(to=people.sam.email)
    assert LESSON["title"] not in f"{letter['Subject']} {letter.get_body(('plain',)).get_content()}"  # type: ignore[union-attr]
    assert visit(people.sam).get(address).status_code == 404
