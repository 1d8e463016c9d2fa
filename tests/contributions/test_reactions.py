# SPDX-License-Identifier: EUPL-1.2
"""Reactions: it worked for us, it is outdated, it is risky."""

from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa
from flask import Flask

from knowledgebase.accounts.models import Affiliation
from knowledgebase.contributions.models.reactions import Reaction
from knowledgebase.db import db
from tests.cases.stories import write_case
from tests.conftest import Queries, Visit
from tests.contributions.stories import answered, in_english, number
from tests.people import SINCE, People
from tests.stories import ask, share_lesson

RISK = {"sort": "risky", "body": "De rechter **verwierp** deze berekening in 2025."}


def test_a_warning_is_counted_and_its_text_stands_below(visit: Visit, people: People) -> None:
    for address in (share_lesson(visit(people.anna)), write_case(visit(people.anna))):
        place = f"/bijdragen/{number(address)}/reacties"
        assert visit(people.chris).get(place).status_code == 200
        placed = visit(people.chris).post(place, data=RISK)
        assert (placed.status_code, placed.location) == (303, f"{address}#bijdrage-{number(address)}")
        page = in_english(visit(), address)
        assert "Risky: 1" in page
        assert "<strong>verwierp</strong>" in page
        assert "Demogemeente Zuid" in page


def test_an_answer_gets_reactions_and_a_question_does_not(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    id = answered(visit(people.chris), address)
    placed = visit(people.bram).post(f"/bijdragen/{id}/reacties", data={"sort": "worked"})
    assert placed.location == f"{address}#bijdrage-{id}"
    assert "Worked for us: 1" in in_english(visit(), address)
    question = f"/bijdragen/{number(address)}/reacties"
    assert visit(people.bram).post(question, data=RISK).status_code == 403


def test_a_warning_needs_a_reason_and_keeps_what_was_typed(visit: Visit, people: People) -> None:
    place = f"/bijdragen/{number(share_lesson(visit(people.anna)))}/reacties"
    chris = visit(people.chris)
    for body in ("", "Pas op!", "   \n        "):
        page = chris.post(place, data={"sort": "risky", "body": body})
        assert page.status_code == 422
        assert 'href="#body"' in page.text
    assert "Pas op!" in chris.post(place, data={"sort": "risky", "body": "Pas op!"}).text
    assert chris.post(place, data={"sort": "outdated"}).status_code == 303
    for forged in ({}, {"sort": "wrong"}, {"sort": "worked", "organisation": people.anna.organisation_id}):
        assert chris.post(place, data=forged).status_code == 422
    assert chris.post(place, data=RISK | {"body": "x" * 10_001}).status_code == 422


def test_each_sort_once_and_saying_it_again_replaces_it(app: Flask, visit: Visit, people: People) -> None:
    address = write_case(visit(people.anna))
    place = f"/bijdragen/{number(address)}/reacties"
    with ThreadPoolExecutor(4) as pool:
        browsers = [visit(people.chris) for _ in range(4)]
        placed = list(pool.map(lambda one: one.post(place, data=RISK), browsers))
    assert [one.status_code for one in placed] == [303] * 4
    visit(people.chris).post(place, data=RISK | {"body": "In hoger beroep bleef dat zo."})
    visit(people.chris).post(place, data={"sort": "worked"})
    page = in_english(visit(), address)
    assert "Risky: 1" in page
    assert "Worked for us: 1" in page
    assert "In hoger beroep bleef dat zo." in page
    assert "verwierp" not in page
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Reaction)) == 2


def test_whoever_works_for_two_organisations_speaks_for_each(
    app: Flask, visit: Visit, people: People
) -> None:
    with app.app_context():
        organisation_id = people.anna.organisation_id
        assert organisation_id
        db.session.add(Affiliation(user_id=people.chris.id, organisation_id=organisation_id, since=SINCE))
        db.session.commit()
    address = write_case(visit(people.mo))
    place = f"/bijdragen/{number(address)}/reacties"
    for person in (people.chris, people.anna):
        chosen = {"sort": "worked", "organisation": person.organisation_id}
        assert visit(people.chris).post(place, data=chosen).status_code == 303
    assert "Worked for us: 2" in in_english(visit(), address)


def test_whoever_works_nowhere_speaks_for_themselves(visit: Visit, people: People) -> None:
    address = share_lesson(visit(people.anna))
    place = f"/bijdragen/{number(address)}/reacties"
    for _ in range(2):
        assert visit(people.sam).post(place, data={"sort": "outdated"}).status_code == 303
    assert "Outdated: 1" in in_english(visit(), address)


def test_a_reaction_is_withdrawn_by_whoever_gave_it_or_removed_by_a_moderator(
    visit: Visit, people: People
) -> None:
    address = share_lesson(visit(people.anna))
    place = f"/bijdragen/{number(address)}/reacties"
    for id, person in ((1, people.chris), (1, people.mo)):
        visit(people.chris).post(place, data=RISK)
        remove = f"/reacties/{id}/verwijderen"
        assert remove in visit(person).get(address).text
        assert remove not in visit(people.bram).get(address).text
        assert visit(people.bram).post(remove).status_code == 403
        assert visit().post(remove).status_code == 401
        for _ in range(2):
            assert visit(person).post(remove).status_code == 303
        assert "Risky" not in in_english(visit(), address)
    assert visit(people.chris).post("/reacties/999/verwijderen").status_code == 404


def test_reactions_to_what_one_may_not_see_do_not_exist(visit: Visit, people: People) -> None:
    place = f"/bijdragen/{number(share_lesson(visit(people.anna), visibility='own'))}/reacties"
    assert visit(people.bram).post(place, data=RISK).status_code == 303
    assert visit(people.chris).post(place, data=RISK).status_code == 404
    assert visit(people.chris).post("/reacties/1/verwijderen").status_code == 404
    assert visit(people.anna).post(place, data=RISK).status_code == 403


def test_many_responses_cost_no_more_queries(visit: Visit, people: People, queries: Queries) -> None:
    question = ask(visit(people.anna))
    ids = [answered(visit(people.chris), question) for _ in range(5)]
    others = [visit(person) for person in (people.bram, people.olga, people.vera)]
    for browser in others:
        for id in ids:
            browser.post(f"/bijdragen/{id}/stem", data={"value": 1})
            browser.post(f"/bijdragen/{id}/reacties", data=RISK)
            browser.post(
                f"/bijdragen/{id}/toepassingen", data={"result": "worked", "applied_on": "2026-01-05"}
            )
    for browser in (visit(), visit(people.bram)):
        with queries() as statements:
            assert "verwierp" in browser.get(question).text
        assert len(statements) <= 10, statements
