# SPDX-License-Identifier: EUPL-1.2
"""The bin: deleted things are gone for others, come back for 30 days, and are then removed for good."""

import json
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from knowledgebase.contributions.actions.purging import purge
from knowledgebase.db import db
from tests.branch.test_agreements import write
from tests.cases.stories import write_case
from tests.conftest import Clock, Letters, Visit, Work
from tests.people import People
from tests.stories import ANSWER, QUESTION, ask, share_lesson

ENGLISH = {"Accept-Language": "en"}
REASON = "Dit staat er dubbel in."
WORD = "zwaluwnest"
PAGE = {"title": "Handboek", "body": "Zo werken wij samen, en dit is waarom dat zo is.", "language": "nl"}


def number(address: str) -> str:
    return address.split("/")[-1].split("-")[0]


def answer(browser: FlaskClient, address: str, text: str = ANSWER) -> str:
    placed = browser.post(f"{address}/antwoorden", data={"body": text})
    assert placed.status_code == 303
    return str(placed.location.rpartition("-")[2])


def delete(browser: FlaskClient, address: str, reason: str = REASON) -> Any:
    return browser.post(f"/bijdragen/{number(address)}/verwijderen", data={"reason": reason})


def take_out(browser: FlaskClient, address: str) -> Any:
    return browser.post(f"/prullenbak/{number(address)}/terughalen")


def chore(app: Flask) -> None:
    with app.app_context():
        purge()
        db.session.commit()


def test_deleting_asks_first_and_can_be_undone(visit: Visit, people: People, work: Work) -> None:
    address = ask(visit(people.anna))
    asked = visit(people.anna).get(f"/bijdragen/{number(address)}/verwijderen", headers=ENGLISH)
    assert "30 days" in asked.text
    assert visit().get(address).status_code == 200
    assert delete(visit(people.anna), address, "").location == "/prullenbak"
    work()
    for browser in (visit(), visit(people.bram), visit(people.ada)):
        assert browser.get(address).status_code == 404
        for place in ("/vragen", "/", "/zoeken?q=uittreedsom", f"/mensen/{people.anna.id}/bijdragen"):
            assert address not in browser.get(place).text
    for browser in (visit(people.anna), visit(people.mo)):
        assert "In the bin" in browser.get(address, headers=ENGLISH).text
        assert QUESTION["title"] in browser.get("/prullenbak").text
    assert QUESTION["title"] not in visit(people.anna).get(f"/mensen/{people.anna.id}/bijdragen").text
    assert take_out(visit(people.anna), address).location == address
    work()
    assert visit().get(address).status_code == 200
    assert address in visit().get("/zoeken?q=uittreedsom").text
    assert QUESTION["title"] not in visit(people.anna).get("/prullenbak").text


def test_the_bin_is_ones_own(visit: Visit, people: People) -> None:
    delete(visit(people.anna), ask(visit(people.anna)))
    assert visit().get("/prullenbak").status_code == 401
    for other in (people.bram, people.olga, people.ada, people.rik):
        assert QUESTION["title"] not in visit(other).get("/prullenbak").text


