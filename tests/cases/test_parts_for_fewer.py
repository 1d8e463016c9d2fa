# SPDX-License-Identifier: EUPL-1.2
"""Parts of a case that are for members or partners only: on no road does anybody else come to read them."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from knowledgebase.accounts.models import User
from knowledgebase.cases.models import Case
from knowledgebase.cases.queries import part_seen_of_cases
from knowledgebase.cases.vocabulary import CostItem, Group
from knowledgebase.contributions.vocabulary import Motive
from knowledgebase.db import db
from knowledgebase.exchange.importing.case_facts import facts_of
from knowledgebase.exchange.lines import CaseLine
from knowledgebase.policy import PartReaders
from tests.cases.stories import FULL, placed, write_case
from tests.cases.telling import facts, licences, tell
from tests.conftest import Queries, Visit
from tests.contributions.test_co_authors import name as name_co_author
from tests.contributions.uploads import add, address_in
from tests.people import NOBODY, People, Person
from tests.rules.stories import viewer_of
from tests.stories import ask

Work = Callable[[], None]
ENGLISH = {"Accept-Language": "en"}
SECRETS = {
    "motive": {
        "trigger": "Aanleidinggeheim",
        "motives-cost-line": "Motiefgeheim",
        "motives-cost-score": "3",
    },
    "costs": {
        "costs-migration-actual_once": "987654",
        "cost_note": "Kostengeheim",
        "allocation_key": "Sleutelgeheim",
        "saving_realised": "-456789",
        "own_costs-0-label": "Rijgeheim",
    },
    "story": {"body": "Verhaalgeheim"},
    "learnt": {
        "stopped_why": "Redengeheim",
        "evidence-0-title": "Rapportgeheim",
        "failure_patterns": ["supplier"],
    },
}
GROUPS = tuple(SECRETS)
ALL_SECRETS = {name: value for part in SECRETS.values() for name, value in part.items()}
KEPT = (
    "motives-cost",
    "trigger",
    "driver",
    "cost",
    "own_costs",
    "allocation",
    "saving",
    "baseline",
    "price",
    "body",
)
KEPT += ("stopped_why", "would", "failure", "evidence")
PLAIN = {name: value for name, value in FULL.items() if not name.startswith(KEPT)}
"""A case that says nothing in these parts, but for one motive, since each has one."""
TELLING = re.compile(
    r"\w+geheim|987.654|987654|456.789|456789|Supplier<|Actual beside budget|To avoid problems"
)


def keep(readers: str, *groups: str) -> dict[str, str]:
    """Give the fields that keep these parts for fewer readers."""
    return {f"{group}_kept_for": readers for group in groups or GROUPS}


def told_case(visit: Visit, people: People, readers: str, *groups: str, **changes: Any) -> str:
    """Let Anna of the north write a case with partners in north and south, of which parts are for fewer."""
    return write_case(visit(people.anna), **ALL_SECRETS | keep(readers, *groups) | changes)


def roads(browser: FlaskClient, address: str, other: str = "") -> Iterator[str]:
    """Give all that somebody reads who looks everywhere."""
    id = address.split("/")[-1].split("-")[0]
    places = [address, f"/historie/{id}", "/casussen", "/casussen.atom", "/casussen/cijfers"]
    places += [f"/historie/{id}/1", f"/historie/{id}/2", f"/historie/{id}/2?met=1&weergave=inline"]
    places += ["/", f"/casussen/vergelijken?kies=1&casus={id}", f"/bijdragen/{id}/voorstellen"]
    places += [f"{address}/bewerken", f"/historie/{id}/1/terugzetten"]
    if other:
        beside = f"?casus={id}&casus={other.split('/')[-1].split('-')[0]}"
        places += [f"/casussen/vergelijken{beside}", f"/casussen/vergelijken.csv{beside}"]
    for place in places:
        yield browser.get(place, headers=ENGLISH).text


def found_on(browser: FlaskClient, address: str, other: str = "") -> set[str]:
    """Give the telling words that somebody finds on any road."""
    return {word for page in roads(browser, address, other) for word in TELLING.findall(page)}


@pytest.mark.parametrize(
    ("readers", "knowing"),
    [("members", "anna bram chris mo olga vera sam ada"), ("partners", "anna bram chris mo olga vera")],
)
def test_on_every_road_only_those_read_a_part_for_whom_it_is(
    visit: Visit, people: People, readers: str, knowing: str
) -> None:
    other = placed(visit(people.anna), "/casussen/nieuw", PLAIN)
    address = told_case(visit, people, readers)
    sent = FULL | ALL_SECRETS | keep(readers) | {"revision": "1", "cost_note": "Nieuwgeheim"}
    assert visit(people.anna).post(f"{address}/bewerken", data=sent).status_code == 303
    for person in people.all:
        words = found_on(visit(person), address, other)
        assert bool(words) == (person.key in knowing.split()), (person.key, words)
        if words:
            assert {
                "Aanleidinggeheim",
                "Motiefgeheim",
                "Kostengeheim",
                "Nieuwgeheim",
                "Redengeheim",
                "Rapportgeheim",
            } <= words


@pytest.mark.parametrize("group", GROUPS)
def test_each_part_is_kept_by_itself(visit: Visit, people: People, group: str) -> None:
    address = told_case(visit, people, "members", group)
    page = visit().get(address, headers=ENGLISH).text
    for part, said in SECRETS.items():
        for word in (one for one in said.values() if isinstance(one, str) and one.endswith("geheim")):
            assert (word in page) == (part != group), word


def test_a_visitor_reads_that_a_part_is_kept_and_a_member_which(visit: Visit, people: People) -> None:
    address = told_case(visit, people, "members", "costs")
    assert "Only for members: part of this case" in visit().get(address, headers=ENGLISH).text
    assert "Only for members: Costs and benefits" in visit(people.sam).get(address, headers=ENGLISH).text
    # Kept for visitors once, it stays the page of visitors.
    assert "Kostengeheim" not in visit().get(address).text
    assert "Kostengeheim" in visit(people.sam).get(address).text


def test_nobody_is_asked_to_add_what_is_there_for_others(visit: Visit, people: People) -> None:
    address = told_case(visit, people, "members", "motive", "costs", "learnt", body="")
    page = visit().get(address, headers=ENGLISH).text
    assert "What would help most: The story." in " ".join(page.split())


def test_what_was_for_all_before_is_for_fewer_from_then_on_in_the_history_too(
    visit: Visit, people: People
) -> None:
    address = write_case(visit(people.anna), **ALL_SECRETS)
    assert found_on(visit(), address)
    sent = FULL | ALL_SECRETS | keep("members") | {"revision": "1"}
    visit(people.anna).post(f"{address}/bewerken", data=sent)
    assert not found_on(visit(), address)


def test_a_version_keeps_the_readers_it_had_when_a_part_is_opened_later(visit: Visit, people: People) -> None:
    address = told_case(visit, people, "partners")
    sent = PLAIN | {"revision": "1"}
    assert visit(people.anna).post(f"{address}/bewerken", data=sent).status_code == 303
    assert "geheim" not in "".join(roads(visit(), address))
    assert "geheim" not in "".join(roads(visit(people.sam), address))
    assert "Kostengeheim" in "".join(roads(visit(people.chris), address))


def test_a_new_partner_does_not_read_what_was_for_the_partners_before(visit: Visit, people: People) -> None:
    alone = {"partners-1-name": "", "partners-1-joined": "", "partners-1-left": ""}
    address = told_case(visit, people, "partners", **alone)
    assert "geheim" not in "".join(roads(visit(people.chris), address))
    sent = FULL | keep("partners") | {"revision": "1"}
    visit(people.anna).post(f"{address}/bewerken", data=sent)
    assert "geheim" not in "".join(roads(visit(people.chris), address))
    assert "Twee beheerders" in visit(people.chris).get(address).text


def test_search_finds_no_word_of_a_part_for_fewer_for_anybody(
    visit: Visit, people: People, work: Work
) -> None:
    told_case(visit, people, "members", "motive", "story")
    work()
    for person in (NOBODY, people.anna):
        assert "servicedesk" in visit(person).get("/zoeken?q=Redengeheim").text.lower()
        for word in ("Aanleidinggeheim", "Verhaalgeheim"):
            assert "Nothing found" in visit(person).get(f"/zoeken?q={word}", headers=ENGLISH).text
            assert word not in visit(person).get("/zoeken?q=servicedesk").text


def test_figures_count_only_what_the_viewer_may_see(app: Flask, visit: Visit, people: People) -> None:
    kept = {Group.COSTS: PartReaders.MEMBERS, Group.MOTIVE: PartReaders.MEMBERS}
    tell(app, people.anna, [facts(costs=[licences(100, 200)], motives=[Motive.COST])] * 5)
    tell(app, people.anna, [facts(costs=[licences(100, 900)], motives=[Motive.QUALITY], kept_for=kept)] * 6)
    for person, cases in ((NOBODY, 5), (people.rik, 5), (people.sam, 11)):
        browser = visit(person)
        assert _cases(browser, "kosten", "Licences") == cases
        assert _cases(browser, "motief", "Quality") == (6 if person is people.sam else None)
        assert _cases(browser, "rechtsvorm", "Host municipality arrangement") == 11


def _cases(browser: FlaskClient, table: str, about: str) -> int | None:
    """Give over how many cases a row of the figures is."""
    text = browser.get(f"/casussen/cijfers/{table}.csv", headers=ENGLISH).text.lstrip("\ufeff")
    rows = csv.reader(io.StringIO(text))
    found = (row[row.index(about) + 1] for row in rows if about in row)
    return next((int(number) for number in found), None)


def _trust(app: Flask, person: Person) -> None:
    with app.app_context():
        user = db.session.get_one(User, person.id)
        user.suggestions_taken = user.suggestions_judged = 9
        db.session.commit()


def test_whoever_may_edit_but_not_read_a_part_leaves_it_as_it_is(
    app: Flask, visit: Visit, people: People
) -> None:
    address = told_case(visit, people, "partners")
    _trust(app, people.sam)
    form = visit(people.sam).get(f"{address}/bewerken").text
    assert "other_parties" in form
    assert not re.search(r"geheim|name=\"(costs|motives|trigger|stopped_why|evidence|\w+_kept_for)", form)
    sent = FULL | {"other_parties": "Een ander", "cost_note": "Overschreven", "trigger": "Overschreven"}
    sent |= keep("") | {"revision": "1"}
    assert visit(people.sam).post(f"{address}/bewerken", data=sent).status_code == 303
    with app.app_context():
        case = db.session.scalars(sa.select(Case)).one()
        assert case.body == "Verhaalgeheim"
        assert (case.other_parties, case.cost_note, case.trigger) == (
            "Een ander",
            "Kostengeheim",
            "Aanleidinggeheim",
        )
        assert case.kept_for == dict.fromkeys(Group, PartReaders.PARTNERS)
        assert [row.actual_once for row in case.costs if row.item is CostItem.MIGRATION] == [987654]


def test_a_merge_by_whoever_may_not_read_a_part_leaves_it_as_it_is(
    app: Flask, visit: Visit, people: People
) -> None:
    address = told_case(visit, people, "partners")
    _trust(app, people.sam)
    newer = (
        FULL
        | ALL_SECRETS
        | keep("partners")
        | {"revision": "1", "cost_note": "Nieuwgeheim", "legal_form": "INK"}
    )
    assert visit(people.anna).post(f"{address}/bewerken", data=newer).status_code == 303
    sent = FULL | {"legal_form": "CON", "revision": "1"}
    asked = visit(people.sam).post(f"{address}/bewerken", data=sent, headers=ENGLISH)
    assert asked.status_code == 409
    assert not TELLING.search(asked.text)
    assert "Legal form" in asked.text
    answers = dict(re.findall(r'name="(kept|onto)"[^>]*value="([^"]*)"', asked.text))
    id = address.split("/")[-1].split("-")[0]
    merged = visit(people.sam).post(
        f"/bijdragen/{id}/samenvoegen", data=answers | {"choice-legal_form-0": "mine"}
    )
    assert merged.status_code == 303, merged.text
    with app.app_context():
        case = db.session.scalars(sa.select(Case)).one()
        assert case.legal_form is not None
        assert (case.legal_form.value, case.cost_note, case.body) == ("CON", "Nieuwgeheim", "Verhaalgeheim")
        assert case.kept_for == dict.fromkeys(Group, PartReaders.PARTNERS)


def test_bringing_an_older_version_back_opens_no_part(app: Flask, visit: Visit, people: People) -> None:
    address = write_case(visit(people.anna), **ALL_SECRETS)
    sent = FULL | ALL_SECRETS | keep("members") | {"revision": "1", "cost_note": "Nieuwgeheim"}
    visit(people.anna).post(f"{address}/bewerken", data=sent)
    id = address.split("/")[-1].split("-")[0]
    back = visit(people.anna).post(
        f"/historie/{id}/1/terugzetten", data={"revision": "2", "note": "Het eerste was beter"}
    )
    assert back.status_code == 303
    assert "Kostengeheim" in visit(people.anna).get(address).text
    assert not found_on(visit(), address)


def test_a_suggestion_by_whoever_may_not_read_the_story_is_about_the_rest(
    app: Flask, visit: Visit, people: People
) -> None:
    address = told_case(visit, people, "partners", "story")
    id = address.split("/")[-1].split("-")[0]
    rik = visit(people.rik)
    form = rik.get(f"/bijdragen/{id}/voorstellen").text
    assert "Verhaalgeheim" not in form
    assert 'name="body"' not in form
    better = "Twee gemeenten deelden een servicedesk, en stopten daarmee in 2019."
    sent = {"title": FULL["title"], "summary": better, "body": "Overschreven, met genoeg letters erin."}
    sent |= {"tags": FULL["tags"], "note": "Het jaar staat er nu bij", "revision": "1"}
    made = rik.post(f"/bijdragen/{id}/voorstellen", data=sent)
    assert made.status_code == 303, made.text
    assert visit(people.anna).post(f"{made.location}/overnemen").status_code == 303
    with app.app_context():
        case = db.session.scalars(sa.select(Case)).one()
        assert (case.summary, case.body) == (better, "Verhaalgeheim")


def test_a_file_in_a_story_is_for_whom_the_story_is(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    added = add(anna)
    told_case(visit, people, "partners", "story", body=f"Zie {added}")
    place = address_in(added)
    statuses = {person.key: visit(person).get(place).status_code for person in people.all}
    knowing = {"anna", "bram", "chris", "mo", "olga", "vera"}
    assert statuses == {person.key: 200 if person.key in knowing else 404 for person in people.all}
    # Nor does it open when somebody else refers to it.
    ask(visit(people.sam), body=f"Wat staat er eigenlijk in dit bestand van hen? {added}")
    assert visit(people.sam).get(place).status_code == visit().get(place).status_code == 404


def test_a_co_author_reads_and_changes_every_part_but_not_for_whom_it_is(
    visit: Visit, people: People
) -> None:
    address = told_case(visit, people, "partners")
    assert name_co_author(visit, people.anna, address, people.sam) == 303
    sam = visit(people.sam)
    form = sam.get(f"{address}/bewerken").text
    assert "Kostengeheim" in form
    assert "costs_kept_for" not in form
    sent = FULL | ALL_SECRETS | keep("") | {"cost_note": "Nieuwgeheim", "revision": "1"}
    assert sam.post(f"{address}/bewerken", data=sent).status_code == 303
    assert "Nieuwgeheim" in sam.get(address).text
    assert not found_on(visit(), address)


def test_a_page_costs_the_same_when_parts_are_for_fewer(
    visit: Visit, people: People, queries: Queries
) -> None:
    addresses = write_case(visit(people.anna)), told_case(visit, people, "partners")
    for person in (NOBODY, people.bram, people.sam):
        counts, browser = [], visit(person)
        for address in (*addresses, "/casussen"):
            with queries() as statements:
                assert browser.get(address).status_code == 200
            counts.append(len(statements))
        assert counts[0] == counts[1] <= 10, person.name
        assert counts[2] <= 8, person.name


def test_letters_and_news_hold_nothing_of_a_part(
    visit: Visit, people: People, work: Work, letters: Callable[..., Any]
) -> None:
    address = told_case(visit, people, "partners")
    id = address.split("/")[-1].split("-")[0]
    visit(people.sam).post(f"/volgen/{id}")
    sent = FULL | ALL_SECRETS | keep("partners") | {"revision": "1", "cost_note": "Nieuwgeheim"}
    visit(people.anna).post(f"{address}/bewerken", data=sent)
    work()
    assert not any(TELLING.search(str(letter)) for letter in letters())
    assert "geheim" not in visit(people.sam).get("/meldingen").text


def test_rows_agree_with_sql_on_who_sees_a_part(app: Flask, visit: Visit, people: People) -> None:
    for readers in ("", "members", "partners"):
        told_case(visit, people, readers)
        told_case(
            visit,
            people,
            readers,
            **{"partners-0-name": "DEMO-ZUID", "partners-1-name": ""}
            | {"partners-1-joined": "", "partners-1-left": ""},
        )
    with app.app_context():
        cases = db.session.scalars(sa.select(Case)).all()
        for viewer in map(viewer_of, people.all):
            for group in Group:
                by_row = {case.id for case in cases if group not in case.hidden_from(viewer)}
                seen = sa.select(Case.id).where(part_seen_of_cases(viewer, group))
                assert set(db.session.scalars(seen)) == by_row, (viewer, group)


def test_an_imported_case_can_keep_parts_for_fewer() -> None:
    line = CaseLine.model_validate(
        {
            "type": "case",
            "id": "casus-1",
            "title": "Een casus uit een bestand",
            "summary": "Wat er gebeurde.",
            "author": "anna",
            "created": "2026-01-01T12:00:00Z",
            "kept_for": {"costs": "members"},
        }
    )
    nothing: Any = type("References", (), {"arrangements": {}, "organisations": {}})
    assert facts_of(line, nothing).kept_for == {Group.COSTS: PartReaders.MEMBERS}
