# SPDX-License-Identifier: EUPL-1.2
"""Co-authors keep a contribution together with its author."""

from concurrent.futures import ThreadPoolExecutor

from tests.conftest import Clock, Queries, Visit, Work
from tests.contributions.stories import ENGLISH, history_of, main_of, number
from tests.notifications.stories import told
from tests.people import People, Person
from tests.stories import ANSWER, QUESTION, ask

CHANGED = QUESTION | {"title": "Hoe berekenen jullie samen een uittreedsom?", "revision": "1"}


def name(visit: Visit, by: Person, address: str, person: Person) -> int:
    """Name a co-author and give the status of the answer."""
    named = visit(by).post(f"/bijdragen/{number(address)}/auteurs", data={"email": person.email.upper()})
    return int(named.status_code)


def test_a_co_author_edits_and_is_named_on_the_page(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    assert visit(people.chris).get(f"{address}/bewerken").status_code == 403
    assert people.chris.name not in visit().get(address).text
    assert name(visit, people.anna, address, people.chris) == 303
    assert people.chris.name in main_of(visit().get(address))
    assert visit(people.chris).post(f"{address}/bewerken", data=CHANGED).status_code == 303
    assert people.chris.name in visit().get(history_of(address)).text
    anna = visit(people.anna)
    gone = anna.post(f"/bijdragen/{number(address)}/auteurs/{people.chris.id}/verwijderen")
    assert gone.status_code == 303
    assert visit(people.chris).get(f"{address}/bewerken", follow_redirects=True).status_code == 403
    assert people.chris.name not in main_of(visit().get(address, follow_redirects=True))


def test_whoever_is_named_is_told_and_can_take_the_own_name_away(
    visit: Visit, people: People, work: Work
) -> None:
    address = ask(visit(people.anna))
    place = f"/bijdragen/{number(address)}/auteurs"
    assert name(visit, people.anna, address, people.chris) == 303
    assert name(visit, people.anna, address, people.bram) == 303
    work()
    chris = visit(people.chris)
    assert f"{people.anna.name} named you as co-author" in told(chris)
    page = chris.get(place, headers=ENGLISH).text
    assert f"Remove {people.chris.name}" in page
    assert f"Remove {people.bram.name}" not in page
    assert "Name a co-author" not in page
    assert chris.post(f"{place}/{people.bram.id}/verwijderen").status_code == 403
    assert chris.post(place, data={"email": people.olga.email}).status_code == 403
    gone = chris.post(f"{place}/{people.chris.id}/verwijderen")
    assert (gone.status_code, gone.location) == (303, address)
    assert people.chris.name not in main_of(visit().get(address))
    assert chris.get(place).status_code == 403


def test_a_co_author_decides_on_suggestions(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    name(visit, people.anna, address, people.chris)
    change = {
        "body": QUESTION["body"] + " Graag met bron.",
        "title": QUESTION["title"],
        "tags": QUESTION["tags"],
    }
    sent = visit(people.rik).post(
        f"/bijdragen/{number(address)}/voorstellen",
        data=change | {"note": "Dan kunnen wij het nalezen.", "revision": "1"},
    )
    assert sent.location in visit(people.chris).get("/suggesties").text
    assert sent.location not in visit(people.bram).get("/suggesties").text
    assert visit(people.chris).post(f"{sent.location}/overnemen").status_code == 303
    assert "Graag met bron" in visit().get(address).text


def test_whoever_may_not_read_it_cannot_be_named_and_nobody_learns_who_has_an_account(
    visit: Visit, people: People, at: Clock
) -> None:
    address = ask(visit(people.anna), visibility="own")
    place = f"/bijdragen/{number(address)}/auteurs"
    answers = set()
    with at("2027-06-01 12:00"):
        anna = visit(people.anna)
        for email in (people.chris.email, people.rik.email, "niemand@demogemeente-noord.test"):
            refused = anna.post(place, data={"email": email})
            assert refused.status_code == 422
            answers.add(refused.text.replace(email, ""))
    assert len(answers) == 1
    anna = visit(people.anna)
    assert anna.post(place, data={"email": "geen adres"}).status_code == 422
    assert name(visit, people.anna, address, people.bram) == 303
    assert visit(people.bram).get(f"{address}/bewerken").status_code == 200
    assert visit(people.chris).get(address).status_code == 404


def test_only_the_author_and_moderators_name_co_authors(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    for person, status in ((people.nobody, 401), (people.rik, 403), (people.bram, 403)):
        assert name(visit, person, address, people.chris) == status
        removing = f"/bijdragen/{number(address)}/auteurs/{people.chris.id}/verwijderen"
        assert visit(person).post(removing).status_code == status
    assert name(visit, people.mo, address, people.chris) == 303
    removing = f"/bijdragen/{number(address)}/auteurs/999999/verwijderen"
    assert visit(people.anna).post(removing).status_code == 303


def test_naming_somebody_many_times_at_once_names_them_once(visit: Visit, people: People) -> None:
    addresses = [ask(visit(people.anna)) for _ in range(2)] * 3
    with ThreadPoolExecutor() as pool:
        named = pool.map(lambda at: name(visit, people.anna, at, people.chris), addresses)
        assert set(named) == {303}
    for address in addresses:
        assert visit(people.chris).get(f"{address}/bewerken").status_code == 200
        assert main_of(visit().get(address)).count(people.chris.name) == 1


def test_co_authors_of_answers_cost_one_query_however_many_answers(
    visit: Visit, people: People, queries: Queries
) -> None:
    address = ask(visit(people.anna))
    for _ in range(12):
        given = visit(people.bram).post(f"{address}/antwoorden", data={"body": ANSWER}).location
        id = given.rsplit("-", 1)[1]
        named = visit(people.bram).post(f"/bijdragen/{id}/auteurs", data={"email": people.chris.email})
        assert named.status_code == 303
    for browser in (visit(), visit(people.chris)):
        with queries() as statements:
            assert browser.get(address).status_code == 200
        assert len(statements) <= 10, statements


def test_who_becomes_the_author_is_co_author_no_longer(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    assert name(visit, people.anna, address, people.bram) == 303
    anna = visit(people.anna)
    handed = anna.post(f"/bijdragen/{number(address)}/overdragen", data={"person": people.bram.email})
    assert handed.status_code == 303
    page = visit(people.bram).get(f"/bijdragen/{number(address)}/auteurs")
    assert page.status_code == 200
    assert "/verwijderen" not in page.text
    assert main_of(visit().get(address)).count(people.bram.name) == 1


def test_visitors_find_the_page_of_a_co_author_of_something_public(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    page = f"/mensen/{people.chris.id}"
    assert visit().get(page, follow_redirects=True).status_code == 404
    assert name(visit, people.anna, address, people.chris) == 303
    assert visit().get(page, follow_redirects=True).status_code == 200