def test_others_can_neither_delete_nor_take_out(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    assert delete(visit(people.bram), address).status_code == 403
    assert delete(visit(), address).status_code == 401
    assert take_out(visit(people.anna), address).status_code == 403
    delete(visit(people.anna), address)
    assert take_out(visit(people.bram), address).status_code == 404
    assert take_out(visit(), address).status_code == 404
    assert delete(visit(people.bram), address).status_code == 404


def test_nothing_is_written_in_the_bin(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    delete(visit(people.anna), address)
    for who in (people.anna, people.mo):
        assert visit(who).post(f"{address}/antwoorden", data={"body": ANSWER}).status_code == 403
        assert visit(who).get(f"{address}/bewerken").status_code == 403
        assert (
            visit(who).post(f"/bijdragen/{number(address)}/opmerkingen", data={"body": "Hoi"}).status_code
            == 403
        )
        assert delete(visit(who), address).status_code == 403


def test_a_moderator_gives_a_reason_and_has_the_last_word(
    visit: Visit, people: People, letters: Letters
) -> None:
    address = share_lesson(visit(people.anna))
    assert delete(visit(people.mo), address, "").status_code == 422
    assert delete(visit(people.mo), address).status_code == 303
    letter = letters(to=people.anna.email)[-1]
    assert REASON in letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert REASON in visit(people.anna).get("/prullenbak").text
    assert take_out(visit(people.anna), address).status_code == 403
    assert take_out(visit(people.mo), address).status_code == 303
    assert visit().get(address).status_code == 200


def test_a_question_that_others_answered_is_not_its_askers_to_delete(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    own = answer(visit(people.anna), address)
    assert (
        "cannot be deleted"
        not in visit(people.anna).get(f"/bijdragen/{number(address)}/verwijderen", headers=ENGLISH).text
    )
    answer(visit(people.chris), address)
    refused = delete(visit(people.anna), address)
    assert refused.status_code == 409
    assert f"/moderatie/melden/{number(address)}" in refused.text
    assert visit().get(address).status_code == 200
    assert delete(visit(people.anna), own).status_code == 303
    assert delete(visit(people.mo), address).status_code == 303
    assert visit().get(address).status_code == 404


def test_answers_go_and_come_back_with_their_question(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    good, withdrawn = (
        answer(visit(people.chris), address, f"{ANSWER} {word}") for word in ("Goed.", "Fout.")
    )
    visit(people.anna).post(f"/vragen/antwoorden/{good}/aannemen")
    delete(visit(people.chris), withdrawn)
    delete(visit(people.mo), address)
    assert visit(people.bram).get(f"/historie/{good}").status_code == 404
    take_out(visit(people.mo), address)
    page = visit().get(address, headers=ENGLISH).text
    assert "Goed." in page
    assert "Fout." not in page
    assert "Accepted answer" in page
    assert QUESTION["title"] in visit().get("/vragen?stand=opgelost").text


def test_an_accepted_answer_that_is_deleted_is_no_longer_accepted(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    given = answer(visit(people.chris), address)
    visit(people.anna).post(f"/vragen/antwoorden/{given}/aannemen")
    delete(visit(people.chris), given)
    assert QUESTION["title"] not in visit().get("/vragen?stand=opgelost").text
    assert QUESTION["title"] in visit().get("/vragen?stand=open").text
    take_out(visit(people.chris), given)
    page = visit().get(address, headers=ENGLISH).text
    assert ANSWER in page
    assert "Accepted answer" not in page


def test_what_a_moderator_hid_stays_hidden_after_the_bin(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    verdict = {"verdict": "hide", "reason": "Er staat een prijs in."}
    visit(people.mo).post(f"/moderatie/besluiten/{number(address)}", data=verdict)
    delete(visit(people.anna), address)
    take_out(visit(people.anna), address)
    assert visit().get(address).status_code == 404
    assert "Er staat een prijs in." in visit(people.anna).get(address).text


def test_an_agreement_that_members_saw_stays(visit: Visit, people: People) -> None:
    draft, seen = write(visit, people.sam, state="draft"), write(visit, people.sam, number="2026-02")
    assert delete(visit(people.sam), draft).status_code == 303
    assert delete(visit(people.sam), seen).status_code == 409
    assert delete(visit(people.mo), seen).status_code == 409


def test_after_thirty_days_nothing_is_left_but_the_number(
    app: Flask, visit: Visit, people: People, work: Work, at: Clock
) -> None:
    with at("2026-06-01 12:00"):
        addresses = _everything(visit, people)
        for address in addresses:
            assert delete(visit(people.mo), address).status_code == 303
        work()
    with at("2026-07-01 11:59"):
        chore(app)
        assert WORD in visit(people.mo).get(addresses[0]).text
    with at("2026-07-01 12:01"):
        assert take_out(visit(people.mo), addresses[0]).status_code == 403
        chore(app)
        chore(app)
        work()
        for browser in (visit(), visit(people.chris), visit(people.mo)):
            for address in addresses:
                assert browser.get(address).status_code == 410, address
                assert browser.get(f"/historie/{number(address)}").status_code == 410
        assert WORD not in visit(people.mo).get("/prullenbak").text
        with app.app_context():
            assert _tables_with(WORD) == set()
        new = ask(visit(people.anna))
        assert int(number(new)) > max(int(number(address)) for address in addresses)
        for place in ("/moderatie", "/moderatie/logboek", "/vragen", f"/mensen/{people.anna.id}/bijdragen"):
            assert visit(people.mo).get(place).status_code == 200


@pytest.mark.parametrize(
    ("shown_to", "visitor", "member", "author"),
    [
        ({"visibility": "public"}, 410, 410, 410),
        ({"visibility": "members"}, 404, 410, 410),
        ({"visibility": "own"}, 404, 404, 404),
        ({"visibility": "organisations", "organisations": "DEMO-ZUID"}, 404, 404, 404),
    ],
    ids="public members own named".split(),
)
def test_who_may_know_that_something_was_here(
    app: Flask,
    visit: Visit,
    people: People,
    at: Clock,
    shown_to: dict[str, str],
    visitor: int,
    member: int,
    author: int,
) -> None:
    with at("2026-06-01 12:00"):
        address = ask(visit(people.anna), **shown_to)
        given = answer(visit(people.anna), address)
        delete(visit(people.anna), address)
    with at("2026-07-02 12:00"):
        chore(app)
        for one in (address, f"/bijdragen/{given}", f"/historie/{given}"):
            assert visit().get(one).status_code == visitor
            assert visit(people.rik).get(one).status_code == visitor
            assert visit(people.chris).get(one).status_code == member
            assert visit(people.anna).get(one).status_code == author


def test_what_was_hidden_leaves_no_sign(app: Flask, visit: Visit, people: People, at: Clock) -> None:
    with at("2026-06-01 12:00"):
        address = ask(visit(people.anna))
        verdict = {"verdict": "hide", "reason": "Er staat een prijs in."}
        visit(people.mo).post(f"/moderatie/besluiten/{number(address)}", data=verdict)
        delete(visit(people.anna), address)
    with at("2026-07-02 12:00"):
        chore(app)
        assert visit().get(address).status_code == visit(people.chris).get(address).status_code == 404


def _everything(visit: Visit, people: People) -> list[str]:
    """Make one of every kind with a remark and a report, all with the same word in every text."""
    anna, chris = visit(people.anna), visit(people.chris)
    text = {"title": f"Wat doen jullie met het {WORD}?", "body": f"Het {WORD} is een voorbeeld van iets."}
    page = anna.post("/paginas/nieuw", data=PAGE | text | {"visibility": "public", "tags": WORD})
    question = ask(anna, **text)
    case = write_case(anna, **text, stopped_why=WORD, trigger=WORD, cost_note=WORD, tags=WORD)
    lesson = share_lesson(anna, **text, condition=f"Als het {WORD} er is", therefore=f"Dan het {WORD} tellen")
    answer(chris, question, f"{ANSWER} {WORD}")
    for address in (question, case):
        remark = chris.post(f"/bijdragen/{number(address)}/opmerkingen", data={"body": WORD}).location
        reply = f"/opmerkingen/{remark.rpartition('-')[2]}/reacties"
        assert anna.post(reply, data={"body": WORD}).status_code == 303
        report = {"reason": "other", "explanation": f"Over het {WORD}."}
        assert chris.post(f"/moderatie/melden/{number(address)}", data=report).status_code == 303
    return [question, case, lesson, str(page.location)]


def _tables_with(word: str) -> set[str]:
    """Give the tables in which the word stands anywhere, tags apart: they are words of the whole site."""
    found = set()
    for name, table in db.metadata.tables.items():
        rows = db.session.execute(sa.select(table)).all()
        if word in json.dumps([list(map(str, row)) for row in rows]):
            found.add(name)
    return found - {"tag"}
