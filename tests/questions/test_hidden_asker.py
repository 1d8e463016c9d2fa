# SPDX-License-Identifier: EUPL-1.2
"""Asked anonymously: peers find no trace of who asked or for which organisation; moderators and the asker know."""

import re

import pytest
from bs4 import BeautifulSoup

from tests.conftest import Letters, Queries, Visit, Work
from tests.people import NORTH, People
from tests.search.results import ENGLISH, facets, searched
from tests.stories import ANSWER, QUESTION, ask

TITLE = "Hoe vertellen wij onze partners dat wij willen uittreden?"
REMARK = "Wij zitten zelf nog vast aan het contract."
NOTE = "De aanleiding toegevoegd."
PEERS = "nobody chris bram olga sam rik ada"
KNOWING = "anna mo"


@pytest.fixture
def address(visit: Visit, people: People, work: Work) -> str:
    """A question that Anna asks for her organisation and answers, comments on and improves herself."""
    anna = visit(people.anna)
    asked = {"title": TITLE, "organisation": str(people.anna.organisation_id), "is_hidden_asker": "y"}
    place = ask(anna, **asked)
    placed = visit(people.chris).post(f"{place}/antwoorden", data={"body": ANSWER})
    own = anna.post(f"{place}/antwoorden", data={"body": "Zelf vonden wij dit antwoord, dat werkt."})
    for id in (number(place), own.location.rpartition("-")[2], placed.location.rpartition("-")[2]):
        assert anna.post(f"/bijdragen/{id}/opmerkingen", data={"body": REMARK}).status_code == 303
    assert anna.post(f"/vragen/antwoorden/{id}/aannemen").status_code == 303
    improved = QUESTION | asked | {"revision": "1", "note": NOTE}
    assert anna.post(f"{place}/bewerken", data=improved).status_code == 303
    work()
    return place


def number(address: str) -> str:
    return address.split("/")[-1].partition("-")[0]


def everywhere(address: str) -> list[str]:
    """The pages on which the question, its answers or their history stand."""
    id = int(number(address))
    return [
        address,
        *(f"/historie/{one}" for one in range(id, id + 3)),
        *(f"/historie/{one}/1" for one in range(id, id + 3)),
        f"/historie/{id}/2",
        "/",
        "/vragen",
        "/vragen?stand=opgelost",
        "/tags/uittreding",
        "/zoeken?q=uittreden",
        "/zoeken",
    ]


@pytest.mark.parametrize("name", PEERS.split())
def test_no_page_names_who_asked_to_a_peer(visit: Visit, people: People, address: str, name: str) -> None:
    browser = visit(getattr(people, name))
    for place in everywhere(address):
        page = browser.get(place, headers=ENGLISH)
        main = str(BeautifulSoup(page.text, "html.parser").select_one("main"))
        assert page.status_code == 200, place
        assert people.anna.name not in main, place
        assert f"/mensen/{people.anna.id}-" not in page.text, place
        assert NORTH not in main, place
    assert "Asked anonymously" in browser.get(address, headers=ENGLISH).text


@pytest.mark.parametrize("name", KNOWING.split())
def test_the_asker_and_moderators_see_the_name_and_that_it_is_hidden(
    visit: Visit, people: People, address: str, name: str
) -> None:
    page = visit(getattr(people, name)).get(address, headers=ENGLISH).text
    assert people.anna.name in page
    assert NORTH in page
    assert "Name hidden from others" in page


@pytest.mark.parametrize("name", PEERS.split())
def test_lists_of_a_person_and_of_an_organisation_leave_it_out(
    visit: Visit, people: People, address: str, name: str
) -> None:
    """Whoever is no member learns nothing of the account of somebody who signed nothing in public."""
    browser = visit(getattr(people, name))
    own = 404 if name in ("nobody", "rik") else 200
    places = {f"/mensen/{people.anna.id}/bijdragen": own, "/gemeenten/demo-noord-demogemeente-noord": 200}
    for place, status in places.items():
        page = browser.get(place, follow_redirects=True, headers=ENGLISH)
        assert page.status_code == status
        assert TITLE not in page.text
        assert "Question: 1" not in page.text


def test_the_asker_finds_it_in_her_own_list(visit: Visit, people: People, address: str) -> None:
    for person in (people.anna, people.mo):
        assert TITLE in visit(person).get(f"/mensen/{people.anna.id}/bijdragen").text


def test_the_facet_of_organisations_holds_nothing_for_anybody(
    visit: Visit, people: People, address: str
) -> None:
    for person in (people.nobody, people.chris, people.mo):
        assert NORTH not in facets(searched(visit(person), "uittreden"))
        assert "0 results" in visit(person).get("/zoeken?gemeente=DEMO-NOORD", headers=ENGLISH).text


