# SPDX-License-Identifier: EUPL-1.2
"""Mentions: `@` and a name becomes a link that stays, and whoever may read the text hears of it, once."""

import pytest
import sqlalchemy as sa
from flask import Flask

from knowledgebase.accounts.models import User
from knowledgebase.db import db
from tests.conftest import Letters, Visit, Work
from tests.notifications.stories import answer, choose, count, number, told
from tests.people import NORTH, SOUTH, People, Person
from tests.stories import ask, share_lesson


def link_to(person: Person) -> str:
    return f'<a href="/mensen/{person.id}">@{person.name}</a>'


def remark(visit: Visit, person: Person, id: str, text: str) -> str:
    placed = visit(person).post(f"/bijdragen/{id}/opmerkingen", data={"body": text})
    assert placed.status_code == 303
    return str(placed.location.rpartition("-")[2])


def test_a_name_becomes_a_link_that_stays_and_its_owner_is_told_once(
    app: Flask, visit: Visit, people: People, work: Work, letters: Letters
) -> None:
    address = ask(
        visit(people.anna), body="Dit vroeg @Chris Jansen, en ook @bram bakker deed mee. Wie weet dit?"
    )
    work()
    page = visit().get(address).text
    assert link_to(people.chris) in page
    assert link_to(people.bram) in page
    for person in (people.chris, people.bram):
        assert f"{people.anna.name} mentioned you" in told(visit(person))
        assert len(letters(to=person.email)) == 1
    with app.app_context():
        db.session.execute(sa.update(User).where(User.id == people.chris.id).values(name="Chris de Wit"))
        db.session.commit()
    assert visit(people.anna).get(f"/mensen/{people.chris.id}", follow_redirects=True).status_code == 200


@pytest.mark.parametrize(
    "typed",
    [
        "Schrijf `@Chris Jansen` in een code, dan blijft dat zo.",
        "Mail naar info@Chris Jansen en dan komt het goed.",
        "Niemand heet @Christiaan Jansen hier bij ons.",
        "```\n@Chris Jansen\n```\nDat was een voorbeeld.",
    ],
)
def test_what_is_no_mention_stays_as_it_was_typed(
    visit: Visit, people: People, work: Work, typed: str
) -> None:
    address = ask(visit(people.anna), body=typed)
    work()
    assert "/mensen/" + str(people.chris.id) not in visit().get(address).text
    assert count(visit(people.chris)) == 0


def test_a_name_that_several_have_is_left_alone(app: Flask, visit: Visit, people: People, work: Work) -> None:
    with app.app_context():
        db.session.execute(sa.update(User).where(User.id == people.olga.id).values(name=people.chris.name))
        db.session.commit()
    address = ask(visit(people.anna), body="Dit vroeg @Chris Jansen ook al eens. Wie weet dit?")
    assert link_to(people.chris) not in visit().get(address).text


def test_answers_remarks_and_reactions_mention_too_and_an_edit_tells_only_who_is_new(
    visit: Visit, people: People, work: Work
) -> None:
    lesson = number(share_lesson(visit(people.anna)))
    risk = {"sort": "risky", "body": "De rechter verklaarde dit ongeldig, zie @Olga Meijer."}
    assert visit(people.chris).post(f"/bijdragen/{lesson}/reacties", data=risk).status_code == 303
    address = ask(visit(people.anna))
    given = answer(visit(people.chris), address, "Vraag dit aan @Bram Bakker, die weet hier meer van.")
    said = remark(visit, people.chris, given, "En @Vera Mulder weet het ook.")
    work()
    for person in (people.olga, people.bram, people.vera):
        assert f"{people.chris.name} mentioned you" in told(visit(person)), person
    changed = {"body": "Vraag dit aan @Bram Bakker of aan @Sam Visser, die weten meer.", "revision": "1"}
    assert visit(people.chris).post(f"/vragen/antwoorden/{given}/bewerken", data=changed).status_code == 303
    work()
    assert (count(visit(people.bram)), count(visit(people.sam))) == (1, 1)
    assert visit(people.chris).post(f"/opmerkingen/{said}/verwijderen").status_code == 303
    assert count(visit(people.vera)) == 0


