# SPDX-License-Identifier: EUPL-1.2
"""The home page, the pages about the site, and what programs read of it."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from knowledgebase.policy import RULES
from tests.conftest import Visit
from tests.people import People
from tests.stories import ANSWER, LESSON, QUESTION, ask, share_lesson

ENGLISH = {"Accept-Language": "en"}
ABOUT = ["/over", "/toegankelijkheid", "/privacy", "/wie-mag-wat"]
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_the_home_page_leads_to_what_is_new(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    share_lesson(visit(people.chris))
    page = BeautifulSoup(visit().get("/", headers=ENGLISH).text, "html.parser")
    assert [link["href"] for link in page.select("#vragen a")][:1] == [address]
    assert LESSON["title"] in page.select_one("section:has(#lessen), #lessen").get_text()  # type: ignore[union-attr]
    assert page.select_one("main form[role=search]")["action"] == "/zoeken"  # type: ignore[index]
    assert len(page.select("h1")) == 1


def test_an_answered_question_is_no_open_question(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    visit(people.chris).post(f"{address}/antwoorden", data={"body": ANSWER})
    assert QUESTION["title"] not in visit().get("/").text


def test_the_home_page_counts_and_shows_only_what_one_may_see(visit: Visit, people: People) -> None:
    before = visit().get("/").text
    ask(visit(people.anna), visibility="members")
    assert QUESTION["title"] not in visit().get("/").text
    assert _without_moment(visit().get("/").text) == _without_moment(before)
    assert QUESTION["title"] in visit(people.chris).get("/").text


def test_home_costs_few_queries(visit: Visit, people: People, queries: Any) -> None:
    for number in range(6):
        ask(visit(people.anna), title=f"Wat is vraag nummer {number}, en waarom?")
        share_lesson(visit(people.anna), title=f"Les nummer {number} over samenwerken")
    chris = visit(people.chris)
    with queries() as statements:
        assert chris.get("/").status_code == 200
    assert len(statements) <= 12, statements


@pytest.mark.one_database("these pages hold no data")
@pytest.mark.parametrize("address", ABOUT)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_about_the_site_are_for_everyone(
    visit: Visit, people: People, address: str, language: str
) -> None:
    for person in (people.nobody, people.rik, people.ada):
        answer = visit(person).get(address, headers={"Accept-Language": language})
        page = BeautifulSoup(answer.text, "html.parser")
        assert answer.status_code == 200
        assert page.html is not None
        assert page.html["lang"] == language
        assert len(page.select("h1")) == 1
    assert visit().post(address).status_code == 405


@pytest.mark.one_database("the permissions come from the code")
def test_who_may_do_what_is_the_table_that_decides(visit: Visit) -> None:
    page = BeautifulSoup(visit().get("/wie-mag-wat", headers=ENGLISH).text, "html.parser")
    rows = [[cell.get_text(strip=True) for cell in row.select("td, th")] for row in page.select("tbody tr")]
    assert len(rows) == len(RULES)
    grounds = dict(rows)
    assert all(who for who in grounds.values())
    assert "The secretariat" in grounds.values()
    assert "Whoever asked the question" in grounds.values()


@pytest.mark.one_database("the statement comes from the code")
def test_the_accessibility_statement_says_whom_to_write_to(visit: Visit) -> None:
    for address in ("/toegankelijkheid", "/privacy"):
        page = BeautifulSoup(visit().get(address).text, "html.parser")
        assert page.select("main a[href^='mailto:']"), address


@pytest.mark.one_database("the file comes from the settings")
@pytest.mark.parametrize(
    "today", ["2026-01-02 00:00", "2026-06-30 12:00", "2026-11-23 22:00", "2027-12-31 23:59"]
)
def test_security_txt_has_the_fields_of_rfc_9116(visit: Visit, at: Any, today: str) -> None:
    with at(today):
        answer = visit().get("/.well-known/security.txt")
    assert answer.content_type == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert re.match(r"(mailto:.+@.+|https://.+)", fields["Contact"])
    ends = datetime.fromisoformat(fields["Expires"])
    left = ends - datetime.fromisoformat(today).replace(tzinfo=UTC)
    assert timedelta(days=30) < left <= timedelta(days=366 + 183)
    assert fields["Preferred-Languages"] == "nl, en"
    assert fields["Canonical"].endswith("/.well-known/security.txt")
    assert len(answer.text.splitlines()) == 4


@pytest.mark.one_database("the file comes from the code")
def test_robots_stay_out_of_histories_and_results(visit: Visit) -> None:
    answer = visit().get("/robots.txt")
    assert answer.mimetype == "text/plain"
    lines = answer.text.splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /historie/", "Disallow: /zoeken", "Disallow: /moderatie"} < set(lines)
    assert "Disallow: /" not in lines


@pytest.mark.one_database("the file comes from the code")
def test_browsers_can_search_from_their_address_bar(visit: Visit) -> None:
    answer = visit().get("/opensearch.xml")
    assert answer.mimetype == "application/opensearchdescription+xml"
    root = ElementTree.fromstring(answer.text)
    assert root.tag == f"{OPENSEARCH}OpenSearchDescription"
    names = {child.tag.removeprefix(OPENSEARCH): child for child in root}
    assert 0 < len(names["ShortName"].text or "") <= 16
    assert 0 < len(names["Description"].text or "") <= 1024
    assert names["Url"].attrib == {
        "type": "text/html",
        "template": "http://localhost/zoeken?q={searchTerms}",
    }
    links = BeautifulSoup(visit().get("/").text, "html.parser").select("link[rel=search]")
    assert [link["href"] for link in links] == ["/opensearch.xml"]


LISTS = [
    "/vragen",
    "/casussen",
    "/lessen",
    "/paginas",
    "/afspraken",
    "/regelingen",
    "/gemeenten",
    "/tags",
    "/themas",
]


@pytest.mark.parametrize(
    "value", ["%00", "'", "%F0%9F", "%ED%A0%80", "9" * 30, "-1", "x" * 5_000, "%0a", "a&tag=b"]
)
def test_no_parameter_of_a_list_is_a_failure(visit: Visit, people: People, value: str) -> None:
    names = (
        "thema",
        "tag",
        "stand",
        "fase",
        "domein",
        "motief",
        "rechtsvorm",
        "voor-wie",
        "voor",
        "na",
        "titel",
    )
    query = "&".join(f"{name}={value}" for name in names)
    for address in LISTS:
        answer = visit().get(f"{address}?{query}")
        assert answer.status_code in (200, 404), address
    for address in ("/tags/", "/themas/", "/paginas/", "/vragen/", "/gemeenten/"):
        assert visit().get(f"{address}{value}").status_code in (301, 404), address


def _without_moment(page: str) -> str:
    return re.sub(r"[0-9a-f]{32,}", "", page)
