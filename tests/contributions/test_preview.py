# SPDX-License-Identifier: EUPL-1.2
"""What a text will look like, before it is sent; and the list of its headings afterwards."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from knowledgebase.contributions.models import Contribution
from knowledgebase.db import db
from knowledgebase.web.markdown import LONGEST_TEXT, RENDERER_VERSION, Heading, render
from tests.cases.stories import FULL, write_case
from tests.conftest import Visit
from tests.people import People
from tests.stories import ANSWER, QUESTION, ask

TEXT = "## Aanleiding\n\nWij **willen** weg.\n\n### Dieper & *schuin*\n\n- [x] klaar\n\n## Tips\n\nGeen."
ON_THIS_PAGE = {"Accept-Language": "en"}


def prose(page: str) -> str:
    found = BeautifulSoup(page, "html5lib").select_one(".kb-prose")
    assert found
    return found.decode_contents()


@pytest.mark.parametrize("top", [0, 2, 3])
def test_a_preview_is_what_the_text_will_become(visit: Visit, people: People, top: int) -> None:
    shown = visit(people.anna).post("/voorbeeld", data={"text": TEXT, "top": str(top)})
    assert shown.status_code == 200
    assert "<html" not in shown.text
    assert render(TEXT, top).html in shown.text


def test_a_preview_is_for_members_and_has_bounds(visit: Visit, people: People) -> None:
    asked = {"text": TEXT, "top": "2"}
    for address in ("/voorbeeld", "/casussen/voorbeeld"):
        assert visit().post(address, data=asked).status_code == 401
        assert visit(people.rik).post(address, data=asked).status_code == 403
        for wrong in ({}, {"top": "9"}, {"top": "x"}, {"top": "2", "text": "x" * (LONGEST_TEXT + 1)}):
            assert visit(people.anna).post(address, data=wrong).status_code == 422


def test_without_scripts_the_form_comes_back_with_the_text_above_it(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    page = anna.post("/vragen/nieuw", data=QUESTION | {"title": "Kort", "body": TEXT, "preview": "body"})
    assert page.status_code == 200
    assert prose(page.text) == render(TEXT).html
    assert 'value="Kort"' in page.text
    assert 'href="#title"' not in page.text
    placed = anna.post("/vragen/nieuw", data=QUESTION | {"body": TEXT})
    assert prose(anna.get(placed.location).text) == prose(page.text)
    assert anna.get("/vragen").text.count("Kort") == 0


def test_every_form_shows_a_preview_and_saves_nothing(visit: Visit, people: People) -> None:
    anna, question = visit(people.anna), ask(visit(people.anna))
    answer = anna.post(f"{question}/antwoorden", data={"body": ANSWER}).location.rpartition("-")[2]
    id = question.split("/")[-1].partition("-")[0]
    for form in (
        *("/lessen/nieuw", "/paginas/nieuw", "/casussen/nieuw?kort=1", "/casussen/nieuw"),
        *(f"{question}/bewerken", f"/vragen/antwoorden/{answer}/bewerken"),
        *(f"/bijdragen/{id}/opmerkingen", f"{question}/antwoorden"),
    ):
        page = anna.post(form, data={"body": "Met **nadruk** gezegd", "preview": "body", "revision": "1"})
        assert page.status_code == 200, form
        assert "<p>Met <strong>nadruk</strong> gezegd</p>" in page.text, form
    assert "nadruk" not in visit().get(question).text


def test_a_preview_of_a_story_leaves_out_the_headings_that_will_be_left_out(
    visit: Visit, people: People
) -> None:
    anna, story = visit(people.anna), "## Context\n\n## Tips\n\nBegin klein."
    alone = anna.post("/casussen/voorbeeld", data={"text": story, "top": "3"}).text
    within = anna.post("/casussen/nieuw", data={"body": story, "preview": "body"}).text
    for page in (alone, within):
        assert prose(page) == '<h3 id="t-tips">Tips</h3>\n<p>Begin klein.</p>'


def test_too_long_a_text_is_told_so(visit: Visit, people: People) -> None:
    much = {"body": "x" * (LONGEST_TEXT + 1), "preview": "body"}
    page = visit(people.anna).post("/vragen/nieuw", data=QUESTION | much)
    assert page.status_code == 422
    assert 'href="#body"' in page.text


def test_the_headings_of_a_text_are_found_as_they_are_shown() -> None:
    assert render(TEXT).outline == (
        Heading(2, "t-aanleiding", "Aanleiding"),
        Heading(3, "t-dieper-schuin", "Dieper & schuin"),
        Heading(2, "t-tips", "Tips"),
    )
    assert render(TEXT, 0).outline == ()
    assert render('# Zelfde\n\n# Zelfde\n\n```\n<h2 id="t-x">x</h2>\n```').outline == (
        Heading(2, "t-zelfde", "Zelfde"),
        Heading(2, "t-zelfde_1", "Zelfde"),
    )
    assert len(render("\n\n".join(f"# a{number}" for number in range(250))).outline) == 200


def test_a_long_text_says_what_is_on_its_page(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    short = anna.post(
        "/paginas/nieuw", data=QUESTION | {"body": "## Een\n\nTekst genoeg.\n\n## Twee\n\nMeer."}
    )
    assert "On this page" not in visit().get(short.location, headers=ON_THIS_PAGE).text
    long = anna.post("/paginas/nieuw", data=QUESTION | {"body": TEXT}).location
    case = write_case(anna, **FULL | {"body": TEXT})
    for address in (long, case, ask(anna, body=TEXT)):
        page = BeautifulSoup(visit().get(address, headers=ON_THIS_PAGE).text, "html5lib")
        links = page.select("nav[aria-label='On this page'] a")
        assert [link.get_text() for link in links] == ["Aanleiding", "Dieper & schuin", "Tips"]
        assert all(page.select(f"[id='{str(link['href'])[1:]}']") for link in links)


def test_the_list_follows_the_text_and_an_older_text_has_none(
    visit: Visit, people: People, app: Flask
) -> None:
    address = ask(visit(people.anna), body=TEXT)
    changed = QUESTION | {"revision": "1", "body": "## Een\n\nA\n\n## Twee\n\nB\n\n## Drie\n\nGenoeg tekst."}
    assert visit(people.anna).post(f"{address}/bewerken", data=changed).status_code == 303
    assert 'href="#t-drie"' in visit().get(address).text
    with app.app_context():
        question = db.session.query(Contribution).one()
        assert question.renderer == RENDERER_VERSION
        question.outline = None
        db.session.commit()
    assert 'href="#t-drie"' not in visit(people.chris).get(address).text
