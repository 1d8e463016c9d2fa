# SPDX-License-Identifier: EUPL-1.2
"""Who is told of what is new and matches a saved search, and who is not."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from knowledgebase.accounts.models import User
from knowledgebase.cli.exchange import import_texts
from knowledgebase.contributions.actions.purging import purge
from knowledgebase.db import db
from knowledgebase.events import outbox
from knowledgebase.notifications.models import Notification
from knowledgebase.search.protocol import IndexUnusable
from knowledgebase.search.whoosh_engine import WhooshEngine
from tests.conftest import Clock, Letters, Queries, Visit, Work
from tests.contributions.test_curating import TAG
from tests.exchange.test_importing import texts
from tests.notifications.stories import (
    choose,
    count,
    hide,
    improve,
    number,
    save_search,
    saved_ids,
    told,
)
from tests.people import People
from tests.search.results import searched, titles
from tests.stories import QUESTION, ask, share_lesson

TITLE = QUESTION["title"]
SENTENCE = "This matches your search “%s”"


def test_who_saved_a_search_is_told_once_of_each_new_item_it_finds(
    visit: Visit, people: People, work: Work
) -> None:
    bram = visit(people.bram)
    ask(visit(people.anna), title="Deze uittreedsom was er al voor de zoekopdracht")
    work()
    save_search(bram, name="Uittreden & geld")
    save_search(bram, "q=redelijke+berekening", "Berekenen")
    save_search(bram, "q=uittreedsom+fusie", "Allebei de woorden")
    address = ask(visit(people.anna))
    share_lesson(visit(people.anna))
    work()
    improve(visit(people.anna), address, 1)
    work()
    page = told(bram)
    assert page.count(SENTENCE % "Uittreden &amp; geld") == 1
    assert (TITLE in page, count(bram)) == (True, 1)
    assert "Berekenen" not in page


def test_facets_of_a_search_count_as_its_words_do(visit: Visit, people: People, work: Work) -> None:
    bram = visit(people.bram)
    save_search(bram, "soort=lesson", "Lessen")
    save_search(visit(people.olga), "q=uittreedsom&tag=weigeren", "Weigeren")
    ask(visit(people.anna))
    share_lesson(visit(people.anna))
    work()
    assert TITLE not in told(bram)
    assert SENTENCE % "Lessen" in told(bram)
    assert count(visit(people.olga)) == 0


def test_a_tag_that_was_chosen_is_found_under_its_new_name(visit: Visit, people: People, work: Work) -> None:
    bram = visit(people.bram)
    ask(visit(people.anna), tags="uittreding")
    work()
    save_search(bram, "tag=uittreding", "Uittreden")
    renamed = visit(people.mo).post("/tags/uittreding/bewerken", data=TAG | {"name": "uittreden"})
    assert renamed.status_code == 303
    ask(visit(people.anna), title="Wat staat er in jullie uittreedregeling?", tags="uittreden")
    work()
    assert (SENTENCE % "Uittreden" in told(bram), count(bram)) == (True, 1)
    assert len(titles(searched(visit(), "", tag="uittreding"))) == 2


def test_nobody_is_told_of_what_they_may_not_read_nor_of_own_work(
    visit: Visit, people: People, work: Work
) -> None:
    for person in (people.rik, people.bram, people.chris, people.anna):
        save_search(visit(person))
    ask(visit(people.anna), title="Een uittreedsom voor de leden", visibility="members")
    ask(visit(people.anna), title="Een uittreedsom voor onszelf", visibility="own")
    work()
    assert [count(visit(one)) for one in (people.rik, people.bram, people.chris, people.anna)] == [0, 2, 1, 0]
    assert "voor onszelf" not in told(visit(people.chris))


def test_who_may_read_it_no_more_sees_no_trace_of_what_was_told(
    visit: Visit, people: People, work: Work
) -> None:
    save_search(visit(people.chris))
    address = ask(visit(people.anna))
    work()
    assert count(visit(people.chris)) == 1
    hide(visit(people.mo), number(address))
    assert count(visit(people.chris)) == 0
    assert TITLE not in told(visit(people.chris))


def test_an_anonymous_asker_is_found_by_the_words_and_not_by_the_organisation(
    visit: Visit, people: People, work: Work
) -> None:
    save_search(visit(people.chris), "gemeente=DEMO-NOORD", "Noord")
    save_search(visit(people.sam), "q=uittreedsom", "Som")
    ask(visit(people.anna), is_hidden_asker="y", organisation=str(people.anna.organisation_id))
    work()
    assert count(visit(people.chris)) == 0
    assert SENTENCE % "Som" in told(visit(people.sam))
    assert people.anna.name not in told(visit(people.sam))


def test_what_becomes_readable_is_new_and_what_was_readable_is_not(
    visit: Visit, people: People, work: Work
) -> None:
    address = ask(visit(people.anna), visibility="own")
    work()
    for person in (people.bram, people.chris, people.rik, people.mo):
        save_search(visit(person))
    improve(visit(people.anna), address, 1, title=TITLE, visibility="members")
    work()
    assert [count(visit(one)) for one in (people.bram, people.chris, people.rik, people.mo)] == [0, 1, 0, 0]
    improve(visit(people.anna), address, 2, title=TITLE, visibility="public")
    work()
    assert [count(visit(one)) for one in (people.bram, people.chris, people.rik, people.mo)] == [0, 1, 1, 0]
    improve(visit(people.anna), address, 3, title=TITLE, visibility="members")
    work()
    assert count(visit(people.sam)) == 0


def test_what_is_shown_again_is_new_to_who_was_not_told_before(
    visit: Visit, people: People, work: Work
) -> None:
    save_search(visit(people.chris))
    address = ask(visit(people.anna))
    work()
    hide(visit(people.mo), number(address))
    work()
    save_search(visit(people.bram))
    verdict = {"verdict": "restore", "reason": "Er staat toch geen prijs in."}
    assert visit(people.mo).post(f"/moderatie/besluiten/{number(address)}", data=verdict).status_code == 303
    work()
    assert told(visit(people.chris)).count(SENTENCE % "uittreedsom") == 1
    assert told(visit(people.bram)).count(SENTENCE % "uittreedsom") == 1
    assert SENTENCE % "uittreedsom" not in told(visit(people.anna))


def test_another_reason_to_tell_comes_first_and_it_is_told_once(
    visit: Visit, people: People, work: Work
) -> None:
    bram = visit(people.bram)
    save_search(bram)
    choose(bram, "mens", people.anna.id)
    ask(visit(people.anna))
    work()
    assert f"{people.anna.name} published this" in told(bram)
    assert SENTENCE % "uittreedsom" not in told(bram)
    assert count(bram) == 1


@pytest.mark.parametrize("muted", ["mens", "zoekopdracht"])
def test_what_is_muted_is_not_told(app: Flask, visit: Visit, people: People, work: Work, muted: str) -> None:
    bram = visit(people.bram)
    save_search(bram)
    if muted == "mens":
        choose(bram, "mens", people.anna.id, "dempen")
    else:
        bram.post(f"/meldingen/zoekopdrachten/{saved_ids(app)[0]}/dempen")
    ask(visit(people.anna))
    work()
    assert count(bram) == 0


def test_it_is_mailed_as_soon_as_news_of_what_one_watches_is(
    visit: Visit, people: People, work: Work, letters: Letters
) -> None:
    bram = visit(people.bram)
    assert bram.post("/meldingen/voorkeuren", data={"watched": "at_once"} | PACES).status_code == 303
    save_search(bram)
    save_search(visit(people.olga))
    ask(visit(people.anna))
    work()
    (letter,) = letters(to=people.bram.email)
    assert "uittreedsom" in letter["Subject"]
    assert not letters(to=people.olga.email)


PACES = dict.fromkeys(("answer", "mention", "comment", "own"), "never")


def test_a_search_that_was_dropped_leaves_what_was_told(
    app: Flask, visit: Visit, people: People, work: Work
) -> None:
    bram = visit(people.bram)
    save_search(bram)
    ask(visit(people.anna))
    work()
    bram.post(f"/meldingen/zoekopdrachten/{saved_ids(app)[0]}/loslaten")
    assert f"{people.anna.name} published this" in told(bram)
    ask(visit(people.anna), title="Nog een uittreedsom")
    work()
    assert count(bram) == 1


def test_nobody_is_told_of_what_the_index_does_not_know_yet_and_it_is_not_lost(
    visit: Visit, people: People, work: Work, monkeypatch: pytest.MonkeyPatch, at: Clock
) -> None:
    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    save_search(visit(people.bram))
    with at("2026-06-01 12:00"), monkeypatch.context() as broken:
        broken.setattr(WhooshEngine, "put", fail)
        ask(visit(people.anna))
        work()
        assert count(visit(people.bram)) == 0
    with at("2026-06-01 12:05"):
        work()
        assert count(visit(people.bram)) == 1


def test_a_search_that_fails_is_tried_again(
    app: Flask, visit: Visit, people: People, work: Work, monkeypatch: pytest.MonkeyPatch, at: Clock
) -> None:
    def fail(*_: object) -> None:
        raise IndexUnusable

    save_search(visit(people.bram))
    with at("2026-06-01 12:00"), monkeypatch.context() as broken:
        broken.setattr(WhooshEngine, "matching", fail)
        ask(visit(people.anna))
        work()
        assert count(visit(people.bram)) == 0
    with app.app_context():
        # What a worker does that starts after the former one was killed.
        outbox.release_claims()
    work()
    work()
    assert count(visit(people.bram)) == 1


def test_an_import_and_a_closed_account_hear_nothing(
    app: Flask, visit: Visit, people: People, work: Work
) -> None:
    save_search(visit(people.bram))
    save_search(visit(people.bram), "q=nulmeting", "Nulmeting")
    save_search(visit(people.chris))
    with app.app_context():
        db.session.get_one(User, people.chris.id).active = False
        db.session.commit()
        assert not import_texts(texts(), keep_going=False)[1]
    work()
    assert "Begin met een nulmeting" in titles(searched(visit(), "nulmeting"))
    assert count(visit(people.bram)) == 0
    ask(visit(people.anna))
    work()
    assert count(visit(people.bram)) == 1
    with app.app_context():
        assert set(db.session.scalars(sa.select(Notification.user_id))) == {people.bram.id}


def test_what_is_removed_for_good_takes_what_was_told_along(
    app: Flask, visit: Visit, people: People, work: Work, at: Clock
) -> None:
    save_search(visit(people.bram))
    with at("2026-06-01 12:00"):
        address = ask(visit(people.anna))
        work()
        visit(people.anna).post(
            f"/bijdragen/{number(address)}/verwijderen", data={"reason": "Staat er dubbel."}
        )
        work()
    with at("2026-07-02 12:01"), app.app_context():
        purge()
        db.session.commit()
    work()
    with app.app_context():
        assert db.session.scalars(sa.select(Notification.id)).all() == []
    assert len(saved_ids(app)) == 1


def test_telling_costs_the_same_number_of_queries_however_many_search(
    visit: Visit, people: People, work: Work, queries: Queries
) -> None:
    ask(visit(people.anna))
    work()
    bram, costs = visit(people.bram), []
    for number_of_searches in (1, 20):
        save_many(bram, number_of_searches)
        ask(visit(people.anna))
        with queries() as statements:
            work()
        costs.append(len(statements))
    assert costs[0] == costs[1]
    assert count(bram) == 2


def save_many(browser: FlaskClient, number_of_searches: int) -> None:
    for one in range(number_of_searches):
        save_search(browser, f"q=uittreedsom+-woord{one}", f"{one}")
