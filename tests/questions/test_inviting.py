# SPDX-License-Identifier: EUPL-1.2
"""Asking somebody in particular to answer: an organisation by name, a member by mail address."""

from concurrent.futures import ThreadPoolExecutor

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.cases.stories import FULL, write_case
from tests.conftest import Letters, Queries, Visit, Work
from tests.notifications.test_mailing import USUAL
from tests.people import NORTH, SOUTH, People
from tests.search.results import ENGLISH
from tests.stories import ANSWER, QUESTION, ask


def invite(browser: FlaskClient, address: str, who: str) -> int:
    return browser.post(f"{address}/uitnodigen", data={"who": who}).status_code


def test_the_people_of_an_organisation_get_a_mail_and_everyone_reads_who_was_asked(
    visit: Visit, people: People, work: Work, letters: Letters
) -> None:
    address = ask(visit(people.chris), needed_by="2199-01-01")
    assert invite(visit(people.chris), address, NORTH) == 303
    work()
    sent = letters()
    assert [letter["To"] for letter in sent] == [
        one.email for one in (people.olga, people.anna, people.bram, people.vera)
    ]
    body = sent[0].get_body(("plain",))
    assert body is not None
    assert QUESTION["title"] in body.get_content()
    assert f"{people.chris.name} vraagt je om een antwoord" in body.get_content()
    assert "List-Unsubscribe" in sent[0]
    page = visit().get(address, headers=ENGLISH).text
    assert "Asked of:" in page
    assert NORTH in page


def test_a_member_is_asked_by_mail_address_and_is_not_named_to_others(
    visit: Visit, people: People, work: Work, letters: Letters
) -> None:
    address = ask(visit(people.anna))
    assert invite(visit(people.anna), address, people.sam.email.upper()) == 303
    work()
    assert [letter["To"] for letter in letters()] == [people.sam.email]
    assert people.sam.name not in visit(people.chris).get(address).text
    assert people.sam.name in visit(people.anna).get(f"{address}/uitnodigen").text


def test_who_cannot_be_asked_is_refused_in_the_same_words(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna), visibility="own")
    said = set()
    for who in ("niemand@nergens.test", people.sam.email, people.rik.email, people.anna.email, "@", "a@b@c"):
        page = visit(people.anna).post(f"{address}/uitnodigen", data={"who": who}, headers=ENGLISH)
        assert page.status_code == 422
        error = BeautifulSoup(page.text, "html.parser").select_one("#who-error")
        assert error is not None
        said.add(error.get_text())
    assert len(said) == 1
    assert invite(visit(people.anna), address, people.bram.email) == 303


def test_an_organisation_that_may_not_read_the_question_is_not_asked(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna), visibility="own")
    assert invite(visit(people.anna), address, SOUTH) == 422
    assert invite(visit(people.anna), address, "Onbekendegem") == 422
    assert invite(visit(people.anna), address, "") == 422
    assert invite(visit(people.anna), address, NORTH) == 303


def test_a_letter_goes_only_to_who_may_still_see_the_question(
    visit: Visit, people: People, work: Work, letters: Letters
) -> None:
    address = ask(visit(people.chris))
    assert invite(visit(people.chris), address, NORTH) == 303
    closed = QUESTION | {"visibility": "own", "revision": "1"}
    assert visit(people.chris).post(f"{address}/bewerken", data=closed).status_code == 303
    work()
    assert letters() == []


def test_asking_twice_writes_once_and_at_most_five_are_asked(
    visit: Visit, people: People, work: Work, letters: Letters
) -> None:
    address = ask(visit(people.sam))
    with ThreadPoolExecutor(3) as pool:
        browsers = [visit(people.sam) for _ in range(3)]
        done = list(pool.map(lambda one: invite(one, address, people.anna.email), browsers))
    assert done == [303] * 3
    for who in (people.bram.email, people.vera.email, "DEMO-ZUID", NORTH):
        assert invite(visit(people.sam), address, who) == 303
    assert invite(visit(people.sam), address, people.ada.email) == 422
    work()
    assert len(letters(people.anna.email)) == 1, "for herself, and not for her organisation too"


def test_who_wants_no_mail_of_invitations_gets_none_and_finds_them_on_the_site(
    visit: Visit, people: People, work: Work, letters: Letters
) -> None:
    chosen = USUAL | {"invitation": "never"}
    assert visit(people.anna).post("/meldingen/voorkeuren", data=chosen).status_code == 303
    address = ask(visit(people.chris))
    assert invite(visit(people.chris), address, NORTH) == 303
    work()
    assert people.anna.email not in {letter["To"] for letter in letters()}
    assert "asks you to answer" in visit(people.anna).get("/meldingen", headers=ENGLISH).text


def test_only_the_asker_and_moderators_ask(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    assert invite(visit(people.mo), address, SOUTH) == 303
    assert invite(visit(people.chris), address, NORTH) == 403
    assert invite(visit(), address, NORTH) == 401
    assert visit(people.chris).get(f"{address}/uitnodigen").status_code == 403
    assert visit(people.anna).get("/vragen/999/uitnodigen").status_code == 404


def test_guessing_addresses_is_stopped(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    tried = [invite(visit(people.anna), address, f"iemand{number}@nergens.test") for number in range(21)]
    assert tried == [422] * 20 + [429]


def test_organisations_with_cases_about_it_are_one_click_away(
    visit: Visit, people: People, work: Work
) -> None:
    write_case(visit(people.bram), **(FULL | {"tags": "uittreding"}))
    address = ask(visit(people.anna))
    work()
    page = BeautifulSoup(visit(people.anna).get(f"{address}/uitnodigen").text, "html.parser")
    offered = [button["value"] for button in page.select("button[name=who]")]
    assert offered == ["DEMO-ZUID"], "not her own organisation"
    assert invite(visit(people.anna), address, str(offered[0])) == 303
    again = visit(people.anna).get(f"{address}/uitnodigen").text
    assert 'value="DEMO-ZUID"' not in again


def test_cases_that_are_not_public_suggest_nobody(visit: Visit, people: People, work: Work) -> None:
    write_case(visit(people.bram), **(FULL | {"tags": "uittreding", "visibility": "members"}))
    address = ask(visit(people.anna))
    work()
    assert 'name="who" value' not in visit(people.anna).get(f"{address}/uitnodigen").text


def test_a_question_with_answers_and_invitations_stays_within_its_queries(
    visit: Visit, people: People, queries: Queries
) -> None:
    address = ask(visit(people.anna))
    visit(people.chris).post(f"{address}/antwoorden", data={"body": ANSWER})
    for who in (NORTH, SOUTH):
        invite(visit(people.anna), address, who)
    anna = visit(people.anna)
    with queries() as statements:
        assert anna.get(address).status_code == 200
    assert len(statements) <= 10, statements