def test_whoever_may_not_read_it_hears_nothing_and_muting_silences(
    visit: Visit, people: People, work: Work, letters: Letters
) -> None:
    ask(visit(people.anna), body="Alleen voor ons: @Chris Jansen en @Bram Bakker.", visibility="own")
    open_one = ask(visit(people.anna))
    choose(visit(people.vera), "bijdrage", number(open_one), "dempen")
    remark(visit, people.anna, number(open_one), "Weet @Vera Mulder dit? En ik zelf, @Anna de Vries?")
    work()
    assert "mentioned you" in told(visit(people.bram))
    for person in (people.chris, people.vera, people.anna):
        assert "mentioned you" not in told(visit(person))
        assert not letters(to=person.email)


def test_watchers_of_an_organisation_hear_that_it_is_mentioned(
    visit: Visit, people: People, work: Work
) -> None:
    choose(visit(people.bram), "organisatie", people.chris.organisation_id)
    address = ask(visit(people.anna), body=f"Hoe doet @{SOUTH} dit? Wij zoeken een redelijke berekening.")
    work()
    assert f'<a href="/gemeenten/demo-zuid">@{SOUTH}</a>' in visit().get(address).text
    assert visit().get("/gemeenten/demo-zuid", follow_redirects=True).status_code == 200
    assert "mentioned an organisation that you manage or watch" in told(visit(people.bram))
    assert count(visit(people.chris)) == 0


def test_who_manages_an_organisation_hears_that_it_is_mentioned(
    visit: Visit, people: People, work: Work
) -> None:
    ask(visit(people.chris), body=f"Ik vroeg het ook aan @{NORTH}, die weten er veel van.")
    work()
    assert "mentioned an organisation that you manage or watch" in told(visit(people.olga))
    assert count(visit(people.anna)) == 0


@pytest.mark.parametrize("name", ["Bergen (NH.)", "Bergen (L.)", "Henk Postma (demo)"])
def test_names_with_brackets_are_names_too(app: Flask, visit: Visit, people: People, name: str) -> None:
    with app.app_context():
        db.session.execute(sa.update(User).where(User.id == people.chris.id).values(name=name))
        db.session.commit()
    body = f"Dit weet @{name}, en (vraag het @{name}) anders @{name}. Of @Bram Bakker) en @Nergens (X)."
    page = visit(people.anna).get(ask(visit(people.anna), body=body)).text
    assert page.count(f'<a href="/mensen/{people.chris.id}">@{name}</a>') == 3
    assert f"{link_to(people.bram)})" in page
    assert "@Nergens (X)" in page


def test_names_are_offered_to_who_writes_and_to_nobody_else(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    (found,) = anna.get("/vermelden?q=jans").json or ()
    words = f"[@{people.chris.name}](/mensen/{people.chris.id})"
    assert found == {"name": people.chris.name, "hint": SOUTH, "words": words}
    assert f"[@{SOUTH}](/gemeenten/demo-zuid)" in anna.get("/vermelden?q=zuid").text
    assert anna.get("/vermelden?q=j").json == []
    assert visit().get("/vermelden?q=jans").status_code == 401
    assert visit(people.rik).get("/vermelden?q=jans").status_code == 403


def test_the_preview_shows_the_link(visit: Visit, people: People) -> None:
    shown = visit(people.anna).post("/voorbeeld", data={"text": "Vraag @Chris Jansen.", "top": "2"}).text
    assert link_to(people.chris) in shown


def test_names_that_begin_with_what_is_typed_come_first(visit: Visit, people: People) -> None:
    """So that Enter chooses what most people mean."""
    offered = [one["name"] for one in visit(people.anna).get("/vermelden?q=de").json or ()]
    assert offered.index(NORTH) < offered.index(people.anna.name)
    offered = [one["name"] for one in visit(people.anna).get("/vermelden?q=me").json or ()]
    assert offered.index(people.olga.name) < offered.index(NORTH)
