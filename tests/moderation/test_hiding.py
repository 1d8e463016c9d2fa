# SPDX-License-Identifier: EUPL-1.2
"""Report, hide, restore: what is hidden is gone everywhere but for its author and moderators."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.accounts.stories import text_of
from tests.conftest import Letters, Visit
from tests.people import People
from tests.stories import ANSWER, QUESTION, ask

REASON = "Er staat een offerteprijs van een leverancier in."


def number(address: str) -> str:
    return address.split("/")[-1].split("-")[0]


def decide(browser: FlaskClient, address: str, verdict: str = "hide", reason: str = REASON) -> Any:
    return browser.post(
        f"/moderatie/besluiten/{number(address)}", data={"verdict": verdict, "reason": reason}
    )


def test_a_report_waits_in_the_queue_until_somebody_decides(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    report = {"reason": "confidential", "explanation": "Prijzen van een leverancier"}
    assert visit(people.chris).post(f"/moderatie/melden/{number(address)}", data=report).status_code == 303
    assert QUESTION["title"] in visit(people.mo).get("/moderatie").text
    assert visit(people.chris).get("/moderatie").status_code == 403
    assert visit().get("/moderatie").status_code == 401
    assert decide(visit(people.mo), address, "keep").status_code == 303
    assert QUESTION["title"] not in visit(people.mo).get("/moderatie").text
    assert visit().get(address).status_code == 200


def test_reporting_twice_is_one_report(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    for explanation in ("Eerst dit", "Toen dat"):
        report = {"reason": "other", "explanation": explanation}
        assert (
            visit(people.chris).post(f"/moderatie/melden/{number(address)}", data=report).status_code == 303
        )
    page = visit(people.mo).get(f"/moderatie/besluiten/{number(address)}").text
    assert "Toen dat" in page
    assert "Eerst dit" not in page


def test_what_is_hidden_is_gone_for_others_and_its_author_reads_why(
    visit: Visit, people: People, letters: Letters
) -> None:
    address = ask(visit(people.anna))
    visit(people.chris).post(f"{address}/antwoorden", data={"body": ANSWER})
    assert decide(visit(people.mo), address).status_code == 303
    for browser in (visit(), visit(people.bram), visit(people.ada)):
        assert browser.get(address).status_code == 404
        assert browser.get(f"/historie/{number(address)}").status_code == 404
        assert QUESTION["title"] not in browser.get("/vragen").text
        assert QUESTION["title"] not in browser.get("/").text
        assert browser.get("/tags/uittreding").status_code == 404
        assert QUESTION["title"] not in browser.get(f"/mensen/{people.anna.id}/bijdragen").text
    assert QUESTION["title"] in visit(people.anna).get(f"/mensen/{people.anna.id}/bijdragen").text
    assert REASON in visit(people.anna).get(address).text
    assert REASON in text_of(letters(to=people.anna.email)[-1])


def test_hidden_answers_exactly_like_not_existing(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    decide(visit(people.mo), address)
    hidden, missing = visit().get(address), visit().get("/vragen/987654")
    assert hidden.status_code == missing.status_code
    assert hidden.text.replace(address, "") == missing.text.replace("/vragen/987654", "")
    assert dict(hidden.headers) == dict(missing.headers) | {
        "Content-Length": hidden.headers["Content-Length"]
    }


def test_a_restored_question_brings_its_answers_back(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    visit(people.chris).post(f"{address}/antwoorden", data={"body": ANSWER})
    decide(visit(people.mo), address)
    assert decide(visit(people.mo), address, "restore", "De prijs is eruit gehaald.").status_code == 303
    assert ANSWER in visit().get(address).text


def test_a_hidden_answer_stays_hidden_when_its_question_comes_back(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    placed = visit(people.chris).post(f"{address}/antwoorden", data={"body": ANSWER})
    decide(visit(people.mo), placed.location.rsplit("-", 1)[1])
    assert ANSWER not in visit().get(address).text
    decide(visit(people.mo), address)
    decide(visit(people.mo), address, "restore")
    assert ANSWER not in visit().get(address).text


def test_moderators_do_not_decide_on_their_own(visit: Visit, people: People) -> None:
    address = ask(visit(people.mo))
    assert decide(visit(people.mo), address).status_code == 403


@pytest.mark.parametrize(
    "data", [{}, {"verdict": "burn", "reason": REASON}, {"verdict": "hide", "reason": ""}]
)
def test_a_decision_needs_a_verdict_and_a_reason(visit: Visit, people: People, data: dict[str, str]) -> None:
    address = ask(visit(people.anna))
    assert visit(people.mo).post(f"/moderatie/besluiten/{number(address)}", data=data).status_code == 422
    assert visit().get(address).status_code == 200


def test_the_audit_trail_tells_what_happened_without_titles(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    decide(visit(people.mo), address)
    page = visit(people.ada).get("/moderatie/logboek", headers={"Accept-Language": "en"}).text
    assert "Hidden" in page
    assert people.mo.name in page
    assert QUESTION["title"] not in page
    assert visit(people.anna).get("/moderatie/logboek").status_code == 403
    assert visit(people.ada).get("/moderatie/logboek?soort=onzin&persoon=x").status_code == 200


def test_an_accepted_answer_that_is_hidden_leaves_no_sign_of_it(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    placed = visit(people.chris).post(f"{address}/antwoorden", data={"body": ANSWER}).location
    answer = placed.rsplit("-", 1)[1]
    visit(people.anna).post(f"/vragen/antwoorden/{answer}/aannemen")
    assert QUESTION["title"] in visit().get("/vragen?stand=opgelost").text
    decide(visit(people.mo), answer)
    assert QUESTION["title"] not in visit().get("/vragen?stand=opgelost").text
    assert QUESTION["title"] in visit().get("/vragen?stand=open").text


def test_an_answer_can_be_hidden_while_its_question_is(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    placed = visit(people.chris).post(f"{address}/antwoorden", data={"body": ANSWER}).location
    kept = visit(people.bram).post(f"{address}/antwoorden", data={"body": f"{ANSWER} Dat beviel."})
    assert kept.status_code == 303
    decide(visit(people.mo), address)
    decide(visit(people.mo), placed.rsplit("-", 1)[1])
    decide(visit(people.mo), address, "restore")
    page = visit().get(address).text
    assert "Dat beviel" in page
    assert "1 antwoord" in page
    assert QUESTION["title"] in visit().get("/vragen?stand=beantwoord").text


def test_who_answered_reads_on_but_not_what_the_question_became(
    visit: Visit, people: People, letters: Letters
) -> None:
    address = ask(visit(people.anna))
    placed = visit(people.chris).post(f"{address}/antwoorden", data={"body": ANSWER}).location
    answer = placed.rsplit("-", 1)[1]
    secret = QUESTION | {"title": "Wat vragen wij voor de verkoop?", "visibility": "own", "revision": "1"}
    assert visit(people.anna).post(f"{address}/bewerken", data=secret).status_code == 303
    chris = visit(people.chris)
    assert "verkoop" not in chris.get(f"/bijdragen/{answer}").location
    for page in (f"/historie/{answer}", f"/historie/{answer}/1", f"/moderatie/melden/{answer}"):
        assert "verkoop" not in chris.get(page).text
    for page in (f"/vragen/antwoorden/{answer}/bewerken", f"/bijdragen/{answer}/opmerkingen"):
        assert ANSWER in chris.get(f"/historie/{answer}/1").text
        assert "verkoop" not in chris.get(page).text
    assert "verkoop" not in chris.post(f"/bijdragen/{answer}/opmerkingen", data={"body": "Klopt."}).location
    decide(visit(people.mo), answer)
    letter = letters(to=people.chris.email)[-1]
    assert "verkoop" not in f"{letter['Subject']} {text_of(letter)}"
