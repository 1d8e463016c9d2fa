# SPDX-License-Identifier: EUPL-1.2
"""Asking, answering and accepting, through the front door."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from bs4 import BeautifulSoup

from tests.conftest import Queries, Visit
from tests.people import People
from tests.stories import ANSWER, QUESTION, ask


def test_a_member_asks_and_everyone_reads(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    page = visit().get(address)
    assert page.status_code == 200
    assert QUESTION["title"] in page.text
    assert people.anna.name in page.text


def test_the_address_carries_the_title_and_an_older_one_redirects(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    assert re.fullmatch(r"/vragen/\d+-hoe-berekenen-jullie-een-uittreedsom", address)
    id = address.split("/")[-1].split("-")[0]
    moved = visit().get(f"/vragen/{id}-oude-titel?x=1")
    assert (moved.status_code, moved.location) == (301, f"{address}?x=1")


def test_whoever_is_not_a_member_is_told_so(visit: Visit, people: People) -> None:
    assert visit().get("/vragen/nieuw").status_code == 401
    assert visit().post("/vragen/nieuw", data=QUESTION).status_code == 401
    assert visit(people.rik).post("/vragen/nieuw", data=QUESTION).status_code == 403


def test_what_was_typed_stays_when_something_is_wrong(visit: Visit, people: People) -> None:
    typed = QUESTION | {
        "title": "Te kort",
        "body": "De tekst die ik niet kwijt wil raken, want die was lang.",
    }
    page = visit(people.anna).post("/vragen/nieuw", data=typed)
    assert page.status_code == 422
    assert typed["body"] in page.text
    assert "Te kort" in page.text
    assert 'href="#title"' in page.text


def test_an_answer_is_given_and_accepted_by_the_asker_only(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    placed = visit(people.chris).post(f"{address}/antwoorden", data={"body": ANSWER})
    assert placed.status_code == 303
    answer = placed.location.rsplit("-", 1)[1]
    assert visit(people.chris).post(f"/vragen/antwoorden/{answer}/aannemen").status_code == 403
    assert visit(people.anna).post(f"/vragen/antwoorden/{answer}/aannemen").status_code == 303
    page = visit().get(address, headers={"Accept-Language": "en"})
    assert "Accepted answer" in page.text
    assert visit(people.anna).post(f"/vragen/antwoorden/{answer}/niet-aannemen").status_code == 303
    assert "Accepted answer" not in visit().get(address, headers={"Accept-Language": "en"}).text


def test_an_answer_that_is_too_short_keeps_the_question_on_the_page(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    page = visit(people.chris).post(f"{address}/antwoorden", data={"body": "kort"})
    assert page.status_code == 422
    assert QUESTION["title"] in page.text


def test_an_edit_on_an_outdated_version_overwrites_nothing(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    first = QUESTION | {"body": "De eerste verbetering van deze vraag, met genoeg woorden.", "revision": "1"}
    second = QUESTION | {"body": "De tweede verbetering, die van niets wist en bleef staan.", "revision": "1"}
    assert visit(people.anna).post(f"{address}/bewerken", data=first).status_code == 303
    refused = visit(people.mo).post(f"{address}/bewerken", data=second)
    assert refused.status_code == 409
    assert "eerste verbetering" in re.sub(r"<[^>]+>", "", refused.text)
    assert second["body"] in refused.text
    assert "eerste verbetering" in visit().get(address).text
    assert visit(people.mo).post(f"{address}/bewerken", data=second | {"revision": "2"}).status_code == 303
    assert "tweede verbetering" in visit().get(address).text


def test_a_restriction_made_meanwhile_stays_and_is_told(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    restricted = QUESTION | {"visibility": "members", "tags": "vertrouwelijk", "revision": "1"}
    assert visit(people.mo).post(f"{address}/bewerken", data=restricted).status_code == 303
    anna = visit(people.anna)
    mine = QUESTION | {"title": "Hoe berekenen jullie de uittreedsom?", "revision": "1"}
    told = anna.post(f"{address}/bewerken", data=mine, follow_redirects=True).text
    assert mine["title"] in told
    assert "Daaruit overgenomen: " in told
    assert "Wie dit mag lezen" in told
    assert "vertrouwelijk" in told
    assert visit().get(address).status_code == 404
    assert visit(people.chris).get(address, follow_redirects=True).status_code == 200


def test_who_may_read_it_is_asked_when_both_changed_it(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    restricted = QUESTION | {"visibility": "members", "revision": "1"}
    assert visit(people.mo).post(f"{address}/bewerken", data=restricted).status_code == 303
    mine = QUESTION | {"visibility": "own", "revision": "1"}
    asked = visit(people.anna).post(f"{address}/bewerken", data=mine)
    assert asked.status_code == 409
    assert "Wie dit mag lezen" in asked.text
    sides = [text.get_text() for text in BeautifulSoup(asked.text, "html5lib")("pre")]
    assert sides == ["Leden", "Mijn eigen organisatie", "Iedereen"]
    assert visit().get(address).status_code == 404


def test_answers_follow_the_audience_of_their_question(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    visit(people.chris).post(f"{address}/antwoorden", data={"body": ANSWER})
    assert ANSWER in visit().get(address).text
    closed = QUESTION | {"visibility": "own", "revision": "1"}
    assert visit(people.anna).post(f"{address}/bewerken", data=closed).status_code == 303
    assert visit().get(address).status_code == 404
    assert visit(people.olga).get(address).status_code == 200
    assert visit(people.sam).get(address).status_code == 404


def test_lists_show_what_one_may_see_and_filters_stay_in_the_address(visit: Visit, people: People) -> None:
    ask(visit(people.anna), visibility="members")
    assert QUESTION["title"] not in visit().get("/vragen").text
    assert QUESTION["title"] in visit(people.chris).get("/vragen").text
    assert QUESTION["title"] in visit(people.chris).get("/vragen?stand=open&tag=uittreding").text
    assert QUESTION["title"] not in visit(people.chris).get("/vragen?stand=opgelost").text
    assert visit(people.chris).get("/vragen?stand=onzin&voor=x&na=-3").status_code == 200


def test_forged_fields_are_refused_and_change_nothing(visit: Visit, people: People) -> None:
    forged = {"organisation": str(people.chris.organisation_id)}
    assert visit(people.anna).post("/vragen/nieuw", data=QUESTION | forged).status_code == 422
    for field, value in (
        ("theme", "999999"),
        ("visibility", "everyone"),
        ("language", "xx"),
        ("theme", "drop"),
    ):
        assert visit(people.anna).post("/vragen/nieuw", data=QUESTION | {field: value}).status_code == 422
    assert QUESTION["title"] not in visit(people.mo).get("/vragen").text


def test_strange_input_is_a_clear_no(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    assert anna.get("/vragen/99999999999").status_code == 404
    assert anna.get("/vragen/0").status_code == 404
    assert anna.post("/vragen/999/antwoorden", data={"body": ANSWER}).status_code == 404
    assert anna.post("/vragen/nieuw", data={}).status_code == 422
    assert anna.post("/vragen/nieuw", data=QUESTION | {"title": "x" * 301}).status_code == 422
    assert anna.post("/vragen/nieuw", data=QUESTION | {"body": "x" * 200_001}).status_code == 422
    assert (
        anna.post("/vragen/nieuw", data=QUESTION | {"tags": ",".join(map(str, range(9)))}).status_code == 422
    )
    assert (
        anna.post("/vragen/nieuw", data=QUESTION | {"title": "Een vraag met\x00 een nul erin"}).status_code
        == 303
    )


def test_a_tag_is_written_one_way_and_has_something_to_read(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    for odd in (".", "..", "-", "goed, ?"):
        refused = anna.post("/vragen/nieuw", data=QUESTION | {"tags": odd})
        assert refused.status_code == 422
        assert "minstens één letter of cijfer" in refused.text
    assert anna.post("/vragen/nieuw", data=QUESTION | {"tags": "TCP/IP, cafe\u0301, café"}).status_code == 303
    for name in ("tcp-ip", "café"):
        assert QUESTION["title"] in anna.get(f"/tags/{name}").text


def test_a_form_sent_twice_is_published_once(visit: Visit, people: People) -> None:
    anna, once = visit(people.anna), {"sent_as": "0123456789abcdef" * 2}
    first, second = (anna.post("/vragen/nieuw", data=QUESTION | once) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert anna.get(second.location).location == first.location
    answer = {"body": ANSWER, "sent_as": "fedcba9876543210" * 2}
    with ThreadPoolExecutor(4) as pool:
        browsers = [visit(people.chris) for _ in range(4)]
        placed = list(pool.map(lambda one: one.post(f"{first.location}/antwoorden", data=answer), browsers))
    assert [one.status_code for one in placed] == [303] * 4
    assert "1 answer" in visit().get(first.location, headers={"Accept-Language": "en"}).text


def test_a_form_sent_again_with_another_text_loses_nothing(visit: Visit, people: People) -> None:
    anna, form = visit(people.anna), {"sent_as": "0123456789abcdef" * 2}
    first = anna.post("/vragen/nieuw", data=QUESTION | form).location
    other = QUESTION | form | {"body": "Na terug in de browser schreef ik een heel andere vraag op."}
    placed = [anna.post("/vragen/nieuw", data=other) for _ in range(2)]
    assert [one.status_code for one in placed] == [303, 303]
    assert placed[0].location != first
    assert anna.get(placed[1].location).location == placed[0].location
    assert "andere vraag" in visit().get(placed[0].location).text


def test_two_answers_at_once_are_both_counted(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    browsers = [visit(person) for person in (people.chris, people.bram, people.olga, people.vera)]
    with ThreadPoolExecutor(4) as pool:
        placed = list(
            pool.map(lambda one: one.post(f"{address}/antwoorden", data={"body": ANSWER}), browsers)
        )
    assert [one.status_code for one in placed] == [303] * 4
    assert "4 answers" in visit().get(address, headers={"Accept-Language": "en"}).text


def test_fifty_answers_cost_no_more_queries_than_one(visit: Visit, people: People, queries: Queries) -> None:
    address = ask(visit(people.anna))
    chris = visit(people.chris)
    for _ in range(50):
        chris.post(f"{address}/antwoorden", data={"body": ANSWER})
    for browser in (visit(), visit(people.bram)):
        with queries() as statements:
            assert browser.get(address).status_code == 200
        assert len(statements) <= 10, statements
        with queries() as statements:
            assert browser.get("/vragen").status_code == 200
        assert len(statements) <= 8, statements


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\u202e", "\u200d", "\u2800", "\u3164"], ids=ascii)
def test_what_nobody_sees_is_no_text(visit: Visit, people: People, unseen: str) -> None:
    anna = visit(people.anna)
    for field in ("title", "body"):
        assert anna.post("/vragen/nieuw", data=QUESTION | {field: unseen * 40}).status_code == 422
    address = ask(anna, tags=f"{unseen},kosten,{unseen * 3}")
    assert visit().get(address).text.count("/tags/") == 1


def test_a_title_holds_nothing_that_turns_or_hides_its_letters(visit: Visit, people: People) -> None:
    title = "Hoe be\u00adreke\u200bnen jullie\u202e een uittreed\u200dsom?"
    page = (
        visit()
        .get(ask(visit(people.anna), title=title, body=f"{QUESTION['body']}\u202e \u2067om\u00adme"))
        .text
    )
    assert "Hoe berekenen jullie een uittreed\u200dsom?" in page
    assert "om\u00adme" in page
    assert not {"\u202e", "\u2067"} & set(page)


def test_what_was_typed_as_an_organisation_is_shown_and_not_run(visit: Visit, people: People) -> None:
    typed = QUESTION | {"visibility": "organisations", "organisations": "<i>nergens</i>"}
    page = visit(people.anna).post("/vragen/nieuw", data=typed)
    assert page.status_code == 422
    assert "&lt;i&gt;nergens" in page.text
    assert "<i>nergens" not in page.text
