# SPDX-License-Identifier: EUPL-1.2
"""Saved searches: kept under a name, listed, muted and dropped; and who is told of what they find."""

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from knowledgebase.accounts.models import User
from knowledgebase.cli.exchange import import_texts
from knowledgebase.contributions.actions.purging import purge
from knowledgebase.db import db
from knowledgebase.events import outbox
from knowledgebase.notifications.models import Notification, SavedSearch
from knowledgebase.search.protocol import IndexUnusable
from knowledgebase.search.whoosh_engine import WhooshEngine
from tests.conftest import Clock, Letters, Queries, Visit, Work
from tests.exchange.test_importing import texts
from tests.notifications.stories import ENGLISH, choose, count, hide, improve, number, told
from tests.people import People
from tests.search.results import searched, titles
from tests.stories import QUESTION, ask, share_lesson

TITLE = QUESTION["title"]
SENTENCE = "This matches your search “%s”"


def save(browser: FlaskClient, query: str = "q=uittreedsom", name: str = "uittreedsom") -> None:
    """Save a search."""
    saved = browser.post(f"/zoeken/volgen?{query}", data={"name": name})
    assert saved.status_code == 303, saved.text


def saved_ids(app: Flask) -> list[int]:
    with app.app_context():
        return list(db.session.scalars(sa.select(SavedSearch.id).order_by(SavedSearch.id)))


def listed(browser: FlaskClient) -> BeautifulSoup:
    return BeautifulSoup(browser.get("/meldingen/volgen", headers=ENGLISH).text, "html.parser")


def test_a_search_is_saved_under_the_words_that_are_proposed_and_the_page_of_results_says_so(
    visit: Visit, people: People, work: Work
) -> None:
    ask(visit(people.anna))
    work()
    bram = visit(people.bram)
    results = bram.get("/zoeken?volgorde=nieuw&soort=question&q=uittreedsom&pagina=2", headers=ENGLISH)
    link = BeautifulSoup(results.text, "html.parser").find("a", string="Watch this search")
    assert link is not None
    form = BeautifulSoup(bram.get(str(link["href"])).text, "html.parser")
    proposed = str(form.select("input[name=name]")[0]["value"])
    saved = bram.post(str(link["href"]), data={"name": proposed})
    assert (proposed, saved.status_code) == ("uittreedsom", 303)
    assert saved.location == "/zoeken?q=uittreedsom&soort=question"
    page = bram.get("/zoeken?soort=question&q=++uittreedsom&soort=question", headers=ENGLISH).text
    assert "You watch this search." in page
    assert "/zoeken.atom?" in page
    assert "You watch this search." not in bram.get("/zoeken?q=uittreedsom", headers=ENGLISH).text
    assert "Watch this search</a>" not in visit().get("/zoeken?q=uittreedsom", headers=ENGLISH).text
    assert visit().get("/zoeken/volgen?q=uittreedsom").status_code == 401


def test_the_same_search_twice_is_one_and_nobody_has_more_than_25(
    app: Flask, visit: Visit, people: People
) -> None:
    bram = visit(people.bram)
    for query in ("q=uittreedsom&soort=case&soort=lesson", "soort=lesson&pagina=3&soort=case&q=uittreedsom+"):
        save(bram, query, "De laatste naam telt")
    assert len(saved_ids(app)) == 1
    for one in range(24):
        save(bram, f"q=woord{one}")
    refused = bram.post("/zoeken/volgen?q=nog+een", data={"name": "Nog een"}, headers=ENGLISH)
    assert refused.status_code == 422
    assert "You have 25 searches already" in refused.text
    save(bram, "q=woord1", "Deze was er al")
    assert len(saved_ids(app)) == 25
    save(visit(people.anna), "q=nog+een")


@pytest.mark.parametrize("name", ["", " ", "x" * 101])
def test_a_search_needs_a_name_of_some_length(visit: Visit, people: People, name: str) -> None:
    assert visit(people.bram).post("/zoeken/volgen?q=iets", data={"name": name}).status_code == 422


def test_a_search_without_words_is_called_after_what_was_chosen(visit: Visit, people: People) -> None:
    bram = visit(people.bram)
    for query, name in (
        ("soort=case&gemeente=DEMO-NOORD&tag=kosten", "Case, kosten, Demogemeente Noord"),
        ("", "Everything new"),
        ("q=%00&soort=onbekend", "Everything new"),
    ):
        page = BeautifulSoup(bram.get(f"/zoeken/volgen?{query}", headers=ENGLISH).text, "html.parser")
        assert page.select("input[name=name]")[0]["value"] == name
    assert bram.get("/zoeken/volgen?" + "tag=" + "é" * 1000).status_code == 400


def test_the_list_leads_to_the_results_and_the_feed_and_can_be_changed(
    app: Flask, visit: Visit, people: People, work: Work
) -> None:
    ask(visit(people.anna))
    work()
    bram = visit(people.bram)
    save(bram)
    (id,) = saved_ids(app)
    links = {str(link["href"]) for link in listed(bram).select("main li a")}
    assert {"/zoeken?q=uittreedsom", "/zoeken.atom?q=uittreedsom"} <= links
    rename = f"/meldingen/zoekopdrachten/{id}/naam"
    assert 'value="uittreedsom"' in bram.get(rename).text
    assert bram.post(rename, data={"name": ""}).status_code == 422
    assert bram.post(rename, data={"name": "Weggaan"}).location == "/meldingen/volgen"
    assert "Weggaan" in listed(bram).text
    for act, word in (("dempen", "You muted this search."), ("volgen", "You watch this search.")):
        assert bram.post(f"/meldingen/zoekopdrachten/{id}/{act}").status_code == 303
        assert word in bram.get("/zoeken?q=uittreedsom", headers=ENGLISH).text
    back = bram.post(f"/meldingen/zoekopdrachten/{id}/loslaten?terug=/zoeken?q=uittreedsom")
    assert back.location == "/zoeken?q=uittreedsom"
    assert "Weggaan" not in listed(bram).text


