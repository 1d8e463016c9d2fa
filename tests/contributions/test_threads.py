# SPDX-License-Identifier: EUPL-1.2
"""Comments form threads: reply, change, done, closed for a while; and what is found of them."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from knowledgebase.contributions.actions.locking import end_locks
from knowledgebase.db import db
from tests.branch.test_agreements import AGREEMENT
from tests.cases.stories import share_quickly
from tests.conftest import Clock, Queries, Visit, Work
from tests.people import People
from tests.stories import ANSWER, ask, share_lesson

ENGLISH = {"Accept-Language": "en"}
PAGE = {"title": "Handboek", "body": "Zo werken wij samen, en dit is waarom dat zo is.", "language": "nl"}


def number(address: str) -> str:
    return address.split("/")[-1].split("-")[0]


def say(browser: FlaskClient, address: str, words: str = "Zie ook onze casus.", **more: str) -> str:
    """Place a comment and give its number."""
    placed = browser.post(f"/bijdragen/{number(address)}/opmerkingen", data={"body": words} | more)
    assert placed.status_code == 303, placed.text
    return str(placed.location.rpartition("opmerking-")[2])


def reply(browser: FlaskClient, remark: str, words: str = "Dank, dat helpt.") -> str:
    """Reply to a comment and give the number of the reply."""
    placed = browser.post(f"/opmerkingen/{remark}/reacties", data={"body": words})
    assert placed.status_code == 303, placed.text
    return str(placed.location.rpartition("opmerking-")[2])


def read(browser: FlaskClient, address: str) -> str:
    answer = browser.get(address, headers=ENGLISH)
    assert answer.status_code == 200
    return answer.text


def placed(browser: FlaskClient, form: str, data: dict[str, Any]) -> str:
    return str(browser.post(form, data=data).location)


def test_every_kind_has_threads(visit: Visit, people: People) -> None:
    anna, sam = visit(people.anna), visit(people.sam)
    page = placed(anna, "/paginas/nieuw", PAGE | {"visibility": "public"})
    agreement = placed(sam, "/afspraken/nieuw", AGREEMENT)
    question = ask(anna)
    answer = visit(people.bram).post(f"{question}/antwoorden", data={"body": ANSWER}).location
    for address in (question, share_quickly(anna), share_lesson(anna), page, agreement):
        reply(visit(people.chris), say(visit(people.bram), address, "Eerst dit."), "En dan dat.")
        text = read(visit(), address)
        assert text.index("Eerst dit.") < text.index("En dan dat.")
    say(visit(people.chris), answer.rpartition("-")[2], "Onder het antwoord.")
    assert "Onder het antwoord." in read(visit(), question)


def test_a_reply_to_a_reply_joins_the_same_thread(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    first = say(visit(people.chris), address, "Begin")
    say(visit(people.chris), address, "Iets anders")
    deeper = reply(visit(people.bram), reply(visit(people.anna), first, "Midden"), "Einde")
    text = read(visit(), address)
    assert text.index("Begin") < text.index("Midden") < text.index("Einde") < text.index("Iets anders")
    assert text.count('class="kb-replies"') == 1
    assert visit(people.rik).post(f"/opmerkingen/{deeper}/reacties", data={"body": "Hoi"}).status_code == 403
    assert visit().post(f"/opmerkingen/{deeper}/reacties", data={"body": "Hoi"}).status_code == 401
    empty = visit(people.bram).post(f"/opmerkingen/{first}/reacties", data={"body": ""})
    assert empty.status_code == 422
    assert "Begin" in empty.text
    assert visit(people.bram).get(f"/opmerkingen/{first}/reacties").status_code == 200
    assert visit(people.bram).post("/opmerkingen/999999/reacties", data={"body": "Hoi"}).status_code == 404


def test_a_comment_can_be_changed_for_a_quarter_of_an_hour(visit: Visit, people: People, at: Clock) -> None:
    with at("2026-06-01 12:00"):
        address = ask(visit(people.anna))
        remark = say(visit(people.chris), address, "Dat kost tien euro.")
        assert "edited" not in read(visit(), address)
    change = f"/opmerkingen/{remark}/bewerken"
    with at("2026-06-01 12:15"):
        assert "tien euro" in visit(people.chris).get(change).text
        for other in (people.mo, people.anna):
            assert visit(other).post(change, data={"body": "Dat kost niets."}).status_code == 403
        assert visit(people.chris).post(change, data={"body": ""}).status_code == 422
        assert visit(people.chris).post(change, data={"body": "Dat kost twintig euro."}).status_code == 303
        assert "twintig euro" in read(visit(), address)
        assert "edited" in read(visit(), address)
    with at("2026-06-01 12:16"):
        assert change not in visit(people.chris).get(address).text
        late = visit(people.chris).post(change, data={"body": "Toch maar niets."})
        assert late.status_code == 409
        assert "Toch maar niets." in late.text
        assert f'action="/opmerkingen/{remark}/reacties"' in late.text
        assert visit(people.chris).get(change).location == f"/opmerkingen/{remark}/reacties"
        assert "twintig euro" in read(visit(), address)


def test_what_is_done_is_folded_and_a_reply_opens_it_again(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    first = say(visit(people.chris), address)
    second = reply(visit(people.bram), first)
    assert visit(people.bram).post(f"/opmerkingen/{second}/afronden").status_code == 403
    assert visit().post(f"/opmerkingen/{second}/afronden").status_code == 401
    for who in (people.anna, people.chris, people.mo):
        assert visit(who).post(f"/opmerkingen/{second}/afronden").status_code == 303
        assert "Done: 2 comments" in read(visit(), address)
        assert visit(who).post(f"/opmerkingen/{first}/heropenen").status_code == 303
        assert "Done: 2 comments" not in read(visit(), address)
    visit(people.anna).post(f"/opmerkingen/{first}/afronden")
    reply(visit(people.bram), first, "Toch nog iets.")
    assert "<summary>Done" not in read(visit(), address)


def test_a_removed_comment_leaves_a_gap_where_others_replied(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    first = say(visit(people.chris), address, "Dit had ik niet moeten zeggen.")
    second = reply(visit(people.bram), first, "Daar ben ik het mee eens.")
    asked = visit(people.chris).get(f"/opmerkingen/{first}/verwijderen")
    assert "niet moeten zeggen" in asked.text
    assert "niet moeten zeggen" in read(visit(), address)
    assert visit(people.chris).post(f"/opmerkingen/{first}/verwijderen").status_code == 303
    text = read(visit(), address)
    assert "niet moeten zeggen" not in text
    assert "This comment was removed." in text
    assert "mee eens" in text
    assert visit().get(f"/opmerkingen/{first}").status_code == 302
    assert visit(people.bram).post(f"/opmerkingen/{first}/reacties", data={"body": "Hm."}).status_code == 404
    visit(people.bram).post(f"/opmerkingen/{second}/verwijderen")
    assert "This comment was removed." not in read(visit(), address)
    for gone in (first, second):
        assert visit().get(f"/opmerkingen/{gone}").status_code == 404


def test_the_lasting_address_of_a_comment_is_for_who_may_read_it(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna), visibility="own")
    remark = say(visit(people.bram), address)
    led = visit(people.olga).get(f"/opmerkingen/{remark}")
    assert (led.status_code, led.location) == (302, f"{address}#opmerking-{remark}")
    for stranger in (visit(), visit(people.chris), visit(people.rik)):
        for act in ("", "/reacties", "/bewerken", "/verwijderen"):
            assert stranger.get(f"/opmerkingen/{remark}{act}").status_code == 404
        for act in ("reacties", "bewerken", "verwijderen", "afronden", "heropenen"):
            assert stranger.post(f"/opmerkingen/{remark}/{act}", data={"body": "Hoi"}).status_code == 404
        assert stranger.get(f"/bijdragen/{number(address)}/alle-opmerkingen").status_code == 404


def test_sending_a_comment_twice_places_it_once(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    numbers = {say(visit(people.chris), address, "Eén keer.", sent_as="ab" * 16) for _ in range(3)}
    assert len(numbers) == 1
    assert read(visit(), address).count("Eén keer.") == 1
    say(visit(people.chris), address, "En nog iets anders.", sent_as="ab" * 16)
    assert read(visit(), address).count("En nog iets anders.") == 1


def test_a_moderator_closes_a_page_to_comments_for_a_while(
    app: Flask, visit: Visit, people: People, at: Clock
) -> None:
    with at("2026-06-01 12:00"):
        address = ask(visit(people.anna))
        remark = say(visit(people.chris), address)
        close = f"/bijdragen/{number(address)}/opmerkingen/sluiten"
        assert 'value="7"' in visit(people.mo).get(close).text
        assert visit(people.anna).get(close).status_code == 403
        assert visit().post(close).status_code == 401
        for wrong in ({"days": "0"}, {"days": "31"}, {"days": "veel"}, {"reason": ""}):
            typed = {"days": "7", "reason": "Eerst even afkoelen."} | wrong
            assert visit(people.mo).post(close, data=typed).status_code == 422
        typed = {"days": "7", "reason": "Eerst even afkoelen."}
        assert visit(people.mo).post(close, data=typed).status_code == 303
        text = read(visit(), address)
        assert "Closed to comments until 8 June 2026" in text
        assert "Eerst even afkoelen." in text
        for act in (f"/bijdragen/{number(address)}/opmerkingen", f"/opmerkingen/{remark}/reacties"):
            assert visit(people.chris).post(act, data={"body": "Maar toch"}).status_code == 403
        change = visit(people.chris).post(f"/opmerkingen/{remark}/bewerken", data={"body": "Maar toch"})
        assert change.status_code == 403
        say(visit(people.mo), address, "Zo is het genoeg.")
        _chore(app)
        assert "Closed to comments" in read(visit(), address)
    with at("2026-06-08 12:01"):
        say(visit(people.chris), address, "Weer kalm.")
        _chore(app)
        assert "Closed to comments" not in read(visit(), address)


def test_a_moderator_opens_it_again(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    place = f"/bijdragen/{number(address)}/opmerkingen"
    visit(people.mo).post(f"{place}/sluiten", data={"days": "30", "reason": "Even rust."})
    assert visit(people.chris).post(f"{place}/openen").status_code == 403
    assert visit(people.mo).post(f"{place}/openen").status_code == 303
    say(visit(people.chris), address, "Daar ben ik weer.")


def test_three_hundred_comments_cost_no_more_queries_and_the_oldest_are_on_a_page_of_their_own(
    visit: Visit, people: People, queries: Queries
) -> None:
    address = share_quickly(visit(people.anna))
    chris = visit(people.chris)
    numbers = [say(chris, address, f"Opmerking {one:03}") for one in range(60)]
    for remark in numbers[-6:]:
        for one in range(40):
            reply(chris, remark, f"Reactie {one}")
    for browser in (visit(), visit(people.mo)):
        with queries() as statements:
            text = browser.get(address).text
        assert len(statements) <= 10, statements
        assert "Opmerking 009" not in text
        assert "Opmerking 010" in text
        assert "Opmerking 059" in text
        assert "Reactie 39" in text
    everything = f"/bijdragen/{number(address)}/alle-opmerkingen"
    assert everything in text
    with queries() as statements:
        assert "Opmerking 059" in visit().get(everything).text
    assert len(statements) <= 8, statements
    led = visit().get(f"/opmerkingen/{numbers[3]}").location
    assert led.startswith(everything)
    assert "Opmerking 003" in visit().get(led).text


def test_comments_under_fifty_answers_cost_no_more_queries(
    visit: Visit, people: People, queries: Queries
) -> None:
    address = ask(visit(people.anna))
    chris = visit(people.chris)
    for _ in range(50):
        answer = chris.post(f"{address}/antwoorden", data={"body": ANSWER}).location.rpartition("-")[2]
        reply(chris, say(chris, answer))
    for browser in (visit(), visit(people.bram), visit(people.mo)):
        with queries() as statements:
            assert browser.get(address).text.count("Dank, dat helpt.") == 50
        assert len(statements) <= 10, statements


@pytest.mark.parametrize("act", ["change", "remove"])
def test_search_knows_a_comment_as_it_is_now(visit: Visit, people: People, work: Work, act: str) -> None:
    address = ask(visit(people.anna))
    remark = say(visit(people.chris), address, "Vraag het de zwaluwnestcommissie.")
    reply(visit(people.bram), remark, "Of de kraaiennestwerkgroep.")
    work()
    assert address in visit().get("/zoeken?q=zwaluwnestcommissie").text
    assert address in visit().get("/zoeken?q=kraaiennestwerkgroep").text
    if act == "change":
        visit(people.chris).post(f"/opmerkingen/{remark}/bewerken", data={"body": "Vraag de griffie."})
    else:
        visit(people.chris).post(f"/opmerkingen/{remark}/verwijderen")
    work()
    assert address not in visit().get("/zoeken?q=zwaluwnestcommissie").text
    assert address in visit().get("/zoeken?q=kraaiennestwerkgroep").text


def _chore(app: Flask) -> None:
    with app.app_context():
        end_locks()
        db.session.commit()
