# SPDX-License-Identifier: EUPL-1.2
"""The results page: what is found, by whom, filtered how, and that it gives nothing away."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.conftest import Visit
from tests.people import People
from tests.search.hostile import hostile_queries
from tests.search.results import ENGLISH, count, facets, link, searched, titles
from tests.stories import ANSWER, QUESTION, ask, share_lesson

REASON = "Er staat een offerteprijs van een leverancier in."
Work = Callable[[], None]


def decide(browser: FlaskClient, address: str, verdict: str) -> None:
    number = address.split("/")[-1].split("-")[0]
    data = {"verdict": verdict, "reason": REASON}
    assert browser.post(f"/moderatie/besluiten/{number}", data=data).status_code == 303


def test_what_is_published_is_found_by_title_text_tag_and_answer(
    visit: Visit, people: People, work: Work
) -> None:
    address = ask(visit(people.anna))
    visit(people.chris).post(f"{address}/antwoorden", data={"body": ANSWER})
    work()
    for text in ("uittreedsom", "redelijke berekening", "uittreding", "frictiekosten", "UITTREDEN"):
        page = searched(visit(), text)
        assert titles(page) == [QUESTION["title"]], text
        assert page.select_one(".kb-item__title a")["href"] == address  # type: ignore[index]
    assert titles(searched(visit(), "zaaksysteem")) == []


def test_what_matched_is_marked_and_never_as_html(visit: Visit, people: People, work: Work) -> None:
    ask(visit(people.anna), title="Wat kost een <b>uittreedsom</b> bij jullie?")
    work()
    page = searched(visit())
    assert [mark.get_text() for mark in page.select(".kb-item__title mark")] == ["uittreedsom"]
    assert page.select(".kb-item b") == []
    page = searched(visit(), "<script>alert(1)</script>")
    assert [script for script in page.select("script") if "alert" in script.get_text()] == []


def test_nothing_found_says_what_to_do(visit: Visit, people: People, work: Work) -> None:
    ask(visit(people.anna))
    work()
    page = searched(visit(), "kwantumcomputer")
    assert "Nothing found" in page.get_text()
    assert [a for a in page.select("main a") if "/vragen/nieuw?titel=kwantumcomputer" in str(a["href"])]


def test_facets_stand_in_the_address_and_can_be_taken_away(visit: Visit, people: People, work: Work) -> None:
    ask(visit(people.anna))
    share_lesson(visit(people.anna), body="Over de uittreedsom ging elk gesprek, telkens opnieuw.")
    work()
    everything = searched(visit())
    assert (count(everything), facets(everything)["Lesson"], facets(everything)["uittreding"]) == (
        "2",
        "1",
        "1",
    )
    chosen = link(everything, "Lesson")
    assert "soort=lesson" in chosen
    assert "q=uittreedsom" in chosen
    page = BeautifulSoup(visit().get(chosen, headers=ENGLISH).text, "html.parser")
    assert (count(page), page.select(".kb-facet [aria-current]")[0].get_text().split()[0]) == ("1", "Lesson")
    back = BeautifulSoup(visit().get(link(page, "Lesson"), headers=ENGLISH).text, "html.parser")
    assert titles(back) == titles(everything)


def test_facets_of_different_kinds_narrow_and_impossible_ones_find_nothing(
    visit: Visit, people: People, work: Work
) -> None:
    ask(visit(people.anna), organisation=str(people.anna.organisation_id))
    ask(visit(people.chris), title="Wie heeft een uittreedsom geweigerd?", tags="weigeren")
    work()
    assert count(searched(visit(), gemeente="DEMO-NOORD")) == "1"
    assert count(searched(visit(), gemeente="DEMO-NOORD", tag="uittreding")) == "1"
    assert count(searched(visit(), gemeente="DEMO-NOORD", tag="weigeren")) == "0"
    assert count(searched(visit(), soort="niet-bestaand")) == "0"
    assert "Demogemeente Noord" in facets(searched(visit()))


@pytest.mark.parametrize(
    "name", ["soort", "thema", "tag", "gemeente", "rechtsvorm", "uitkomst", "volgorde", "pagina"]
)
@pytest.mark.parametrize(
    "value", ["\x00", "'", "%", "99999999999999999999", "-1", "x" * 5_000, "😀", "\ud800"]
)
def test_filters_that_nobody_offered_are_no_failure(
    visit: Visit, people: People, work: Work, name: str, value: str
) -> None:
    ask(visit(people.anna))
    work()
    filters = {name: value.encode("utf-8", "surrogatepass")}
    assert visit().get("/zoeken", query_string={"q": "uittreedsom"} | filters).status_code == 200


def test_hostile_queries_are_answered(visit: Visit, people: People, work: Work) -> None:
    ask(visit(people.anna))
    work()
    browser = visit(people.chris)
    statuses = {
        browser.get("/zoeken", query_string={"q": text.encode("utf-8", "surrogatepass")}).status_code
        for text in hostile_queries()
    }
    assert statuses == {200}


def test_what_is_for_members_is_found_by_members(visit: Visit, people: People, work: Work) -> None:
    ask(visit(people.anna), visibility="members")
    work()
    for person in (people.nobody, people.rik):
        assert titles(searched(visit(person))) == []
    for person in (people.anna, people.chris, people.mo, people.sam):
        assert titles(searched(visit(person))) == [QUESTION["title"]]


def test_what_is_for_the_own_organisation_is_found_there_and_by_moderators(
    visit: Visit, people: People, work: Work
) -> None:
    ask(visit(people.anna), visibility="own")
    work()
    for person in (people.anna, people.bram, people.olga, people.mo):
        assert titles(searched(visit(person))) == [QUESTION["title"]], person
    for person in (people.nobody, people.rik, people.chris, people.sam, people.ada):
        assert titles(searched(visit(person))) == [], person


def test_a_change_of_audience_moves_what_is_found(visit: Visit, people: People, work: Work) -> None:
    address = ask(visit(people.anna), visibility="own")
    work()
    for number, (visibility, found) in enumerate(
        [("public", 1), ("members", 0), ("public", 1), ("own", 0)], 1
    ):
        changed = QUESTION | {"visibility": visibility, "revision": str(number)}
        assert visit(people.anna).post(f"{address}/bewerken", data=changed).status_code == 303
        work()
        assert len(titles(searched(visit()))) == found, visibility


@pytest.mark.parametrize("kind", ["hidden", "of another organisation"])
def test_what_one_may_not_see_changes_not_a_letter_of_the_results(
    visit: Visit, people: People, work: Work, kind: str
) -> None:
    ask(visit(people.anna))
    share_lesson(visit(people.anna), body="Over de uittreedsom ging elk gesprek, telkens opnieuw.")
    work()
    addresses = [
        "/zoeken?q=uittreedsom",
        "/zoeken",
        "/zoeken?q=geheimwoord",
        "/zoeken?q=uittreedsm",
        "/zoeken?q=geheim*",
        "/zoeken?q=uittreedsom&tag=geheimtag",
        "/zoeken?q=uittreedsom&soort=question&volgorde=nieuw",
    ]
    readers = (people.nobody, people.rik, people.chris)

    def pages() -> list[str]:
        found = [visit(reader).get(address) for reader in readers for address in addresses]
        return [str(BeautifulSoup(page.text, "html.parser").select_one("main")) for page in found]

    before = pages()
    secret = {"title": "Geheimwoord over de uittreedsom van buiten", "tags": "geheimtag, uittreding"}
    if kind == "hidden":
        address = ask(visit(people.anna), **secret)
        work()
        assert pages() != before
        decide(visit(people.mo), address, "hide")
    else:
        ask(visit(people.anna), **secret, visibility="own")
    work()
    assert pages() == before


def test_what_is_hidden_is_gone_and_what_is_restored_is_found_again(
    visit: Visit, people: People, work: Work
) -> None:
    address = ask(visit(people.anna))
    work()
    decide(visit(people.mo), address, "hide")
    readers = (people.nobody, people.chris, people.anna, people.mo)
    assert [titles(searched(visit(one))) for one in readers[:2]] == [[], []]
    work()
    for one in readers:
        page = searched(visit(one))
        assert (titles(page), count(page), facets(page)) == ([], "0", {}), one
    decide(visit(people.mo), address, "restore")
    work()
    assert [titles(searched(visit(one))) for one in readers] == [[QUESTION["title"]]] * 4


def test_a_hidden_answer_no_longer_finds_its_question(visit: Visit, people: People, work: Work) -> None:
    address = ask(visit(people.anna))
    placed = visit(people.chris).post(f"{address}/antwoorden", data={"body": ANSWER})
    work()
    assert titles(searched(visit(), "frictiekosten")) == [QUESTION["title"]]
    decide(visit(people.mo), placed.location.rsplit("bijdrage", 1)[1].replace("-", "/", 1), "hide")
    work()
    assert titles(searched(visit(), "frictiekosten")) == []
    assert titles(searched(visit())) == [QUESTION["title"]]


def test_results_come_in_pages_and_never_cost_more_queries(
    visit: Visit, people: People, work: Work, queries: Any
) -> None:
    anna = visit(people.anna)
    for number in range(45):
        ask(anna, title=f"Vraag nummer {number} over de uittreedsom")
    work()
    seen: list[str] = []
    page = searched(visit())
    with queries() as statements:
        searched(visit())
    assert len(statements) <= 8, statements
    while True:
        seen += titles(page)
        older = page.select_one("a[rel=next]")
        if older is None:
            break
        page = BeautifulSoup(visit().get(str(older["href"])).text, "html.parser")
    assert (len(seen), len(set(seen))) == (45, 45)
