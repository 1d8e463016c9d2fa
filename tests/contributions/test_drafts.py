# SPDX-License-Identifier: EUPL-1.2
"""Drafts: kept while somebody writes, offered when the form is opened again, gone once it is sent."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from knowledgebase.accounts.models import User
from knowledgebase.contributions.actions.drafts import forget_old_drafts
from knowledgebase.contributions.models import Draft
from knowledgebase.db import db
from knowledgebase.events import worker
from tests.cases.stories import FULL, write_case
from tests.conftest import Clock, Queries, Visit
from tests.contributions.stories import fields, number
from tests.people import People, Person
from tests.sites import close_site, create_site, sign_in
from tests.stories import ANSWER, LESSON, QUESTION, ask, share_lesson

JSON = {"Accept": "application/json"}
ENGLISH = {"Accept-Language": "en"}
COPY = {"sent_as": "0123456789abcdef" * 2}
OTHER_COPY = {"sent_as": "fedcba9876543210" * 2}
UNFINISHED = "Ik was hier nog niet klaar mee"
CONTINUE = re.compile(r'href="([^"]*[?&;]concept=\d+[^"]*)"')
PAGE = {"title": "Handboek uittreden", "body": "Zo doen wij het al jaren, en het bevalt.", "language": "nl"}
AGREEMENT = {"number": "2026-01", "title": "Afspraak over de nulmeting", "body": "Wij meten altijd vooraf."}
SECOND = "Een tekst die ondertussen door een ander is bewaard en bleef."


def kept(browser: FlaskClient, owner: Person, form: str, **fields: object) -> str:
    """Save a draft as the page does without scripts; give the address that goes on with it."""
    saved = browser.post(form, data={"draft": str(owner.id)} | fields)
    assert saved.status_code == 303, saved.text
    return str(saved.location)


def offered(browser: FlaskClient, form: str) -> list[str]:
    """Open a form and give the addresses that go on with what was kept of it."""
    return [unescape(found) for found in CONTINUE.findall(browser.get(form).text)]


def number_of(address: str) -> str:
    return address.partition("concept=")[2].partition("#")[0]


def field(page: str, name: str) -> str:
    """Read what a field of a form holds."""
    found = BeautifulSoup(page, "html5lib").select_one(f"main form[novalidate] [name='{name}']")
    assert found, name
    return str(found.get("value", "")) if found.name == "input" else found.get_text().strip()


def drafts(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(Draft)) or 0


def test_what_was_typed_is_offered_when_the_form_is_opened_again(
    visit: Visit, people: People, at: Clock
) -> None:
    with at("2026-06-01 12:00"):
        typed = {"title": "Kort", "body": UNFINISHED, "tags": "uittreding"} | COPY
        kept(visit(people.anna), people.anna, "/vragen/nieuw", **typed)
    anna = visit(people.anna)
    page = anna.get("/vragen/nieuw", headers=ENGLISH).text
    assert "You were writing this on 1 June 2026 14:00" in page
    assert UNFINISHED not in page
    (address,) = offered(anna, "/vragen/nieuw")
    again = anna.get(address).text
    assert [field(again, name) for name in ("title", "body", "tags", "sent_as")] == [
        *("Kort", UNFINISHED, "uittreding"),
        COPY["sent_as"],
    ]


def test_nothing_is_checked_and_nothing_is_published(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    address = kept(anna, people.anna, "/vragen/nieuw", body="x", theme="999999", visibility="everyone")
    assert anna.get(address).status_code == 200
    assert "Kort" not in anna.get("/vragen").text


def test_the_browser_saves_by_itself_and_is_told_when(visit: Visit, people: People, at: Clock) -> None:
    data = {"draft": str(people.anna.id), "body": UNFINISHED} | COPY
    with at("2026-06-01 12:34"):
        anna = visit(people.anna)
        for text in ("Eerst", UNFINISHED):
            saved = anna.post(
                "/vragen/nieuw", data=data | {"body": text}, headers=JSON | {"Accept-Language": "en"}
            )
            assert (saved.status_code, saved.json) == (200, {"told": "Draft saved at 14:34."})
    anna = visit(people.anna)
    (address,) = offered(anna, "/vragen/nieuw")
    assert field(anna.get(address).text, "body") == UNFINISHED


def test_a_new_text_may_be_begun_more_than_once(visit: Visit, people: People, app: Flask) -> None:
    anna = visit(people.anna)
    first = kept(anna, people.anna, "/lessen/nieuw", title="Een", **COPY)
    second = kept(anna, people.anna, "/lessen/nieuw", title="Twee", **OTHER_COPY)
    assert sorted(offered(anna, "/lessen/nieuw")) == sorted([first, second])
    placed = anna.post("/lessen/nieuw", data=LESSON | COPY)
    assert placed.status_code == 303
    assert offered(anna, "/lessen/nieuw") == [second]


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ("/casussen/nieuw?kort=1", {"summary": "In het kort"}),
        ("/paginas/nieuw", {}),
        (
            "/casussen/nieuw",
            {"partners-0-name": "Iets", "phases-transition-start": "2019", "exit_rules": "yes"},
        ),
    ],
)
def test_every_form_for_something_new_keeps_drafts(
    visit: Visit, people: People, form: str, fields: dict[str, str]
) -> None:
    anna = visit(people.anna)
    address = kept(anna, people.anna, form, title="Begin", body="## Tips\n\nEen", **fields, **COPY)
    assert offered(anna, form) == [address]
    page = anna.get(address).text
    assert field(page, "body") == "## Tips\n\nEen"
    assert [field(page, name) for name in fields if name != "exit_rules"] == [
        value for name, value in fields.items() if name != "exit_rules"
    ]
    other = {"/casussen/nieuw": "/casussen/nieuw?kort=1"}.get(form, "/casussen/nieuw")
    assert offered(anna, other) == []
    assert anna.get(f"{other}{'&' if '?' in other else '?'}concept={number_of(address)}").status_code == 404


def test_the_secretariat_keeps_drafts_of_agreements(visit: Visit, people: People) -> None:
    sam = visit(people.sam)
    address = kept(sam, people.sam, "/afspraken/nieuw", **AGREEMENT, **COPY)
    assert field(sam.get(address).text, "number") == "2026-01"


def test_an_answer_and_a_comment_are_kept_per_question(visit: Visit, people: People, app: Flask) -> None:
    question = ask(visit(people.anna))
    chris, id = visit(people.chris), question.split("/")[-1].partition("-")[0]
    answering = kept(chris, people.chris, f"{question}/antwoorden", body=UNFINISHED)
    commenting = kept(chris, people.chris, f"/bijdragen/{id}/opmerkingen", body="Nog een opmerking")
    assert answering.endswith("#jouw-antwoord")
    assert [field(chris.get(one, follow_redirects=True).text, "body") for one in (answering, commenting)] == [
        UNFINISHED,
        "Nog een opmerking",
    ]
    assert len(offered(chris, question)) == len(offered(chris, f"/bijdragen/{id}/opmerkingen")) == 1
    assert chris.post(f"{question}/antwoorden", data={"body": ANSWER}).status_code == 303
    assert drafts(app) == 1
    assert chris.post(f"/bijdragen/{id}/opmerkingen", data={"body": "Dank je wel"}).status_code == 303
    assert drafts(app) == 0


def test_a_reply_leaves_what_was_kept_of_a_comment(visit: Visit, people: People, app: Flask) -> None:
    question = ask(visit(people.anna))
    chris, id = visit(people.chris), question.split("/")[-1].partition("-")[0]
    form = f"/bijdragen/{id}/opmerkingen"
    remark = visit(people.bram).post(form, data={"body": "Zie ook onze casus."}).location.rpartition("-")[2]
    kept(chris, people.chris, form, body="Nog niet af")
    assert chris.post(f"/opmerkingen/{remark}/reacties", data={"body": "Dank je wel"}).status_code == 303
    assert drafts(app) == 1


def test_an_answer_that_is_improved_has_a_draft_of_its_own(visit: Visit, people: People, app: Flask) -> None:
    question = ask(visit(people.anna))
    chris = visit(people.chris)
    placed = chris.post(f"{question}/antwoorden", data={"body": ANSWER}).location
    form = f"/vragen/antwoorden/{placed.rpartition('-')[2]}/bewerken"
    address = kept(chris, people.chris, form, body=UNFINISHED, revision="1")
    assert field(chris.get(address).text, "body") == UNFINISHED
    assert UNFINISHED in chris.get("/profiel").text
    assert chris.post(form, data={"body": f"{ANSWER} Echt.", "revision": "1"}).status_code == 303
    assert drafts(app) == 0


def test_a_draft_is_for_its_writer_alone(visit: Visit, people: People) -> None:
    anna, mo = visit(people.anna), visit(people.mo)
    address = kept(anna, people.anna, "/vragen/nieuw", title=UNFINISHED, **COPY)
    page = f"/concepten/{number_of(address)}/weggooien"
    assert [mo.get(address).status_code, mo.get(page).status_code, mo.post(page).status_code] == [404] * 3
    assert offered(mo, "/vragen/nieuw") == []
    assert UNFINISHED not in mo.get("/profiel").text
    assert (visit().get(address).status_code, visit().get(page).status_code) == (401, 401)
    assert offered(anna, "/vragen/nieuw") == [address]


def test_whoever_signed_in_meanwhile_as_another_does_not_get_it(
    visit: Visit, people: People, app: Flask
) -> None:
    of_anna = {"draft": str(people.anna.id), "body": UNFINISHED} | COPY
    assert visit(people.bram).post("/vragen/nieuw", data=of_anna, headers=JSON).status_code == 401
    assert visit().post("/vragen/nieuw", data=of_anna, headers=JSON).status_code == 401
    assert visit(people.rik).post("/vragen/nieuw", data=of_anna, headers=JSON).status_code == 403
    assert drafts(app) == 0


def test_a_draft_is_thrown_away_after_being_asked(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    address = kept(anna, people.anna, "/paginas/nieuw", title="Een begin", body=UNFINISHED, **COPY)
    assert f"/concepten/{number_of(address)}/weggooien" in anna.get("/profiel").text
    asked = anna.get(f"/concepten/{number_of(address)}/weggooien")
    assert UNFINISHED in asked.text
    gone = anna.post(f"/concepten/{number_of(address)}/weggooien")
    assert (gone.status_code, gone.location) == (303, "/profiel#concepten")
    assert anna.get(address).status_code == 404
    assert anna.post(f"/concepten/{number_of(address)}/weggooien").status_code == 404


def test_a_draft_on_an_older_version_leads_to_both_texts(visit: Visit, people: People, app: Flask) -> None:
    anna, mo, question = visit(people.anna), visit(people.mo), ask(visit(people.anna))
    form = f"/vragen/{question.split('/')[-1].partition('-')[0]}/bewerken"
    mine = QUESTION | {"body": f"{UNFINISHED}, met genoeg woorden.", "revision": "1"}
    address = kept(anna, people.anna, form, **mine)
    assert mo.post(form, data=QUESTION | {"body": SECOND, "revision": "1"}).status_code == 303
    again = anna.get(address).text
    assert (field(again, "revision"), field(again, "body")) == ("1", mine["body"])
    refused = anna.post(form, data=mine)
    assert refused.status_code == 409
    assert drafts(app) == 1
    chosen = fields(refused, "/samenvoegen") | {"choice-body-0": "mine"}
    assert anna.post(f"/bijdragen/{number(question)}/samenvoegen", data=chosen).status_code == 303
    assert UNFINISHED in anna.get(question).text
    assert drafts(app) == 0


def test_bringing_an_older_version_back_leaves_a_draft_alone(
    visit: Visit, people: People, app: Flask
) -> None:
    anna, question = visit(people.anna), ask(visit(people.anna))
    form = f"{question}/bewerken"
    assert anna.post(form, data=QUESTION | {"body": SECOND, "revision": "1"}).status_code == 303
    kept(anna, people.anna, form, **QUESTION | {"body": UNFINISHED, "revision": "2"})
    back = anna.post(f"/historie/{number(question)}/1/terugzetten", data={"revision": "2"})
    assert back.status_code == 303
    assert drafts(app) == 1


def test_a_case_that_is_improved_keeps_its_rows(visit: Visit, people: People, app: Flask) -> None:
    anna = visit(people.anna)
    form = f"{write_case(anna, **FULL)}/bewerken"
    first = anna.get(form).text
    rows = first.count('name="partners-')
    typed = {
        name: BeautifulSoup(first, "html5lib").select_one(f"[name='{name}']")["value"]
        for name in re.findall(r'<input[^>]*name="(partners-\d+-name)"', first)
    }
    address = kept(anna, people.anna, form, body=UNFINISHED, revision="1", **typed)
    page = anna.get(address).text
    assert field(page, "body") == UNFINISHED
    assert page.count('name="partners-') == rows
    assert anna.post(form, data=FULL | {"revision": "1"}).status_code == 303
    assert drafts(app) == 0


def test_others_who_are_writing_are_named_and_their_text_is_not_shown(
    visit: Visit, people: People, app: Flask, at: Clock
) -> None:
    form = (
        f"{visit(people.anna).post('/paginas/nieuw', data=PAGE | {'visibility': 'public'}).location}/bewerken"
    )
    with at("2026-06-01 12:00"):
        kept(visit(people.chris), people.chris, form, title=UNFINISHED, revision="1")
    with at("2026-06-01 12:04"):
        page = visit(people.anna).get(form, headers=ENGLISH).text
        assert re.search(r"Chris Jansen</a>\s*is editing this too, 4 minutes ago", page)
        assert UNFINISHED not in page
        assert "is editing this too" not in visit(people.chris).get(form, headers=ENGLISH).text
        assert UNFINISHED not in visit(people.anna).get("/profiel").text
    with at("2026-06-01 12:16"):
        assert "is editing this too" not in visit(people.anna).get(form, headers=ENGLISH).text
    with at("2026-06-01 12:04"), app.app_context():
        db.session.get_one(User, people.chris.id).active = False
        db.session.commit()
        assert "is editing this too" not in visit(people.anna).get(form, headers=ENGLISH).text


def test_what_somebody_may_no_longer_see_is_not_named_on_the_profile(visit: Visit, people: People) -> None:
    question = ask(visit(people.anna))
    chris = visit(people.chris)
    kept(chris, people.chris, f"{question}/antwoorden", body=UNFINISHED)
    assert QUESTION["title"] in chris.get("/profiel").text
    visit(people.anna).post(f"{question}/bewerken", data=QUESTION | {"visibility": "own", "revision": "1"})
    page = chris.get("/profiel", headers=ENGLISH).text
    assert QUESTION["title"] not in page
    assert UNFINISHED in page
    assert "You can no longer open the page" in page
    assert "concept=" not in page


def test_a_draft_that_is_left_alone_goes_after_thirty_days(
    visit: Visit, people: People, app: Flask, at: Clock
) -> None:
    with at("2026-06-01 12:00"):
        kept(visit(people.anna), people.anna, "/vragen/nieuw", title="Oud", **COPY)
    for moment, left in (("2026-07-01 11:00", 1), ("2026-07-01 13:00", 0)):
        with at(moment), app.app_context():
            worker.do_chores([forget_old_drafts])
        assert drafts(app) == left


def test_too_much_for_a_draft_is_a_clear_no_and_stays_on_the_page(visit: Visit, people: People) -> None:
    anna, much = visit(people.anna), {"draft": str(people.anna.id), "body": "x" * 400_001} | COPY
    assert anna.post("/vragen/nieuw", data=much, headers=JSON).status_code == 413
    refused = anna.post("/vragen/nieuw", data=much)
    assert refused.status_code == 422
    assert much["body"] in refused.text


def test_strange_drafts_do_no_harm(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    address = kept(anna, people.anna, "/vragen/nieuw", title="\x00", sent_as="x" * 99, theme="drop")
    assert anna.get(address).status_code == 200
    for id in ("0", "x", "99999999999999", "-1", ""):
        assert anna.get(f"/vragen/nieuw?concept={id}").status_code == 404
    assert anna.get("/concepten/99999999999/weggooien").status_code == 404
    assert visit().get(f"{ask(anna)}?concept=1").status_code == 200


def test_drafts_cost_few_queries(visit: Visit, people: People, queries: Queries) -> None:
    anna, question = visit(people.anna), ask(visit(people.bram))
    for place in range(12):
        kept(anna, people.anna, "/vragen/nieuw", title=f"Vraag {place}", sent_as=f"{place:032x}")
        kept(anna, people.anna, f"{ask(visit(people.bram))}/antwoorden", body=UNFINISHED)
    kept(anna, people.anna, f"{question}/antwoorden", body=UNFINISHED)
    for address, most in (("/profiel", 10), ("/vragen/nieuw", 6), (question, 10)):
        with queries() as statements:
            assert anna.get(address).status_code == 200
        assert len(statements) <= most, statements


@pytest.fixture
def strict(
    engine_url: str, tmp_path: Path, people_of: Callable[[Flask], People]
) -> Iterator[tuple[FlaskClient, Person]]:
    """Anna's browser on a site that wants tokens."""
    site = create_site(engine_url, tmp_path, WTF_CSRF_ENABLED=True)
    browser, anna = site.test_client(), people_of(site).anna
    sign_in(site, browser, anna)
    yield browser, anna
    close_site(site)


def test_a_draft_wants_the_token_and_does_not_keep_it(strict: tuple[FlaskClient, Person]) -> None:
    browser, anna = strict
    data = {"draft": str(anna.id), "body": UNFINISHED} | COPY
    assert browser.post("/vragen/nieuw", data=data, headers=JSON).status_code == 400
    token = {"csrf_token": field(browser.get("/vragen/nieuw").text, "csrf_token")}
    address = kept(browser, anna, "/vragen/nieuw", **data, **token)
    with browser.application.app_context():
        draft = db.session.scalars(sa.select(Draft)).one()
        assert "csrf_token" not in dict(draft.fields)
    assert field(browser.get(address).text, "csrf_token")


def test_a_lesson_being_improved_fills_every_choice(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    form = f"{share_lesson(anna)}/bewerken"
    address = kept(anna, people.anna, form, title=UNFINISHED, phase=["decision", "exit"], revision="1")
    page = BeautifulSoup(anna.get(address).text, "html5lib")
    assert [one["value"] for one in page.select("[name=phase][checked]")] == ["decision", "exit"]