def test_mails_name_nobody(visit: Visit, people: People, address: str, work: Work, letters: Letters) -> None:
    visit(people.anna).post(f"{address}/uitnodigen", data={"who": "DEMO-ZUID"})
    work()
    # A moderator, who is at the organisation that is asked, knows.
    to_peers = [letter.as_string() for letter in letters() if letter["To"] != people.mo.email]
    assert to_peers
    assert not [letter for letter in to_peers if people.anna.name in letter or NORTH in letter]


def test_the_trail_tells_administrators_what_happened_but_not_who_asked(
    visit: Visit, people: People, address: str
) -> None:
    trail = visit(people.ada).get("/moderatie/logboek", headers=ENGLISH).text
    rows = [re.sub(r"<[^>]+>", " ", row) for row in trail.split("<tr>")]
    assert [row for row in rows if people.anna.name in row and "Signed in" not in row] == []
    assert "Whoever asked" in trail
    of_anna = visit(people.ada).get(f"/moderatie/logboek?persoon={people.anna.id}", headers=ENGLISH).text
    assert "<td" not in of_anna or "Published" not in of_anna.split("<tbody")[1]
    assert people.anna.name in visit(people.mo).get("/moderatie/logboek").text


def test_a_moderator_vouches_and_takes_it_back(visit: Visit, people: People, address: str) -> None:
    assert visit(people.chris).post(f"{address}/instaan").status_code == 403
    assert visit(people.anna).post(f"{address}/instaan").status_code == 403
    assert "Vouched for" not in visit().get(address, headers=ENGLISH).text
    for _again in range(2):
        assert visit(people.mo).post(f"{address}/instaan").status_code == 303
    assert "Vouched for by a moderator" in visit().get(address, headers=ENGLISH).text
    assert visit(people.mo).post(f"{address}/niet-instaan").status_code == 303
    assert "Vouched for by" not in visit().get(address, headers=ENGLISH).text


def test_only_the_asker_lifts_it(visit: Visit, people: People, address: str) -> None:
    page = visit(people.mo).get(f"{address}/bewerken").text
    assert "is_hidden_asker" not in page
    changed = QUESTION | {"title": TITLE, "revision": "2"}
    assert visit(people.mo).post(f"{address}/bewerken", data=changed).status_code == 303
    assert people.anna.name not in visit().get(address).text
    visit(people.mo).post(f"{address}/instaan")
    assert "checked" in visit(people.anna).get(f"{address}/bewerken").text
    lifted = changed | {"revision": "3"}
    assert visit(people.anna).post(f"{address}/bewerken", data=lifted).status_code == 303
    page = visit().get(address, headers=ENGLISH).text
    assert people.anna.name in page
    assert "anonym" not in page
    assert "Vouched" not in page


def test_hiding_it_later_hides_it_everywhere_at_once(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    address = ask(anna)
    anna.post(f"{address}/antwoorden", data={"body": ANSWER})
    assert people.anna.name in visit().get(address).text
    hidden = QUESTION | {"is_hidden_asker": "y", "revision": "1"}
    assert anna.post(f"{address}/bewerken", data=hidden).status_code == 303
    assert people.anna.name not in visit().get(address).text
    assert people.anna.name not in visit().get("/vragen").text


def test_ones_own_organisation_cannot_be_hidden_from_itself(visit: Visit, people: People) -> None:
    page = visit(people.anna).post(
        "/vragen/nieuw", data=QUESTION | {"is_hidden_asker": "y", "visibility": "own"}
    )
    assert page.status_code == 422
    assert 'href="#is_hidden_asker"' in page.text


def test_many_anonymous_questions_cost_no_more_queries(
    visit: Visit, people: People, queries: Queries
) -> None:
    for turn in range(10):
        ask(visit(people.anna), title=f"Anonieme vraag nummer {turn}", is_hidden_asker="y")
    for place in ("/vragen", "/tags/uittreding"):
        browser = visit(people.chris)
        with queries() as statements:
            assert browser.get(place).status_code == 200
        assert len(statements) <= 8, statements


@pytest.mark.parametrize(
    ("readers", "status"),
    [
        ({"visibility": "own"}, 422),
        ({"visibility": "organisations", "organisations": NORTH}, 422),
        ({"visibility": "organisations", "organisations": f"{NORTH}\nDEMO-ZUID"}, 303),
    ],
)
def test_nobody_hides_from_the_own_organisation_alone(
    visit: Visit, people: People, readers: dict[str, str], status: int
) -> None:
    asked = QUESTION | {"is_hidden_asker": "y"} | readers
    assert visit(people.anna).post("/vragen/nieuw", data=asked).status_code == status
