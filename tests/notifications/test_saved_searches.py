# SPDX-License-Identifier: EUPL-1.2
"""Searches that people save: kept under a name, listed, muted and dropped."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Queries, Visit, Work
from tests.notifications.stories import (
    ENGLISH,
    save_search,
    saved_ids,
)
from tests.people import People
from tests.stories import ask


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
        save_search(bram, query, "De laatste naam telt")
    assert len(saved_ids(app)) == 1
    for one in range(24):
        save_search(bram, f"q=woord{one}")
    refused = bram.post("/zoeken/volgen?q=nog+een", data={"name": "Nog een"}, headers=ENGLISH)
    assert refused.status_code == 422
    assert "You have 25 searches already" in refused.text
    save_search(bram, "q=woord1", "Deze was er al")
    assert len(saved_ids(app)) == 25
    save_search(visit(people.anna), "q=nog+een")


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
    save_search(bram)
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
    save_search(visit(people.bram))
    address = f"/meldingen/zoekopdrachten/{saved_ids(app)[0]}"
    chris = visit(people.chris)
    assert chris.get(f"{address}/naam").status_code == 404
    assert chris.post(f"{address}/naam", data={"name": "Van mij"}).status_code == 404
    for act in ("dempen", "volgen", "loslaten"):
        assert chris.post(f"{address}/{act}").status_code == 404
    assert visit(people.bram).post(f"{address}/weggooien").status_code == 404
    assert visit().post(f"{address}/dempen").status_code == 401
    assert "uittreedsom" not in listed(chris).text


def test_the_pages_cost_few_queries(visit: Visit, people: People, work: Work, queries: Queries) -> None:
    ask(visit(people.anna))
    work()
    bram = visit(people.bram)
    save_search(bram)
    for address, most in (("/zoeken?q=uittreedsom", 8), ("/meldingen/volgen", 10)):
        with queries() as statements:
            bram.get(address)
        assert len(statements) <= most, (address, statements)
