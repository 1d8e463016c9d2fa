# SPDX-License-Identifier: EUPL-1.2
"""Sharing lessons: under which condition, do or avoid what."""

from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.conftest import Visit
from tests.people import People
from tests.stories import LESSON, share_lesson

ENGLISH = {"Accept-Language": "en"}


def test_a_member_shares_a_lesson_and_everyone_reads_it(visit: Visit, people: People) -> None:
    address = share_lesson(visit(people.anna), direction="avoid", phase=["feasibility", "operation"])
    page = visit().get(address, headers=ENGLISH)
    assert page.status_code == 200
    for text in (LESSON["title"], LESSON["condition"], LESSON["therefore"], people.anna.name):
        assert str(text) in page.text


def test_only_members_write_lessons(visit: Visit, people: People) -> None:
    assert visit().get("/lessen/nieuw").status_code == 401
    assert visit().post("/lessen/nieuw", data=LESSON).status_code == 401
    assert visit(people.rik).post("/lessen/nieuw", data=LESSON).status_code == 403
    assert LESSON["title"] not in visit().get("/lessen").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"condition": ""},
        {"therefore": "kort"},
        {"therefore": "x" * 2_001},
        {"title": "x" * 301},
        {"direction": "sideways"},
        {"direction": ""},
        {"evidence": "miracle"},
        {"phase": ["feasibility", "dream"]},
        {"audience": ["' OR 1=1 --"]},
        {"domain": "\x00"},
        {"legal_form": ["9" * 40]},
        {"theme": "999999"},
        {"visibility": "organisations", "organisations": ""},
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    visit: Visit, people: People, wrong: dict[str, Any]
) -> None:
    typed = LESSON | {"body": "Deze alinea schreef ik met veel zorg en raak ik niet kwijt."} | wrong
    page = visit(people.anna).post("/lessen/nieuw", data=typed)
    assert page.status_code == 422
    assert "met veel zorg" in page.text
    assert BeautifulSoup(page.text, "html.parser").select("[role=alert] a")
    assert visit().get("/lessen").text.count("/lessen/1") == 0


def test_the_form_shows_what_was_saved_and_an_outdated_edit_overwrites_nothing(
    visit: Visit, people: People
) -> None:
    address = share_lesson(visit(people.anna), evidence="several", tags="nulmeting")
    form = BeautifulSoup(visit(people.anna).get(f"{address}/bewerken").text, "html.parser")
    checked = {(field["name"], field["value"]) for field in form.select("main input[checked]")}
    assert {("evidence", "several"), ("direction", "do"), ("phase", "feasibility")} <= checked
    first = LESSON | {"therefore": "Dan eerst meten en daarna pas praten", "revision": "1"}
    second = LESSON | {"therefore": "Dan eerst praten en daarna pas meten", "revision": "1"}
    assert visit(people.anna).post(f"{address}/bewerken", data=first).status_code == 303
    refused = visit(people.mo).post(f"{address}/bewerken", data=second)
    assert refused.status_code == 409
    assert second["therefore"] in refused.text
    assert first["therefore"] in visit().get(address).text
    assert visit(people.mo).post(f"{address}/bewerken", data=second | {"revision": "2"}).status_code == 303
    history = visit().get(address.replace("/lessen/", "/historie/").split("-")[0] + "/3")
    assert "praten en daarna pas" in BeautifulSoup(history.text, "html.parser").get_text()


def test_nobody_edits_the_lesson_of_another(visit: Visit, people: People) -> None:
    address = share_lesson(visit(people.anna))
    for person, status in ((people.nobody, 401), (people.bram, 403), (people.sam, 403), (people.ada, 403)):
        assert visit(person).get(f"{address}/bewerken").status_code == status
        assert (
            visit(person).post(f"{address}/bewerken", data=LESSON | {"revision": "1"}).status_code == status
        )
    assert "/3" not in visit().get(address.replace("/lessen/", "/historie/").split("-")[0]).text


def test_lists_are_filtered_by_what_a_lesson_is_filed_under(visit: Visit, people: People) -> None:
    share_lesson(visit(people.anna), domain=["service_desk"], tags="nulmeting")
    title = LESSON["title"]
    for query, shown in (
        ("fase=feasibility", True),
        ("fase=operation", False),
        ("domein=service_desk", True),
        ("domein=service_desk&fase=feasibility&tag=nulmeting", True),
        ("domein=service_desk&fase=operation", False),
        ("tag=iets-anders", False),
        ("fase=", True),
    ):
        page = visit().get(f"/lessen?{query}")
        assert page.status_code == 200
        assert (title in page.text) is shown, query


def test_a_list_says_how_many_there_are_and_its_limits_are_taken_away_one_by_one(
    visit: Visit, people: People
) -> None:
    share_lesson(visit(people.anna), domain=["service_desk"], audience=["council"])
    share_lesson(
        visit(people.anna), title="Vertrouw niet op een enkele beheerder", direction="avoid", phase=[]
    )
    share_lesson(visit(people.anna), title="Deze les is er alleen voor leden", visibility="members")
    for person, query, said in (
        (people.nobody, "", ["2 lessons", "Do (1)", "Avoid (1)", "Feasibility and business case (1)"]),
        (people.chris, "", ["3 lessons", "Do (2)", "Avoid (1)", "Feasibility and business case (2)"]),
        (
            people.nobody,
            "richting=avoid",
            ["1 lesson", "Do (1)", "Avoid (1)", "Feasibility and business case (0)"],
        ),
        (people.nobody, "richting=do&fase=feasibility", ["1 lesson", "Avoid (0)", "Operation (0)"]),
        (people.nobody, "richting=sideways&fase=dream", ["0 lessons"]),
    ):
        page = visit(person).get(f"/lessen?{query}", headers=ENGLISH)
        assert page.status_code == 200
        for words in said:
            assert words in page.text, (query, words)
    page = visit().get("/lessen?richting=do&fase=feasibility&tag=nulmeting&na=1", headers=ENGLISH)
    limits = {
        one.get_text(): one["href"] for one in BeautifulSoup(page.text, "html.parser").select(".kb-tags a")
    }
    assert [href for text, href in limits.items() if text.startswith("Phase")] == [
        "/lessen?richting=do&tag=nulmeting"
    ]
    assert len(limits) == 3
    feed = visit().get("/lessen.atom?richting=avoid").text
    assert "enkele beheerder" in feed
    assert str(LESSON["title"]) not in feed


def test_a_lesson_for_members_is_no_lesson_for_visitors(visit: Visit, people: People) -> None:
    address = share_lesson(visit(people.anna), visibility="members")
    assert visit().get(address).status_code == 404
    assert LESSON["title"] not in visit().get("/lessen").text
    assert visit(people.chris).get(address).status_code == 200
    closed = share_lesson(
        visit(people.anna), visibility="own", title="Alleen voor de eigen organisatie bedoeld"
    )
    assert [visit(one).get(closed).status_code for one in (people.olga, people.chris, people.sam)] == [
        200,
        404,
        404,
    ]


def test_pages_of_lessons_cost_few_queries(visit: Visit, people: People, queries: Any) -> None:
    addresses = [
        share_lesson(visit(people.anna), title=f"Les nummer {number} over meten", tags=f"meten, tag-{number}")
        for number in range(25)
    ]
    for browser in (visit(), visit(people.chris)):
        for address, most in (("/lessen", 8), (addresses[0], 10)):
            with queries() as statements:
                assert browser.get(address).status_code == 200
            assert len(statements) <= most, statements
