# SPDX-License-Identifier: EUPL-1.2
"""Moderators look after tags and themes; the page of a tag says what waits and who knows."""

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.cases.stories import FULL, QUICK, write_case
from tests.conftest import Queries, Visit, Work
from tests.contributions.stories import number
from tests.people import NORTH, SOUTH, People
from tests.search.results import ENGLISH, searched, titles
from tests.stories import ANSWER, QUESTION, ask

TAG = {"name": "uittreding", "description": "", "synonyms": ""}


def test_a_tag_is_renamed_and_the_old_name_leads_to_the_new_one(
    visit: Visit, people: People, work: Work
) -> None:
    address = ask(visit(people.anna))
    work()
    mo = visit(people.mo)
    renamed = mo.post("/tags/uittreding/bewerken", data=TAG | {"name": "Uit Treden"})
    assert (renamed.status_code, renamed.location) == (303, "/tags/uit-treden")
    work()
    moved = visit().get("/tags/uittreding")
    assert (moved.status_code, moved.location) == (301, "/tags/uit-treden")
    assert 'href="/tags/uit-treden"' in visit().get(address).text
    for name in ("uit-treden", "uittreding"):
        assert titles(searched(visit(), "", tag=name)) == [QUESTION["title"]]
        for place in ("/vragen", "/vragen.atom"):
            assert QUESTION["title"] in visit().get(f"{place}?tag={name}").text
    second = ask(visit(people.chris), title="Wie heeft ervaring met uittreden?", tags="uittreding")
    assert 'href="/tags/uit-treden"' in visit().get(second).text
    back = mo.post("/tags/uit-treden/bewerken", data=TAG | {"synonyms": "uit-treden"})
    assert back.location == "/tags/uittreding"
    assert visit().get("/tags/uit-treden").location == "/tags/uittreding"


def test_a_description_and_synonyms_are_kept_and_can_be_taken_away(visit: Visit, people: People) -> None:
    ask(visit(people.anna))
    mo = visit(people.mo)
    told = TAG | {"description": "Over het verlaten van een regeling.", "synonyms": "vertrek, Exit"}
    assert mo.post("/tags/uittreding/bewerken", data=told).status_code == 303
    page = visit().get("/tags/uittreding", headers=ENGLISH).text
    assert "Over het verlaten van een regeling." in page
    assert "Also called: exit, vertrek" in page
    assert visit().get("/tags/exit").status_code == 301
    assert mo.post("/tags/uittreding/bewerken", data=told | {"synonyms": "vertrek"}).status_code == 303
    assert visit().get("/tags/exit").status_code == 404


def test_a_name_in_use_is_refused_and_what_was_typed_stays(visit: Visit, people: People) -> None:
    ask(visit(people.anna))
    mo = visit(people.mo)
    for wrong in ({"name": "kosten"}, {"synonyms": "vertrek, kosten"}, {"name": " , / "}, {"name": "x" * 61}):
        page = mo.post("/tags/uittreding/bewerken", data=TAG | {"description": "Bewaar dit"} | wrong)
        assert page.status_code == 422, wrong
        assert "Bewaar dit" in page.text
    assert visit().get("/tags/vertrek").status_code == 404
    assert visit().get("/tags/uittreding").status_code == 200


def test_merging_moves_everything_once_and_search_follows(visit: Visit, people: People, work: Work) -> None:
    both = ask(visit(people.anna))
    one = ask(visit(people.anna), title="Wat kost het om te vertrekken?", tags="uittreding")
    work()
    mo = visit(people.mo)
    assert mo.post("/tags/uittreding/samenvoegen", data={"merge-into": "kosten"}).status_code == 422
    sure = {"merge-sure": "y"}
    for wrong in ("uittreding", "bestaat-niet", ""):
        refused = mo.post("/tags/uittreding/samenvoegen", data=sure | {"merge-into": wrong})
        assert refused.status_code == 422
    for status in (303, 404):
        merged = mo.post("/tags/uittreding/samenvoegen", data=sure | {"merge-into": "Kosten"})
        assert merged.status_code == status
    work()
    page = visit().get("/tags/kosten").text
    assert QUESTION["title"] in page
    assert "Wat kost het om te vertrekken?" in page
    assert visit().get("/tags/uittreding").location == "/tags/kosten"
    assert len(titles(searched(visit(), "", tag="kosten"))) == 2
    for address in (both, one):
        shown = BeautifulSoup(visit().get(address).text, "html.parser").select("a.kb-tag")
        assert [tag.get_text() for tag in shown] == ["kosten"]


def test_only_moderators_look_after_tags_and_themes(visit: Visit, people: People) -> None:
    ask(visit(people.anna))
    for place in ("/tags/uittreding/bewerken", "/themas/geld/eigenaar"):
        assert visit(people.anna).get(place).status_code == 403
        assert visit(people.anna).post(place, data=TAG).status_code == 403
        assert visit().get(place).status_code == 401
    assert "Edit this tag" not in visit(people.anna).get("/tags/uittreding", headers=ENGLISH).text
    assert "Edit this tag" in visit(people.mo).get("/tags/uittreding", headers=ENGLISH).text


