# SPDX-License-Identifier: EUPL-1.2
"""Watching and muting: buttons on pages, the list, and the choice of mail."""

import pytest
import sqlalchemy as sa
from flask import Flask

from knowledgebase.contributions.models import Tag
from knowledgebase.db import db
from tests.conftest import Queries, Visit, Work
from tests.notifications.stories import ENGLISH, choose, number
from tests.people import People
from tests.stories import QUESTION, ask

BUTTON = "/meldingen/volgen/"
CHOSEN = {
    "answer": "weekly",
    "mention": "daily",
    "comment": "never",
    "own": "daily",
    "watched": "at_once",
    "is_automatic": "y",
}


def test_pages_have_a_button_for_who_is_signed_in_and_none_for_others(
    app: Flask, visit: Visit, people: People
) -> None:
    address = ask(visit(people.anna))
    pages = (
        address,
        "/tags/kosten",
        "/gemeenten/demo-noord-demogemeente-noord",
        f"/mensen/{people.anna.id}-anna-de-vries",
    )
    for page in pages:
        assert BUTTON not in visit().get(page).text
        assert BUTTON in visit(people.rik).get(page).text, page
    assert BUTTON not in visit(people.anna).get(pages[-1]).text


def test_the_button_tells_what_one_chose_and_undoes_it(visit: Visit, people: People) -> None:
    address, chris = ask(visit(people.anna)), visit(people.chris)
    for act, sentence in (
        ("volgen", "You watch this."),
        ("dempen", "You muted this."),
        ("loslaten", "Watch"),
    ):
        for _ in range(2):
            done = chris.post(f"{BUTTON}bijdrage/{number(address)}/{act}")
            assert (done.status_code, done.location) == (303, address)
        page = chris.get(address, headers=ENGLISH).text
        assert sentence in page
        assert (QUESTION["title"] in chris.get("/meldingen/volgen").text) == (act != "loslaten")


def test_taking_something_off_the_list_leads_back_to_the_list(visit: Visit, people: People) -> None:
    bram = visit(people.bram)
    choose(bram, "mens", people.anna.id)
    page = bram.get("/meldingen/volgen").text
    action = page.partition(f'action="{BUTTON}mens')[2].partition('"')[0].replace("&amp;", "&")
    done = bram.post(f"{BUTTON}mens{action}")
    assert (done.status_code, done.location) == (303, "/meldingen/volgen")
    assert people.anna.name not in bram.get("/meldingen/volgen").text
    elsewhere = f"{BUTTON}mens/{people.anna.id}/volgen?terug=https://elders.test/"
    assert bram.post(elsewhere).location.startswith("/")


def test_what_one_may_not_know_of_cannot_be_watched(
    app: Flask, visit: Visit, people: People, work: Work
) -> None:
    secret = ask(visit(people.anna), visibility="own", tags="geheim")
    answered = visit(people.bram).post(
        f"{secret}/antwoorden", data={"body": "Een antwoord voor de collega's."}
    )
    with app.app_context():
        tag = db.session.scalars(sa.select(Tag.id).where(Tag.name == "geheim")).one()
    for address in (
        f"bijdrage/{number(secret)}",
        f"tag/{tag}",
        "tag/99999",
        "thema/9999",
        "auto/1",
        f"mens/{people.anna.id}",
    ):
        assert visit(people.rik).post(f"{BUTTON}{address}/volgen").status_code == 404, address
    assert visit(people.anna).post(f"{BUTTON}tag/{tag}/volgen").status_code == 303
    assert visit(people.anna).post(f"{BUTTON}tag/{tag}/weggooien").status_code == 404
    given = answered.location.rpartition("-")[2]
    assert visit(people.anna).post(f"{BUTTON}bijdrage/{given}/volgen").status_code == 404
    assert visit(people.anna).post(f"{BUTTON}mens/{people.anna.id}/volgen").status_code == 404
    assert visit().post(f"{BUTTON}mens/{people.anna.id}/volgen").status_code == 401
    assert visit().get("/meldingen").status_code == 401


def test_preferences_are_kept_and_wrong_ones_refused(visit: Visit, people: People) -> None:
    bram = visit(people.bram)
    assert "voorkeuren" in bram.get("/profiel").text
    assert 'name="report"' not in bram.get("/meldingen/voorkeuren").text
    assert 'name="report"' in visit(people.mo).get("/meldingen/voorkeuren").text
    assert bram.post("/meldingen/voorkeuren", data=CHOSEN | {"own": "hourly"}).status_code == 422
    for chosen in (CHOSEN, CHOSEN | {"answer": "never"}):
        assert bram.post("/meldingen/voorkeuren", data=chosen).status_code == 303
        page = bram.get("/meldingen/voorkeuren").text
        assert f'selected value="{chosen["answer"]}"' in page
    assert "checked" in page


@pytest.mark.parametrize("address", ["/over", "/vragen"])
def test_the_count_costs_one_query_and_visitors_none(
    visit: Visit, people: People, queries: Queries, address: str
) -> None:
    with queries() as statements:
        visit(people.anna).get(address)
    assert len([sql for sql in statements if "notification" in sql]) == 1
    with queries() as statements:
        visit().get(address)
    assert not [sql for sql in statements if "notification" in sql]
