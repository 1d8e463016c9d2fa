# SPDX-License-Identifier: EUPL-1.2
"""Replies, reactions, applications, the bin and handing over: who hears of them, and what is no longer told."""

import sqlalchemy as sa
from flask import Flask

from knowledgebase.contributions.actions.purging import purge
from knowledgebase.db import db
from knowledgebase.notifications.models import Notification, WatchContribution
from tests.conftest import Clock, Letters, Visit, Work
from tests.notifications.stories import answer, choose, comment, count, number, told
from tests.people import People
from tests.stories import LESSON, QUESTION, ask, share_lesson

TITLE = QUESTION["title"]
RISK = {"sort": "risky", "body": "De rechter verklaarde zo'n regeling ongeldig."}
PRACTICE = {"result": "worked", "applied_on": "2026-03-01", "note": "Met een nulmeting vooraf."}


def reply(visit: Visit, person: object, remark: str) -> None:
    """Reply to a remark."""
    placed = visit(person).post(f"/opmerkingen/{remark}/reacties", data={"body": "Dat deden wij ook zo."})
    assert placed.status_code == 303


def delete(visit: Visit, person: object, id: str) -> None:
    """Put a contribution in the bin."""
    placed = visit(person).post(f"/bijdragen/{id}/verwijderen", data={"reason": "Dit staat er dubbel in."})
    assert placed.status_code == 303


def test_whoever_is_replied_to_hears_it_at_once_also_without_watching(
    visit: Visit, people: People, work: Work, letters: Letters
) -> None:
    address = ask(visit(people.anna))
    remark = comment(visit(people.chris), number(address))
    work()
    choose(visit(people.chris), "bijdrage", number(address), "loslaten")
    reply(visit, people.bram, remark)
    work()
    assert f"{people.bram.name} commented" in told(visit(people.chris))
    assert [letter["Subject"] for letter in letters(to=people.chris.email)]
    assert f"{people.bram.name} commented" in told(visit(people.anna))


def test_the_author_and_watchers_hear_of_reactions_until_they_are_taken_back(
    visit: Visit, people: People, work: Work
) -> None:
    id = number(share_lesson(visit(people.anna)))
    work()
    choose(visit(people.olga), "bijdrage", id)
    for said in (RISK, {"sort": "outdated"}):
        assert visit(people.chris).post(f"/bijdragen/{id}/reacties", data=said).status_code == 303
    work()
    for person in (people.anna, people.olga):
        assert f"{people.chris.name} reacted: Risky" in told(visit(person))
        assert f"{people.chris.name} reacted: Outdated" in told(visit(person))
    assert visit(people.chris).post("/reacties/1/verwijderen").status_code == 303
    assert count(visit(people.anna)) == 1
    assert "Risky" not in told(visit(people.olga))


def test_the_author_and_watchers_hear_of_what_came_of_applying_it_as_it_was_told_last(
    visit: Visit, people: People, work: Work
) -> None:
    id = number(share_lesson(visit(people.anna)))
    work()
    choose(visit(people.olga), "bijdrage", id)
    for result in ("worked", "failed"):
        told_so = visit(people.chris).post(
            f"/bijdragen/{id}/toepassingen", data=PRACTICE | {"result": result}
        )
        assert told_so.status_code == 303
    work()
    for person in (people.anna, people.olga):
        assert f"{people.chris.name} applied this: It did not work" in told(visit(person))
        assert "It worked" not in told(visit(person))
        assert count(visit(person)) == 1


def test_what_is_in_the_bin_is_told_to_its_author_only(
    visit: Visit, people: People, work: Work, letters: Letters
) -> None:
    address = ask(visit(people.anna))
    work()
    choose(visit(people.chris), "bijdrage", number(address))
    given = answer(visit(people.bram), address)
    work()
    delete(visit, people.mo, number(address))
    assert count(visit(people.chris)) == count(visit(people.olga)) == 0
    work()
    assert "A moderator put this in the bin" in told(visit(people.anna))
    assert TITLE not in told(visit(people.chris)) + visit(people.chris).get("/meldingen/volgen").text
    assert TITLE not in told(visit(people.bram))
    assert not [one for one in letters(to=people.chris.email) if TITLE in f"{one['Subject']}{one}"]
    visit(people.mo).post(f"/prullenbak/{number(address)}/terughalen")
    work()
    assert "This was taken out of the bin" in told(visit(people.anna))
    assert f"{people.bram.name} answered" in told(visit(people.chris))
    assert given


def test_what_is_removed_for_good_leaves_nothing_told_or_watched(
    app: Flask, visit: Visit, people: People, work: Work, at: Clock
) -> None:
    with at("2026-06-01 09:00"):
        address = ask(visit(people.anna))
        answer(visit(people.bram), address)
        comment(visit(people.chris), number(address))
        work()
        delete(visit, people.mo, number(address))
        work()
    with at("2026-07-05 09:00"):
        with app.app_context():
            purge()
            db.session.commit()
        assert TITLE not in told(visit(people.anna)) + told(visit(people.mo))
        work()
    with app.app_context():
        for table in (Notification, WatchContribution):
            assert db.session.scalar(sa.select(sa.func.count()).select_from(table)) == 0


def test_the_new_owner_hears_of_it_and_watches_and_nobody_is_mailed_twice(
    visit: Visit, people: People, work: Work, letters: Letters
) -> None:
    id = number(share_lesson(visit(people.anna)))
    work()
    given = visit(people.mo).post(f"/bijdragen/{id}/overdragen", data={"person": people.bram.email})
    assert given.status_code == 303
    work()
    for person in (people.bram, people.anna):
        assert f"{people.mo.name} handed this over" in told(visit(person))
        assert len(letters(to=person.email)) == 1
    assert LESSON["title"] in visit(people.bram).get("/meldingen/volgen").text