def test_the_page_says_what_waits_and_who_knows(visit: Visit, people: People, queries: Queries) -> None:
    address = ask(visit(people.anna))
    ask(visit(people.anna), title="Deze vraag wacht nog op antwoord")
    answered = visit(people.chris).post(f"{address}/antwoorden", data={"body": ANSWER})
    visit(people.anna).post(f"/vragen/antwoorden/{answered.location.rpartition('-')[2]}/aannemen")
    write_case(visit(people.bram), **(FULL | {"tags": "uittreding"}))
    browser = visit(people.vera)
    with queries() as statements:
        page = browser.get("/tags/uittreding", headers=ENGLISH)
    assert len(statements) <= 8, statements
    aside = BeautifulSoup(page.text, "html.parser").select_one("aside")
    assert aside is not None
    links = [link.get_text() for link in aside.select("li a")]
    assert links == ["Deze vraag wacht nog op antwoord", people.bram.name, people.chris.name, NORTH, SOUTH]


def test_the_page_says_what_most_organisations_applied(
    visit: Visit, people: People, queries: Queries
) -> None:
    tagged = {"tags": "uittreding"}
    once, twice = (write_case(visit(people.mo), **(QUICK | tagged | {"title": one})) for one in CASES)
    never = write_case(
        visit(people.mo), **(QUICK | tagged | {"title": "Dit hielp bij ons en nergens anders"})
    )
    own = write_case(
        visit(people.anna), **(QUICK | tagged | {"title": "Onder ons gezegd", "visibility": "own"})
    )
    address = ask(visit(people.mo))
    answer = visit(people.mo).post(f"{address}/antwoorden", data={"body": ANSWER}).location.rpartition("-")[2]
    for person, where, result in (
        *((people.anna, number(one), "worked") for one in (once, twice, own)),
        (people.chris, number(twice), "too_early"),
        (people.chris, number(never), "failed"),
        (people.bram, answer, "partly"),
    ):
        told = {"result": result, "applied_on": "2026-03-01"}
        assert visit(person).post(f"/bijdragen/{where}/toepassingen", data=told).status_code == 303
    assert _applied(visit()) == [(CASES[1], "2"), (QUESTION["title"], "1"), (CASES[0], "1")]
    assert _applied(visit(people.bram))[1:2] == [(QUESTION["title"], "1")]
    assert ("Onder ons gezegd", "1") in _applied(visit(people.bram))
    browser = visit(people.vera)
    with queries() as statements:
        browser.get("/tags/uittreding")
    assert len(statements) <= 8, statements


CASES = (
    "Een gedeelde servicedesk die eenmaal werd nagedaan",
    "Een gedeelde servicedesk die tweemaal werd nagedaan",
)


def _applied(browser: FlaskClient) -> list[tuple[str, str]]:
    page = BeautifulSoup(browser.get("/tags/uittreding", headers=ENGLISH).text, "html.parser")
    rows = page.select("section#toegepast li")
    return [(row.select("a")[0].get_text(), row.select("span")[0].get_text()) for row in rows]


def test_nobody_is_known_by_what_the_viewer_may_not_see(visit: Visit, people: People) -> None:
    ask(visit(people.sam), title="Een open vraag voor iedereen")
    write_case(visit(people.bram), **(FULL | {"tags": "uittreding", "visibility": "own"}))
    hidden = ask(visit(people.anna), is_hidden_asker="y")
    own = visit(people.anna).post(f"{hidden}/antwoorden", data={"body": ANSWER})
    visit(people.anna).post(f"/vragen/antwoorden/{own.location.rpartition('-')[2]}/aannemen")
    page = visit(people.chris).get("/tags/uittreding").text
    for name in (people.bram.name, people.anna.name, NORTH, SOUTH):
        assert f">{name}</a>" not in page
    assert people.anna.name in visit(people.mo).get("/tags/uittreding").text


def test_a_theme_has_an_owner_whose_contact_members_see(visit: Visit, people: People) -> None:
    mo = visit(people.mo)
    owner = {"organisation": NORTH, "contact": people.anna.email}
    assert mo.post("/themas/geld/eigenaar", data=owner).status_code == 303
    assert NORTH in visit().get("/themas/geld").text
    assert people.anna.name not in visit().get("/themas/geld").text
    assert people.anna.name in visit(people.chris).get("/themas/geld").text
    assert people.anna.email in mo.get("/themas/geld/eigenaar").text
    for wrong in ({"contact": people.chris.email}, {"organisation": "Onbekendegem"}, {"contact": "x@"}):
        assert mo.post("/themas/geld/eigenaar", data=owner | wrong).status_code == 422
    assert mo.post("/themas/geld/eigenaar", data={}).status_code == 303
    assert NORTH not in visit().get("/themas/geld").text
    assert mo.get("/themas/onbekend/eigenaar").status_code == 404
