# SPDX-License-Identifier: EUPL-1.2
"""What is told of suggestions, co-authors, invitations and small changes, and of whoever asked anonymously."""

import pytest

from tests.conftest import Letters, Visit, Work
from tests.contributions.test_co_authors import name as name_co_author
from tests.contributions.test_suggestions import REASON, suggest
from tests.notifications.stories import ENGLISH, answer, choose, comment, improve, number, told
from tests.people import People
from tests.stories import QUESTION, ask

TITLE = QUESTION["title"]


def test_author_and_co_author_hear_of_a_suggestion_until_it_is_decided(
    visit: Visit, people: People, work: Work
) -> None:
    address = ask(visit(people.anna))
    assert name_co_author(visit, people.anna, address, people.bram) == 303
    suggested = suggest(visit, people.chris, address)
    work()
    for person in (people.anna, people.bram):
        page = told(visit(person))
        assert f"{people.chris.name} suggested an improvement" in page
        assert 'href="/suggesties"' in page
    assert TITLE not in told(visit(people.chris))
    assert visit(people.bram).post(f"{suggested}/overnemen").status_code == 303
    work()
    for person in (people.anna, people.bram):
        assert "suggested an improvement" not in told(visit(person))
    assert f"{people.bram.name} took over your suggestion" in told(visit(people.chris))


def test_whoever_suggested_hears_that_it_was_declined_and_is_mailed_once(
    visit: Visit, people: People, work: Work, letters: Letters
) -> None:
    address = ask(visit(people.anna))
    suggested = suggest(visit, people.chris, address)
    visit(people.anna).post(f"{suggested}/afwijzen", data={"reason": REASON})
    work()
    assert f"{people.anna.name} declined your suggestion" in told(visit(people.chris))
    assert len(letters(people.chris.email)) == 1


def test_a_suggestion_that_was_withdrawn_is_told_no_longer(visit: Visit, people: People, work: Work) -> None:
    suggested = suggest(visit, people.chris, ask(visit(people.anna)))
    work()
    assert TITLE in told(visit(people.anna))
    assert visit(people.chris).post(f"{suggested}/intrekken").status_code == 303
    assert TITLE not in told(visit(people.anna))


def test_a_small_change_is_told_to_nobody(visit: Visit, people: People, work: Work) -> None:
    address = ask(visit(people.anna))
    choose(visit(people.chris), "bijdrage", number(address))
    improve(visit(people.mo), address, 1, is_minor="y")
    work()
    for person in (people.anna, people.chris):
        assert "improved this" not in told(visit(person))


def test_whoever_is_invited_finds_it_among_the_news_and_is_mailed_once(
    visit: Visit, people: People, work: Work, letters: Letters
) -> None:
    address = ask(visit(people.anna))
    assert (
        visit(people.anna).post(f"{address}/uitnodigen", data={"who": people.chris.email}).status_code == 303
    )
    work()
    assert f"{people.anna.name} asks you to answer" in told(visit(people.chris))
    assert len(letters(people.chris.email)) == 1


@pytest.mark.parametrize("name", "chris bram rik".split())
def test_news_of_an_anonymous_question_names_nobody(
    visit: Visit, people: People, work: Work, letters: Letters, name: str
) -> None:
    person = getattr(people, name)
    address = ask(visit(people.anna), is_hidden_asker="y")
    choose(visit(person), "bijdrage", number(address))
    given = answer(visit(people.sam), address)
    for id in (number(address), given):
        comment(visit(people.anna), id)
    improve(visit(people.anna), address, 1, is_hidden_asker="y")
    visit(people.anna).post(f"/vragen/antwoorden/{given}/aannemen")
    work()
    page = told(visit(person))
    for deed in ("commented", "improved this", "accepted an answer"):
        assert f"Whoever asked {deed}" in page
    assert people.anna.name not in page
    assert all(people.anna.name not in letter.as_string() for letter in letters(person.email))


def test_whoever_watches_a_person_does_not_hear_of_what_that_person_asks_anonymously(
    visit: Visit, people: People, work: Work
) -> None:
    choose(visit(people.chris), "mens", people.anna.id)
    choose(visit(people.chris), "organisatie", people.anna.organisation_id)
    ask(visit(people.anna), is_hidden_asker="y", organisation=str(people.anna.organisation_id))
    work()
    assert TITLE not in told(visit(people.chris))


def test_a_feed_does_not_name_who_asked(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna), is_hidden_asker="y")
    for place in ("/vragen.atom", f"/tags/{QUESTION['tags'].split(',')[0]}.atom"):
        for reader in (people.nobody, people.anna, people.mo):
            feed = visit(reader).get(place, headers=ENGLISH)
            assert feed.status_code == 200
            assert address.split("/")[-1] in feed.text
            assert people.anna.name not in feed.text
            assert "Asked anonymously" in feed.text
