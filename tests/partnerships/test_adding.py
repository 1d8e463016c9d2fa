# SPDX-License-Identifier: EUPL-1.2
"""Members add partnerships that the register does not have; moderators let them in."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from knowledgebase.db import db
from knowledgebase.partnerships.forms import Wanted
from knowledgebase.partnerships.geography import coverage
from knowledgebase.partnerships.importing import import_register
from knowledgebase.partnerships.models import Arrangement
from knowledgebase.partnerships.queries import number_in_force
from knowledgebase.policy import Permission, allows
from tests.conftest import Letters, Visit, Work
from tests.notifications.stories import ENGLISH, number
from tests.partnerships.test_pages import number_on
from tests.people import People, Person
from tests.rules.stories import viewer_of

Count = Callable[[], AbstractContextManager[list[str]]]
LIST, NEW = "/samenwerkingen", "/samenwerkingen/toevoegen"
TOLD = {
    "name": "Coöperatie Dimpact voor dienstverlening",
    "legal_form": "PRI",
    "subject": "ict",
    "policy_area": "",
    "starts": "2015-01-01",
    "ends": "",
    "parties": "Heerlen\nBreda; 2016-01-01\nMaastricht; 2016-01-01; 2020-07-01\nKadaster",
    "purpose": "Samen bouwen aan digitale dienstverlening.",
    "source_url": "https://voorbeeld.test/dimpact",
}


def tell(browser: FlaskClient, **changes: str) -> str:
    """Add the partnership and give its address."""
    placed = browser.post(NEW, data=TOLD | changes)
    assert placed.status_code == 303, placed.text
    return str(placed.location)


def decide(visit: Visit, person: Person, address: str, verdict: str = "let_in", reason: str = "") -> int:
    """Decide on a partnership."""
    data = {"verdict": verdict, "reason": reason}
    return visit(person).post(f"{LIST}/{number(address)}/besluit", data=data).status_code


def read(visit: Visit, person: Person, address: str) -> str:
    """Read a page in English; empty when it is not there for this person."""
    answer = visit(person).get(address, headers=ENGLISH)
    return answer.text if answer.status_code == 200 else ""


def test_it_waits_for_a_moderator_and_only_its_author_and_moderators_see_it_until_then(
    visit: Visit, people: People
) -> None:
    address = tell(visit(people.anna))
    for person in (people.anna, people.mo):
        assert "It waits for a moderator" in read(visit, person, address)
        assert TOLD["name"] in read(visit, person, f"{LIST}?herkomst=wacht")
    for person in (people.chris, people.nobody):
        assert visit(person).get(address).status_code == 404
        assert TOLD["name"] not in read(visit, person, f"{LIST}?herkomst=wacht")
        assert TOLD["name"] not in read(visit, person, f"{LIST}?herkomst=leden")
    assert TOLD["name"] not in read(visit, people.anna, "/gemeenten/gm0917-heerlen")
    assert decide(visit, people.mo, address) == 303
    for person in (people.chris, people.nobody):
        assert "Not from the register" in read(visit, person, address)
        assert "waits for a moderator" not in read(visit, person, address)


def test_once_let_in_it_stands_where_others_stand_with_its_mark(visit: Visit, people: People) -> None:
    address = tell(visit(people.anna))
    decide(visit, people.mo, address)
    for shown in (f"{LIST}?naam=dimpact", "/gemeenten/gm0917-heerlen", f"{LIST}?herkomst=leden"):
        page = read(visit, people.nobody, shown)
        assert TOLD["name"] in page
        assert "Not from the register" in page
    assert TOLD["name"] not in read(visit, people.nobody, f"{LIST}?naam=dimpact&herkomst=register")
    matrix = f"{LIST}/matrix?gemeente=Heerlen;Breda&onderwerp=ict"
    assert "herkomst=leden" in read(visit, people.nobody, f"{matrix}&herkomst=leden")
    assert "gemeente=GM0758" in read(visit, people.nobody, f"{matrix}&herkomst=leden")
    assert "gemeente=GM0758&" not in read(
        visit, people.nobody, f"{matrix}&herkomst=register&datum=2014-01-01"
    )
    assert "1 of them is not from the register" in read(visit, people.nobody, f"{LIST}/kaart")


def test_nothing_that_is_said_of_the_register_counts_it(app: Flask, visit: Visit, people: People) -> None:
    day = date(2026, 5, 16)
    with app.app_context():
        before, counted = number_in_force(day), coverage(Wanted(day=day))
    decide(visit, people.mo, tell(visit(people.anna)))
    with app.app_context():
        after = coverage(Wanted(day=day))
        assert number_in_force(day) == before == 451
        assert (after.together, after.blocks) == (counted.together, counted.blocks) == (29, 24)
        assert (after.arrangements, after.added) == (counted.arrangements + 1, 1)
    assert number_on(visit().get(f"{LIST}?herkomst=register&datum=2026-05-16").text) == 451


def test_who_joined_and_left_and_when_is_told_by_its_page(visit: Visit, people: People) -> None:
    address = tell(visit(people.anna))
    page = read(visit, people.anna, address)
    for words in ("2 participants", "2 joined", "1 left", "1 July 2020", "Kadaster", "Private law"):
        assert words in page
    assert 'href="/gemeenten/gm0758-breda"' in page
    assert 'href="https://voorbeeld.test/dimpact"' in page
    assert "Number in the register" not in page


def test_its_author_and_moderators_change_and_end_it(visit: Visit, people: People) -> None:
    address = tell(visit(people.anna))
    decide(visit, people.mo, address)
    form = f"{LIST}/{number(address)}/wijzigen"
    assert [visit(person).get(form).status_code for person in (people.chris, people.nobody)] == [403, 401]
    assert "Maastricht; 2016-01-01; 2020-07-01" in read(visit, people.anna, form)
    for person, ends in ((people.anna, ""), (people.mo, "2024-01-01")):
        changed = TOLD | {"ends": ends, "parties": "Heerlen\nVenlo; 2017-01-01"}
        assert visit(person).post(form, data=changed).status_code == 303
    page = read(visit, people.nobody, address)
    assert "It ended on 1 January 2024." in page
    assert "Venlo" in page
    assert "Breda" not in page
    assert TOLD["name"] in read(visit, people.nobody, f"{LIST}?stand=beeindigd&herkomst=leden")


def test_a_refusal_says_why_by_mail_too_and_a_change_asks_again(
    visit: Visit, people: People, work: Work, letters: Letters
) -> None:
    address = tell(visit(people.anna))
    assert decide(visit, people.mo, address, "refuse") == 422
    assert decide(visit, people.mo, address, "refuse", "Dit is een leverancier.") == 303
    work()
    [letter] = letters(to=people.anna.email)
    assert TOLD["name"] in letter["Subject"]
    assert "Dit is een leverancier." in read(visit, people.anna, address)
    assert visit(people.chris).get(address).status_code == 404
    assert TOLD["name"] not in read(visit, people.mo, f"{LIST}?herkomst=wacht")
    visit(people.anna).post(f"{LIST}/{number(address)}/wijzigen", data=TOLD)
    assert "It waits for a moderator" in read(visit, people.anna, address)
    assert decide(visit, people.mo, address) == 303


def test_an_import_of_the_register_leaves_it_alone(app: Flask, visit: Visit, people: People) -> None:
    address = tell(visit(people.anna))
    decide(visit, people.mo, address)
    with app.app_context():
        tallies = import_register()
        db.session.commit()
        assert all(tally.is_nothing and not tally.missing for tally in tallies.values())
    assert "2 joined" in read(visit, people.nobody, address)


def test_who_may_change_and_decide(app: Flask, people: People) -> None:
    with app.app_context():
        added, of_register = Arrangement(author_id=people.anna.id), Arrangement()
        moderated = Arrangement(author_id=people.mo.id)
        may = {
            (permission, thing): {
                person.key for person in people.all if allows(viewer_of(person), permission, thing)
            }
            for permission in (Permission.CHANGE_PARTNERSHIP, Permission.DECIDE_PARTNERSHIP)
            for thing in (added, of_register, moderated)
        }
        assert may[Permission.CHANGE_PARTNERSHIP, added] == {"anna", "mo"}
        assert may[Permission.DECIDE_PARTNERSHIP, added] == {"mo"}
        assert may[Permission.CHANGE_PARTNERSHIP, moderated] == {"mo"}
        assert may[Permission.DECIDE_PARTNERSHIP, moderated] == set()
        assert may[Permission.CHANGE_PARTNERSHIP, of_register] == set()
        assert may[Permission.DECIDE_PARTNERSHIP, of_register] == set()


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"name": ""}, "Give the name."),
        ({"starts": "gisteren"}, "2026-05-16"),
        ({"starts": ""}, "Say since when."),
        ({"ends": "2014-01-01"}, "This is before the beginning."),
        ({"parties": "Heerlen"}, "Name two participants or more"),
        ({"parties": "Heerlen\nGM0917"}, "named twice"),
        ({"parties": "Heerlen\nBreda; morgen"}, "Breda; morgen"),
        ({"parties": "Heerlen\nBreda; 2020-01-01; 2019-01-01"}, "cannot be read"),
        ({"parties": "Heerlen\n; 2020-01-01"}, "cannot be read"),
        ({"parties": "\n".join(f"Partij {one}" for one in range(101))}, "at most 100"),
        ({"legal_form": "OL"}, "Legal form"),
        ({"source_url": "javascript:alert(1)"}, "https://"),
    ],
)
@pytest.mark.one_database("the form is checked before the database is written")
def test_what_cannot_be_is_refused_and_nothing_is_lost(
    visit: Visit, people: People, changes: dict[str, str], complaint: str
) -> None:
    refused = visit(people.anna).post(NEW, data=TOLD | changes, headers=ENGLISH)
    assert refused.status_code == 422
    assert complaint in refused.text
    assert TOLD["purpose"] in refused.text
    assert visit(people.rik).get(NEW).status_code == 403


def test_few_queries_with_what_members_added(visit: Visit, people: People, queries: Count) -> None:
    address = tell(visit(people.anna))
    decide(visit, people.mo, address)
    browser = visit(people.mo)
    for page in (LIST, f"{LIST}?herkomst=leden", address, f"{LIST}/kaart"):
        with queries() as made:
            assert browser.get(page).status_code == 200
        assert len(made) <= 10, page
