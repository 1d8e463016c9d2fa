# SPDX-License-Identifier: EUPL-1.2
"""Until when an answer helps: asked, shown, and what is needed soonest first."""

import pytest
from bs4 import BeautifulSoup

from tests.conftest import Clock, Visit
from tests.people import People
from tests.search.results import ENGLISH, titles
from tests.stories import QUESTION, ask

NOW = "2026-06-01 12:00"


def test_the_day_is_shown_on_the_page_in_the_list_and_in_the_history(
    visit: Visit, people: People, at: Clock
) -> None:
    with at(NOW):
        address = ask(visit(people.anna), needed_by="2026-07-01")
        for page in (address, "/vragen"):
            assert "Needed by July 1, 2026" in visit().get(page, headers=ENGLISH).text.replace(
                "1 July 2026", "July 1, 2026"
            )
        later = QUESTION | {"needed_by": "2026-08-01", "revision": "1"}
        assert visit(people.anna).post(f"{address}/bewerken", data=later).status_code == 303
        history = visit().get(f"/historie/{address.split('/')[-1].split('-')[0]}/2", headers=ENGLISH)
        assert "Needed by" in history.text


@pytest.mark.parametrize("day", ["2026-05-31", "31-02-2026", "morgen", "99999-01-01"])
def test_a_day_that_is_over_or_no_day_is_refused_and_stays_typed(
    visit: Visit, people: People, at: Clock, day: str
) -> None:
    with at(NOW):
        page = visit(people.anna).post("/vragen/nieuw", data=QUESTION | {"needed_by": day})
    assert page.status_code == 422
    assert 'href="#needed_by"' in page.text
    assert f'value="{day}"' in page.text


def test_a_question_can_be_improved_after_its_day(visit: Visit, people: People, at: Clock) -> None:
    with at(NOW):
        address = ask(visit(people.anna), needed_by="2026-06-02")
    with at("2026-06-05 12:00"):
        anna = visit(people.anna)
        same = QUESTION | {"needed_by": "2026-06-02", "revision": "1"}
        assert anna.post(f"{address}/bewerken", data=same).status_code == 303
        earlier = QUESTION | {"needed_by": "2026-06-01", "revision": "2"}
        assert anna.post(f"{address}/bewerken", data=earlier).status_code == 422


def test_what_is_needed_soonest_comes_first_page_after_page(visit: Visit, people: People, at: Clock) -> None:
    with at(NOW):
        anna = visit(people.anna)
        ask(anna, title="Deze vraag heeft geen haast")
        for number in range(25):
            ask(anna, title=f"Vraag over dag {25 - number:02}", needed_by=f"2026-06-{25 - number:02}")
        wanted = [f"Vraag over dag {day:02}" for day in range(1, 26)]
        page = BeautifulSoup(visit().get("/vragen?stand=open&sorteer=nodig").text, "html.parser")
        assert titles(page) == wanted[:20]
        older = BeautifulSoup(visit().get(_link(page, "next")).text, "html.parser")
        assert titles(older) == wanted[20:]
        back = BeautifulSoup(visit().get(_link(older, "prev")).text, "html.parser")
        assert titles(back) == wanted[:20]
    with at("2026-06-20 12:00"):
        page = BeautifulSoup(visit().get("/vragen?stand=open&sorteer=nodig").text, "html.parser")
        assert titles(page) == wanted[19:]


def _link(page: BeautifulSoup, rel: str) -> str:
    (link,) = page.select(f"a[rel={rel}]")
    return str(link["href"])
