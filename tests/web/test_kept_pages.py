# SPDX-License-Identifier: EUPL-1.2
"""Anonymous pages are kept until something happens, and never shown to somebody else."""

import pytest
from flask import Flask, Response

from knowledgebase.web import pagecache
from tests.conftest import Queries, Visit
from tests.people import People
from tests.stories import QUESTION, ask


def test_a_kept_page_costs_one_small_query(visit: Visit, people: People, queries: Queries) -> None:
    address = ask(visit(people.anna))
    first = visit().get(address)
    with queries() as statements:
        second = visit().get(address)
    assert len(statements) == 1
    assert second.data == first.data
    assert second.headers["ETag"] == first.headers["ETag"]


def test_it_changes_as_soon_as_something_happens(visit: Visit, people: People) -> None:
    assert QUESTION["title"] not in visit().get("/vragen").text
    ask(visit(people.anna))
    assert QUESTION["title"] in visit().get("/vragen").text


def test_a_browser_that_has_it_already_is_told_so(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    tag = visit().get(address).headers["ETag"]
    again = visit().get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_each_language_and_each_address_has_its_own(visit: Visit) -> None:
    dutch = visit().get("/vragen", headers={"Accept-Language": "nl"}).text
    english = visit().get("/vragen", headers={"Accept-Language": "en"}).text
    assert 'lang="nl"' in dutch
    assert 'lang="en"' in english
    assert visit().get("/vragen?stand=open").text != visit().get("/vragen?stand=opgelost").text


def test_who_is_signed_in_never_gets_or_leaves_a_kept_page(app: Flask, visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    visit().get(address)
    hers = visit(people.anna).get(address)
    assert people.anna.name in hers.text
    assert hers.headers["Cache-Control"] == "no-store"
    anonymous = visit().get(address)
    assert "jouw-antwoord" in anonymous.text
    assert "csrf_token" not in anonymous.text
    assert "Set-Cookie" not in anonymous.headers


def test_errors_and_redirects_are_not_kept(visit: Visit, people: People) -> None:
    assert visit().get("/vragen/1").status_code == 404
    address = ask(visit(people.anna))
    assert visit().get("/vragen/1").location == address


def test_pages_are_kept_only_as_far_as_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagecache, "MOST_BYTES", 10)
    cache = pagecache.PageCache()
    cache.get("now", ("/", "nl"))
    for name in ("/a", "/b", "/c"):
        cache.put("now", (name, "nl"), Response("12345"))
    assert [name for name, _language in cache.pages] == ["/b", "/c"]
    cache.put("now", ("/large", "nl"), Response("123456789012"))
    assert (len(cache.pages), cache.size) == (0, 0)
