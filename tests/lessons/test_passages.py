# SPDX-License-Identifier: EUPL-1.2
"""A lesson is drawn from a passage of a case: quoted, marked where it stands, and seen by who may read it there."""

from typing import Any

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from knowledgebase.contributions.actions.purging import purge
from knowledgebase.contributions.models.passages import Passage
from knowledgebase.db import db
from tests.cases.stories import FULL, QUICK, share_quickly, write_case
from tests.conftest import Clock, Visit
from tests.people import People
from tests.stories import LESSON, share_lesson

ENGLISH = {"Accept-Language": "en"}
STORY = """Wij begonnen met veel zin.

## Wat er gebeurde

De directies **botsten** over de *verdeelsleutel* & de kosten.

- niemand kende de prijs
- niemand vroeg ernaar

## Tips

Meet vooraf.
"""
QUOTE = "botsten over de verdeelsleutel & de kosten.\n\nniemand kende de prijs"
MARKED = ["botsten", " over de ", "verdeelsleutel", " & de kosten.", "niemand kende de prijs"]


def soup_of(browser: FlaskClient, address: str) -> BeautifulSoup:
    page = browser.get(address, headers=ENGLISH)
    assert page.status_code == 200, page.text
    return BeautifulSoup(page.text, "html.parser")


def number_of(address: str) -> str:
    return address.rsplit("/", 1)[-1].split("-")[0]


def tell(browser: FlaskClient, **changes: Any) -> str:
    return share_quickly(browser, **{"body": STORY} | changes)


def draw(browser: FlaskClient, case: str, quote: str = QUOTE, **changes: Any) -> str:
    return share_lesson(browser, case=number_of(case), quote=quote, **changes)


def test_a_passage_becomes_a_lesson_and_is_marked_in_the_case(visit: Visit, people: People) -> None:
    case = tell(visit(people.anna))
    link = soup_of(visit(people.bram), case).select_one("[data-passages] a")
    assert link is not None
    form = soup_of(visit(people.bram), f"{link['href']}&passage=Meet+vooraf.")
    assert form.select_one("textarea[name=quote]").get_text().strip() == "Meet vooraf."  # type: ignore[union-attr]
    lesson = draw(visit(people.bram), case)
    page = soup_of(visit(), lesson)
    assert "botsten over de verdeelsleutel & de kosten. niemand kende de prijs" in page.get_text()
    assert page.select_one(f'a[href="{case}#t-wat-er-gebeurde"]')
    story = soup_of(visit(), case)
    assert [mark.get_text() for mark in story.select(".kb-prose mark")] == MARKED
    assert story.select_one(f'#lessen a[href="{lesson}"]')
    assert "kende de prijs" in story.select_one("#lessen").get_text()  # type: ignore[union-attr]


def test_words_that_are_not_in_the_case_are_refused_and_kept(visit: Visit, people: People) -> None:
    case = tell(visit(people.anna))
    wrong = LESSON | {"case": number_of(case), "quote": "Alles ging in één keer goed."}
    refused = visit(people.bram).post("/lessen/nieuw", data=wrong, headers=ENGLISH)
    assert refused.status_code == 422
    assert "Copy it from there, word for word" in refused.text
    assert wrong["quote"] in refused.text
    assert visit(people.bram).post("/lessen/nieuw", data=wrong | {"quote": "x" * 1_001}).status_code == 422
    whole = draw(visit(people.bram), case, quote="")
    assert soup_of(visit(), whole).select_one(f'main a[href="{case}"]')
    assert soup_of(visit(), case).select_one(f'#lessen a[href="{whole}"]')


def test_both_pages_say_that_a_passage_was_changed_since(visit: Visit, people: People) -> None:
    case = tell(visit(people.anna))
    lesson = draw(visit(people.bram), case)
    revise(visit(people.anna), case, body=STORY.replace("botsten", "verschilden"))
    page = soup_of(visit(), lesson)
    assert "The passage was changed there since." in page.get_text()
    assert "botsten over" in page.get_text()
    assert page.select_one(f'main a[href="/historie/{number_of(case)}/1"]')
    story = soup_of(visit(), case)
    assert not story.select("mark")
    listed = story.select_one("#lessen")
    assert listed is not None
    assert "changed here since" in listed.get_text()
    assert "botsten" not in listed.get_text()


def test_a_passage_that_moved_is_found_where_it_stands(visit: Visit, people: People) -> None:
    case = tell(visit(people.anna))
    lesson = draw(visit(people.bram), case)
    revise(visit(people.anna), case, body=STORY.replace("## Wat er gebeurde", "## De jaren daarna"))
    assert soup_of(visit(), lesson).select_one(f'a[href="{case}#t-de-jaren-daarna"]')
    assert soup_of(visit(), case).select("mark")


