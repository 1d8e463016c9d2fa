# SPDX-License-Identifier: EUPL-1.2
"""Others improve what was asked anonymously, at the same time too: no peer learns who asked."""

import pytest

from tests.conftest import Letters, Visit, Work
from tests.contributions.stories import ENGLISH, answered, history_of, main_of, number
from tests.contributions.test_co_authors import name as name_co_author
from tests.contributions.test_drafts import kept
from tests.contributions.test_suggestions import BETTER, suggest
from tests.people import People, Person
from tests.stories import ANSWER, QUESTION, ask

ASKED = QUESTION | {"is_hidden_asker": "y", "needed_by": "2030-06-01"}


@pytest.fixture
def address(visit: Visit, people: People) -> str:
    """A question that Anna asks anonymously."""
    return ask(visit(people.anna), is_hidden_asker="y", needed_by="2030-06-01")


def change(visit: Visit, person: Person, address: str, revision: int, **changes: str) -> str:
    """Save the form of the question, opened on a version; give what the next page says."""
    browser = visit(person)
    saved = browser.post(
        f"{address}/bewerken", data=ASKED | changes | {"revision": str(revision)}, headers=ENGLISH
    )
    assert saved.status_code == 303, saved.text
    return browser.get(saved.location, headers=ENGLISH).text


def test_a_suggestion_of_the_asker_for_an_answer_names_nobody(
    visit: Visit, people: People, address: str, letters: Letters, work: Work
) -> None:
    id = answered(visit(people.chris), address)
    words = {"body": ANSWER + " Met bron.", "note": "Dan is het na te lezen."}
    sent = visit(people.anna).post(f"/bijdragen/{id}/voorstellen", data=words | {"revision": "1"})
    chris = visit(people.chris)
    for page in ("/suggesties", sent.location):
        shown = main_of(chris.get(page, headers=ENGLISH))
        assert people.anna.name not in shown
        assert "Whoever asked" in shown
    assert chris.post(f"{sent.location}/overnemen").status_code == 303
    for page in (f"/historie/{id}", f"/historie/{id}/2"):
        shown = main_of(visit(people.bram).get(page, headers=ENGLISH))
        assert "suggested by Whoever asked" in shown
        assert people.anna.name not in shown
    work()
    assert all(people.anna.name not in one.as_string() for one in letters(people.chris.email))


def test_suggestions_for_the_question_name_nobody_else(
    visit: Visit, people: People, address: str, letters: Letters
) -> None:
    at = suggest(visit, people.rik, address)
    waiting = f"/bijdragen/{number(address)}/voorstellen"
    for person, page in ((people.rik, at), (people.rik, waiting), (people.bram, waiting)):
        assert people.anna.name not in main_of(visit(person).get(page))
    visit(people.anna).post(f"{at}/afwijzen", data={"reason": "Dit stond er met opzet zo."})
    shown = main_of(visit(people.rik).get(at, headers=ENGLISH))
    assert "Whoever asked" in shown
    assert people.anna.name not in shown
    (letter,) = letters(people.rik.email)
    assert people.anna.name not in letter.as_string()


def test_a_co_author_does_not_learn_who_asked_from_what_happens_at_the_same_time(
    visit: Visit, people: People, address: str
) -> None:
    assert name_co_author(visit, people.anna, address, people.chris) == 303
    kept(visit(people.anna), people.anna, f"{address}/bewerken", **ASKED, revision="1")
    for person, knows in ((people.chris, False), (people.mo, True)):
        shown = visit(person).get(f"{address}/bewerken").text
        assert (people.anna.name in shown) == knows
    change(visit, people.anna, address, 1, title="Hoe berekenen wij een uittreedsom?")
    said = change(visit, people.chris, address, 1, body=BETTER["body"])
    assert "merged with version 2 by Whoever asked" in said
    assert people.anna.name not in said
    assert people.anna.name not in main_of(visit(people.chris).get(history_of(address)))


def test_hiding_a_name_holds_at_once_though_the_texts_overlap(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    id = answered(visit(people.anna), address)
    change(visit, people.mo, address, 1, title="Hoe berekenen jullie de uittreedsom van een lid?")
    mine = ASKED | {"title": "Wat kost het om uit te treden, en wie weet dat?", "revision": "1"}
    asked = visit(people.anna).post(f"{address}/bewerken", data=mine)
    assert asked.status_code == 409
    page = visit(people.chris).get(address, follow_redirects=True).text
    assert people.anna.name not in page
    assert people.anna.name not in visit(people.chris).get(f"/historie/{id}/1").text


def test_the_day_is_merged_compared_and_brought_back(visit: Visit, people: People, address: str) -> None:
    change(visit, people.anna, address, 1, needed_by="2030-07-01")
    change(visit, people.mo, address, 1, body=BETTER["body"])
    anna = visit(people.anna)
    assert 'value="2030-07-01"' in anna.get(f"{address}/bewerken").text
    differences = main_of(anna.get(f"/historie/{number(address)}/2", headers=ENGLISH))
    assert "Needed by" in differences
    back = f"/historie/{number(address)}/1/terugzetten"
    assert anna.post(back, data={"revision": "3", "note": "Toch eerder."}).status_code == 303
    assert 'value="2030-06-01"' in anna.get(f"{address}/bewerken").text
    assert people.anna.name not in visit().get(address).text
