# SPDX-License-Identifier: EUPL-1.2
"""Who may read but not edit suggests; the author or a moderator decides; who suggests well is trusted."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from knowledgebase.accounts.models import User
from knowledgebase.db import db
from knowledgebase.events.models import Event, Happening
from tests.conftest import Letters, Queries, Visit
from tests.contributions.stories import ENGLISH, fields, history_of, main_of, number
from tests.people import People, Person
from tests.stories import ANSWER, LESSON, QUESTION, ask, share_lesson

BETTER = {
    "title": QUESTION["title"],
    "body": QUESTION["body"].replace("redelijke", "eerlijke"),
    "tags": QUESTION["tags"],
    "note": "Redelijk zegt te weinig.",
    "revision": "1",
}
REASON = "Dit stond er met opzet zo."


def suggest(visit: Visit, person: Person, address: str, **changes: Any) -> str:
    """Suggest the better text and give the address of the suggestion."""
    sent = visit(person).post(f"/bijdragen/{number(address)}/voorstellen", data=BETTER | changes)
    assert sent.status_code == 303, sent.text
    return str(sent.location)


def test_a_suggestion_is_accepted_and_credited(
    app: Flask, visit: Visit, people: People, letters: Letters
) -> None:
    address = ask(visit(people.anna))
    at = suggest(visit, people.rik, address)
    assert "redelijke" in visit().get(address).text
    anna = visit(people.anna)
    assert at in anna.get("/suggesties").text
    shown = anna.get(at)
    assert "<del>redelijke</del>" in shown.text
    assert "<ins>eerlijke</ins>" in shown.text
    assert anna.post(f"{at}/overnemen").status_code == 303
    assert "eerlijke" in visit().get(address).text
    assert "suggested by Rik Smit" in main_of(visit().get(history_of(address), headers=ENGLISH))
    assert at not in anna.get("/suggesties").text
    assert "Accepted" in main_of(visit(people.rik).get(at, headers=ENGLISH))
    (letter,) = letters(people.rik.email)
    assert QUESTION["title"] in letter["Subject"]
    with app.app_context():
        told = db.session.scalars(sa.select(Event).where(Event.person_id == people.rik.id)).all()
        assert [one.happening for one in told] == [Happening.SUGGESTED, Happening.SUGGESTION_ACCEPTED]


def test_a_suggestion_is_declined_with_a_reason_that_is_mailed(
    visit: Visit, people: People, letters: Letters
) -> None:
    address = ask(visit(people.anna))
    at = suggest(visit, people.chris, address)
    mo = visit(people.mo)
    refused = mo.post(f"{at}/afwijzen", data={"reason": "Nee."})
    assert refused.status_code == 422
    assert "Nee." in refused.text
    assert mo.post(f"{at}/afwijzen", data={"reason": REASON}).status_code == 303
    assert "redelijke" in visit().get(address).text
    assert REASON in visit(people.chris).get(at).text
    (letter,) = letters(people.chris.email)
    assert REASON in letter.get_body(("plain",)).get_content()
    assert at in letter.get_body(("plain",)).get_content()


def test_a_suggestion_is_accepted_with_changes(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    at = suggest(visit, people.rik, address, tags="uittreding, eerlijkheid")
    anna = visit(people.anna)
    anna.post(
        f"{address}/bewerken", data=QUESTION | {"title": "Hoe berekent u een uittreedsom?", "revision": "1"}
    )
    edit = re.search(r'href="([^"]*bewerken\?suggestie=\d+)"', anna.get(at).text)[1]
    form = fields(anna.get(edit), "/bewerken") | {"language": "nl", "theme": "", "visibility": "public"}
    assert "eerlijke" in form["body"]
    assert form["title"] == "Hoe berekent u een uittreedsom?"
    assert set(form["tags"].split(", ")) == {"uittreding", "eerlijkheid"}
    form["body"] = form["body"].replace("eerlijke", "heldere")
    assert anna.post(edit.partition("?")[0], data=form).status_code == 303
    assert "heldere" in visit().get(address, follow_redirects=True).text
    assert "suggested by Rik Smit" in main_of(visit().get(history_of(address), headers=ENGLISH))
    assert "Accepted with changes" in main_of(visit(people.rik).get(at, headers=ENGLISH))


def test_what_changed_since_is_kept(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    address = ask(anna)
    at = suggest(visit, people.rik, address)
    title = "Hoe berekent u een uittreedsom?"
    anna.post(f"{address}/bewerken", data=QUESTION | {"title": title, "revision": "1"})
    assert anna.post(f"{at}/overnemen").status_code == 303
    page = visit().get(address, follow_redirects=True).text
    assert "eerlijke" in page
    assert title in page


def test_what_overlaps_with_a_later_change_is_asked(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    address = ask(anna)
    at = suggest(visit, people.rik, address)
    anna.post(f"{address}/bewerken", data=QUESTION | {"body": f"{QUESTION['body']} Snel.", "revision": "1"})
    asked = anna.post(f"{at}/overnemen")
    assert asked.status_code == 409
    answer = {"choice-body-0": "other", "text-body-0": f"{QUESTION['body']} Eerlijk en snel."}
    form = fields(asked, "samenvoegen") | answer
    assert anna.post(f"/bijdragen/{number(address)}/samenvoegen", data=form).status_code == 303
    assert "Eerlijk en snel" in visit().get(address).text
    assert "Accepted" in main_of(visit(people.rik).get(at, headers=ENGLISH))


def test_one_waits_at_a_time_and_what_another_typed_is_kept(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    at = suggest(visit, people.rik, address)
    place = f"/bijdragen/{number(address)}/voorstellen"
    chris = visit(people.chris)
    assert "waits for the author or a moderator" in main_of(chris.get(place, headers=ENGLISH))
    assert "Rik" not in chris.get(place).text
    refused = chris.post(place, data=BETTER | {"note": "Dit leest beter, denk ik."})
    assert refused.status_code == 409
    assert "Dit leest beter, denk ik." in refused.text
    assert visit(people.rik).post(f"{at}/intrekken").status_code == 303
    assert chris.post(place, data=BETTER).status_code == 303


def test_sent_twice_at_once_one_waits(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    browsers = [visit(people.rik) for _ in range(4)]
    with ThreadPoolExecutor() as pool:
        sent = list(
            pool.map(lambda one: one.post(f"/bijdragen/{number(address)}/voorstellen", data=BETTER), browsers)
        )
    assert sorted(one.status_code for one in sent) == [303, 409, 409, 409]


def test_nobody_decides_on_their_own_suggestion_or_reads_that_of_others(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    at = suggest(visit, people.rik, address)
    for deed in ("overnemen", "afwijzen"):
        assert visit(people.rik).post(f"{at}/{deed}", data={"reason": REASON}).status_code == 403
        assert visit(people.chris).post(f"{at}/{deed}", data={"reason": REASON}).status_code == 404
        assert visit().post(f"{at}/{deed}").status_code == 401
    assert visit(people.chris).get(at).status_code == 404
    assert visit().get(at).status_code == 401
    assert visit(people.anna).post(f"{at}/intrekken").status_code == 403
    assert visit(people.anna).get("/suggesties/999").status_code == 404
    assert at not in visit(people.rik).get("/suggesties").text.partition("<h2")[0]


def test_a_moderator_does_not_decide_on_an_own_suggestion(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    sent = visit(people.mo).post(f"/bijdragen/{number(address)}/voorstellen", data=BETTER)
    assert visit(people.mo).post(f"{sent.location}/overnemen").status_code == 403
    assert visit(people.anna).post(f"{sent.location}/overnemen").status_code == 303


def test_what_is_hidden_meanwhile_takes_its_suggestions_along(
    visit: Visit, people: People, letters: Letters
) -> None:
    address = ask(visit(people.anna))
    at = suggest(visit, people.rik, address)
    verdict = {"verdict": "hide", "reason": "Dit staat er dubbel."}
    visit(people.mo).post(f"/moderatie/besluiten/{number(address)}", data=verdict)
    assert visit(people.rik).get(at).status_code == 404
    assert QUESTION["title"] not in visit(people.rik).get("/suggesties").text
    visit(people.mo).post(f"{at}/afwijzen", data={"reason": REASON})
    (letter,) = letters(people.rik.email)
    assert QUESTION["title"] not in str(letter)


def test_nobody_decides_about_what_is_in_the_bin(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    place = suggest(visit, people.rik, address)
    anna = visit(people.anna)
    deleted = anna.post(f"/bijdragen/{number(address)}/verwijderen", data={"reason": "Staat er dubbel in."})
    assert deleted.status_code == 303
    assert place not in anna.get("/suggesties").text
    assert "/overnemen" not in anna.get(place).text
    assert anna.post(f"{place}/overnemen").status_code == 403
    assert anna.post(f"{place}/afwijzen", data={"reason": "Ik heb het weggegooid."}).status_code == 403


def test_deciding_twice_changes_nothing(visit: Visit, people: People, letters: Letters) -> None:
    at = suggest(visit, people.rik, ask(visit(people.anna)))
    for _click in range(2):
        assert visit(people.anna).post(f"{at}/overnemen").status_code == 303
    assert visit(people.anna).post(f"{at}/afwijzen", data={"reason": REASON}).status_code == 303
    assert len(letters(people.rik.email)) == 1


def test_an_answer_and_a_lesson_can_be_improved_too(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    given = visit(people.anna).post(f"{address}/antwoorden", data={"body": ANSWER}).location
    id = given.rsplit("-", 1)[1]
    place = f"/bijdragen/{id}/voorstellen"
    assert 'name="title"' not in visit(people.rik).get(place).text.split("<main")[1]
    change = {"body": ANSWER.replace("vijf", "zes"), "note": "Het waren er zes.", "revision": "1"}
    at = visit(people.rik).post(place, data=change).location
    assert visit(people.anna).post(f"{at}/overnemen").status_code == 303
    assert "zes jaar" in visit().get(address).text
    lesson = share_lesson(visit(people.anna))
    at = suggest(visit, people.rik, lesson, title=LESSON["title"] + " ooit", body=LESSON["body"], tags="")
    assert visit(people.anna).post(f"{at}/overnemen").status_code == 303


@pytest.mark.parametrize(
    "wrong",
    [
        {"note": ""},
        {"note": "kort"},
        {"title": "kort"},
        {"body": ""},
        {"tags": ", ".join("abcdefghi")},
        {"body": QUESTION["body"]},
    ],
    ids=lambda wrong: str(wrong)[:20],
)
def test_what_is_wrong_is_said(visit: Visit, people: People, wrong: dict[str, str]) -> None:
    address = ask(visit(people.anna))
    page = visit(people.rik).post(f"/bijdragen/{number(address)}/voorstellen", data=BETTER | wrong)
    assert page.status_code == 422
    assert 'role="alert"' in page.text


def test_whoever_suggests_well_may_edit_what_is_public(app: Flask, visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    edit = f"{ask(anna)}/bewerken"
    for round in range(5):
        assert visit(people.chris).get(edit).status_code == 403, round
        anna.post(f"{suggest(visit, people.chris, ask(anna))}/overnemen")
    assert visit(people.chris).get(edit).status_code == 200
    place = f"/bijdragen/{number(edit.removesuffix('/bewerken'))}/voorstellen"
    assert visit(people.chris).get(place).location.endswith("/bewerken")
    closed = ask(anna, visibility="members")
    assert visit(people.chris).get(f"{closed}/bewerken").status_code == 403
    at = suggest(visit, people.chris, closed)
    anna.post(f"{at}/afwijzen", data={"reason": REASON})
    assert visit(people.chris).get(edit).status_code == 403
    with app.app_context():
        chris = db.session.get(User, people.chris.id)
        assert (chris.suggestions_taken, chris.suggestions_judged) == (5, 6)


def test_a_reader_is_not_trusted_however_good_the_suggestions(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    for _ in range(5):
        address = ask(anna)
        anna.post(f"{suggest(visit, people.rik, address)}/overnemen")
    assert visit(people.rik).get(f"{address}/bewerken").status_code == 403


def test_the_list_costs_few_queries(visit: Visit, people: People, queries: Queries) -> None:
    anna = visit(people.anna)
    for _ in range(12):
        suggest(visit, people.rik, ask(anna))
    for person in (people.anna, people.rik):
        browser = visit(person)
        with queries() as statements:
            assert browser.get("/suggesties").status_code == 200
        assert len(statements) <= 8, statements