@pytest.mark.parametrize("visibility", ["members", "own"])
def test_nobody_reads_the_quote_of_a_case_they_may_not_read(
    visit: Visit, people: People, visibility: str
) -> None:
    case = tell(visit(people.anna), visibility=visibility)
    lesson = draw(visit(people.anna), case, body="")
    roads = [
        lesson,
        "/lessen",
        "/lessen.atom",
        f"/historie/{number_of(lesson)}/1",
        "/zoeken?q=verdeelsleutel",
    ]
    for road in roads:
        assert "kende de prijs" not in visit().get(road).text, road
    reader = people.chris if visibility == "members" else people.olga
    assert "verdeelsleutel" in soup_of(visit(reader), lesson).get_text()
    if visibility == "own":
        unread = draw(visit(people.chris), case, quote="Dit staat er misschien.")
        assert "staat er misschien" not in visit(people.anna).get(unread).text
        assert not soup_of(visit(people.anna), unread).select(f'main a[href="{case}"]')


def test_what_is_in_no_version_for_a_reader_is_not_quoted_to_them(visit: Visit, people: People) -> None:
    case = tell(visit(people.anna), visibility="members")
    lesson = draw(visit(people.anna), case)
    changed = STORY.replace("*verdeelsleutel*", "*uittreding*")
    revise(visit(people.anna), case, body=changed, visibility="public")
    assert "verdeelsleutel" not in visit().get(lesson).text
    assert "changed there since" in soup_of(visit(), lesson).get_text()
    assert "verdeelsleutel" in visit(people.chris).get(lesson).text


def test_in_the_bin_a_case_is_quoted_no_more_nor_a_lesson_listed(visit: Visit, people: People) -> None:
    case, other = tell(visit(people.anna)), tell(visit(people.anna), title="Een andere casus over de kosten")
    lesson = draw(visit(people.bram), case)
    gone = draw(visit(people.bram), other, title="Een les die weer wordt weggegooid")
    visit(people.anna).post(f"/bijdragen/{number_of(case)}/verwijderen")
    visit(people.bram).post(f"/bijdragen/{number_of(gone)}/verwijderen")
    assert "verdeelsleutel" not in visit(people.chris).get(lesson).text
    assert not soup_of(visit(), other).select("#lessen, mark")


def test_of_a_case_that_is_gone_for_good_no_quote_is_left(
    app: Flask, visit: Visit, people: People, at: Clock
) -> None:
    case, kept = tell(visit(people.anna)), tell(visit(people.anna), title="Een casus die gewoon blijft staan")
    lesson, other = (
        draw(visit(people.bram), case),
        draw(visit(people.bram), kept, title="Een les die weggaat"),
    )
    for thing, person in ((case, people.anna), (other, people.bram)):
        visit(person).post(f"/bijdragen/{number_of(thing)}/verwijderen")
    with at("2027-03-01"), app.app_context():
        purge()
        db.session.commit()
        assert db.session.scalars(sa.select(Passage)).all() == []
    assert soup_of(visit(), lesson).select_one("h1")
    assert not soup_of(visit(), kept).select("mark")


def test_a_lesson_for_fewer_marks_nothing_for_others(visit: Visit, people: People) -> None:
    case = tell(visit(people.anna))
    draw(visit(people.anna), case, visibility="own")
    assert not soup_of(visit(), case).select("#lessen, mark")
    assert soup_of(visit(people.olga), case).select("mark")


def test_a_case_with_many_lessons_costs_as_few_queries(visit: Visit, people: People, queries: Any) -> None:
    case = tell(visit(people.anna))
    for number in range(5):
        lesson = draw(visit(people.anna), case, title=f"Les nummer {number} over meten")
    for browser in (visit(), visit(people.chris)):
        for address in (case, lesson):
            browser.get(address)
            with queries() as statements:
                assert browser.get(address).status_code == 200
            assert len(statements) <= 10, statements


def revise(browser: FlaskClient, case: str, **changes: Any) -> None:
    form = soup_of(browser, f"{case}/bewerken")
    revision = form.select_one("input[name=revision]")
    assert revision is not None
    kept = QUICK | {"stub": "1", "revision": revision["value"]}
    saved = browser.post(f"{case}/bewerken", data=kept | changes)
    assert saved.status_code == 303, saved.text


def test_a_passage_of_a_story_for_fewer_is_quoted_to_its_readers_only(visit: Visit, people: People) -> None:
    case = write_case(visit(people.anna), body=STORY)
    lesson = draw(visit(people.bram), case)
    kept = FULL | {"body": STORY, "story_kept_for": "partners", "revision": "1"}
    assert visit(people.anna).post(f"{case}/bewerken", data=kept).status_code == 303
    for person, knows in (
        (people.anna, True),
        (people.mo, True),
        (people.rik, False),
        (people.nobody, False),
    ):
        for address in (lesson, case):
            assert ("niemand kende de prijs" in soup_of(visit(person), address).get_text()) == knows, address
    refused = LESSON | {"case": number_of(case), "quote": "niemand vroeg ernaar"}
    visit(people.sam).post("/lessen/nieuw", data=refused)
    for address in ("/lessen", "/lessen.atom", "/zoeken?q=ernaar"):
        assert "niemand vroeg ernaar" not in visit().get(address).text