def test_a_search_of_somebody_else_is_not_there(app: Flask, visit: Visit, people: People) -> None:
    save(visit(people.bram))
    address = f"/meldingen/zoekopdrachten/{saved_ids(app)[0]}"
    chris = visit(people.chris)
    assert chris.get(f"{address}/naam").status_code == 404
    assert chris.post(f"{address}/naam", data={"name": "Van mij"}).status_code == 404
    for act in ("dempen", "volgen", "loslaten"):
        assert chris.post(f"{address}/{act}").status_code == 404
    assert visit(people.bram).post(f"{address}/weggooien").status_code == 404
    assert visit().post(f"{address}/dempen").status_code == 401
    assert "uittreedsom" not in listed(chris).text


def test_who_saved_a_search_is_told_once_of_each_new_item_it_finds(
    visit: Visit, people: People, work: Work
) -> None:
    bram = visit(people.bram)
    ask(visit(people.anna), title="Deze uittreedsom was er al voor de zoekopdracht")
    work()
    save(bram, name="Uittreden & geld")
    save(bram, "q=redelijke+berekening", "Berekenen")
    save(bram, "q=uittreedsom+fusie", "Allebei de woorden")
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
    save(bram, "soort=lesson", "Lessen")
    save(visit(people.olga), "q=uittreedsom&tag=weigeren", "Weigeren")
    ask(visit(people.anna))
    share_lesson(visit(people.anna))
    work()
    assert TITLE not in told(bram)
    assert SENTENCE % "Lessen" in told(bram)
    assert count(visit(people.olga)) == 0


def test_nobody_is_told_of_what_they_may_not_read_nor_of_own_work(
    visit: Visit, people: People, work: Work
) -> None:
    for person in (people.rik, people.bram, people.chris, people.anna):
        save(visit(person))
    ask(visit(people.anna), title="Een uittreedsom voor de leden", visibility="members")
    ask(visit(people.anna), title="Een uittreedsom voor onszelf", visibility="own")
    work()
    assert [count(visit(one)) for one in (people.rik, people.bram, people.chris, people.anna)] == [0, 2, 1, 0]
    assert "voor onszelf" not in told(visit(people.chris))


def test_who_may_read_it_no_more_sees_no_trace_of_what_was_told(
    visit: Visit, people: People, work: Work
) -> None:
    save(visit(people.chris))
    address = ask(visit(people.anna))
    work()
    assert count(visit(people.chris)) == 1
    hide(visit(people.mo), number(address))
    assert count(visit(people.chris)) == 0
    assert TITLE not in told(visit(people.chris))


def test_an_anonymous_asker_is_found_by_the_words_and_not_by_the_organisation(
    visit: Visit, people: People, work: Work
) -> None:
    save(visit(people.chris), "gemeente=DEMO-NOORD", "Noord")
    save(visit(people.sam), "q=uittreedsom", "Som")
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
        save(visit(person))
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
    save(visit(people.chris))
    address = ask(visit(people.anna))
    work()
    hide(visit(people.mo), number(address))
    work()
    save(visit(people.bram))
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
    save(bram)
    choose(bram, "mens", people.anna.id)
    ask(visit(people.anna))
    work()
    assert f"{people.anna.name} published this" in told(bram)
    assert SENTENCE % "uittreedsom" not in told(bram)
    assert count(bram) == 1


@pytest.mark.parametrize("muted", ["mens", "zoekopdracht"])
def test_what_is_muted_is_not_told(app: Flask, visit: Visit, people: People, work: Work, muted: str) -> None:
    bram = visit(people.bram)
    save(bram)
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
    save(bram)
    save(visit(people.olga))
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
    save(bram)
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

    save(visit(people.bram))
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

    save(visit(people.bram))
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
    save(visit(people.bram))
    save(visit(people.bram), "q=nulmeting", "Nulmeting")
    save(visit(people.chris))
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
    save(visit(people.bram))
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
    app: Flask, visit: Visit, people: People, work: Work, queries: Queries
) -> None:
    costs = []
    for searches in (1, 8):
        for one in range(searches):
            for person in (people.bram, people.chris, people.olga)[: 1 + searches // 4]:
                save(visit(person), f"q=uittreedsom&tag=kosten{one or ''}".removesuffix("0"))
        for _ in range(searches):
            ask(visit(people.anna), title="Nog een uittreedsom erbij")
        with queries() as statements:
            work()
        costs.append(len([sql for sql in statements if "saved_search" in sql]))
    assert costs[0] == costs[1]


def test_the_pages_cost_few_queries(visit: Visit, people: People, work: Work, queries: Queries) -> None:
    ask(visit(people.anna))
    work()
    bram = visit(people.bram)
    save(bram)
    for address, most in (("/zoeken?q=uittreedsom", 8), ("/meldingen/volgen", 10)):
        with queries() as statements:
            bram.get(address)
        assert len(statements) <= most, (address, statements)
