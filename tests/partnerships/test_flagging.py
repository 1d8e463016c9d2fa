# SPDX-License-Identifier: EUPL-1.2
"""A newer export flags the cases about what it changed, and tells their owners; the same export again does not."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from knowledgebase.cli.organisations import organisations
from knowledgebase.db import db
from knowledgebase.partnerships.importing import import_register
from tests.cases.stories import FULL, write_case
from tests.conftest import Queries, Visit, Work
from tests.notifications.stories import ENGLISH, count, number, told
from tests.organisations.test_importing import merged
from tests.partnerships.exports import Export
from tests.partnerships.test_importing import BREDA, REGIT, SHARED_SERVICE_CENTRE, WEST_BRABANT
from tests.partnerships.test_pages import page_of
from tests.people import People

ARCHIVE, LAKES = "30089958", "29128446"
WIJDEMEREN, HILVERSUM = "GM1696", "GM0402"
TITLE = "The register says something new about this arrangement"
Bring = Callable[[Export], None]


@pytest.fixture
def bring(app: Flask, work: Work, tmp_path: Path) -> Bring:
    """Import a newer export, and let the worker tell people."""

    def once(newer: Export) -> None:
        with app.app_context():
            import_register(files=newer.written(tmp_path))
            db.session.commit()
        work()

    return once


def flagged(visit: Visit, person: object, address: str) -> list[str]:
    """Read what a case says that changed in the register."""
    page = visit(person).get(address, headers=ENGLISH).text
    notice = page.partition(TITLE)[2].partition("</ul>")[0]
    return re.findall(r"<li>(.*?)</li>", notice)


def renewed() -> Export:
    """Make an export in which Breda joined an arrangement and Tholen left it."""
    newer = Export()
    newer.renew(WEST_BRABANT, "40000001", "2026-10-01", left="GM0716", joined=BREDA)
    return newer


def look(visit: Visit, person: object, address: str) -> int:
    """Say that one looked at what changed."""
    return visit(person).post(f"/casussen/{number(address)}/register-bekeken").status_code


def test_who_joined_and_who_left_is_said_on_the_case_and_told_to_its_owner_once(
    app: Flask, visit: Visit, people: People, bring: Bring
) -> None:
    about = write_case(visit(people.anna), arrangement=page_of(app, WEST_BRABANT))
    other = write_case(visit(people.anna), arrangement=page_of(app, REGIT), title="Een heel ander verhaal")
    bring(Export())
    assert flagged(visit, people.anna, about) == []
    for news in (1, 0):
        bring(renewed())
        assert count(visit(people.anna)) == news
        for person in (people.anna, people.mo, people.nobody):
            assert flagged(visit, person, about) == [
                "Breda joined (1 October 2026)",
                "Tholen left (1 October 2026)",
                "There is a new version (1 October 2026)",
            ]
        assert flagged(visit, people.anna, other) == []
        assert "The public register changed what this is about" in told(visit(people.anna))
        assert count(visit(people.chris)) == 0


def test_it_is_said_until_somebody_who_may_confirm_the_case_looked_at_it(
    app: Flask, visit: Visit, people: People, bring: Bring
) -> None:
    address = write_case(visit(people.anna), arrangement=page_of(app, WEST_BRABANT))
    bring(renewed())
    assert "Looked at" not in visit(people.chris).get(address, headers=ENGLISH).text
    assert look(visit, people.chris, address) == 403
    assert look(visit, people.nobody, address) == 401
    assert flagged(visit, people.anna, address)
    for _time in ("first", "again"):
        assert look(visit, people.mo, address) == 303
        bring(renewed())
        assert flagged(visit, people.anna, address) == []
    newest = renewed()
    newest.end("40000001", "2026-12-01")
    bring(newest)
    assert flagged(visit, people.anna, address) == ["The arrangement has an end (1 December 2026)"]


def test_an_end_that_is_taken_back_another_name_and_another_form_are_said(
    app: Flask, visit: Visit, people: People, bring: Bring
) -> None:
    address = write_case(visit(people.anna), arrangement=page_of(app, REGIT))
    ended = Export()
    ended.end(REGIT, "2026-09-01")
    bring(ended)
    corrected = Export()
    corrected.versions[REGIT] |= {"naam": "Regeling RegIT <Zuid>", "samenwerkingsvorm_code": "GO"}
    bring(corrected)
    assert flagged(visit, people.anna, address) == [
        "The arrangement has an end (1 September 2026)",
        "The name is now Regeling RegIT &lt;Zuid&gt;",
        "The legal form is now: Joint organ",
        "The arrangement has no end any more",
    ]


def test_a_municipality_that_became_part_of_another_is_said_when_it_does_and_when_the_register_follows(
    app: Flask, visit: Visit, people: People, bring: Bring, tmp_path: Path
) -> None:
    anna, merger = visit(people.anna), "Wijdemeren became part of Hilversum (1 January 2020)"
    cases = [
        write_case(anna, arrangement=page_of(app, register_id), title=f"Wat er gebeurde bij {register_id}")
        for register_id in (ARCHIVE, LAKES)
    ]
    for _time in ("first", "again"):
        newer_files = merged(tmp_path)
        named = [
            f"--{name}={getattr(newer_files, name)}" for name in ("municipalities", "ended", "neighbours")
        ]
        imported = app.test_cli_runner().invoke(organisations, ["import", *named])
        assert imported.exit_code == 0, imported.output
        bring(Export())
        assert [flagged(visit, people.anna, one) for one in cases] == [[merger], [merger]]
    assert [look(visit, people.anna, one) for one in cases] == [303, 303]
    newer = Export()
    newer.renew(ARCHIVE, "40000003", "2026-10-01", left=WIJDEMEREN)
    newer.renew(LAKES, "40000004", "2026-10-01", left=WIJDEMEREN, joined=HILVERSUM)
    bring(newer)
    said = [merger, "There is a new version (1 October 2026)"]
    assert [flagged(visit, people.anna, one) for one in cases] == [said, said]


def test_a_case_whose_arrangement_proves_to_be_part_of_another_is_flagged(
    app: Flask, visit: Visit, people: People, bring: Bring
) -> None:
    address = write_case(visit(people.anna), arrangement=page_of(app, SHARED_SERVICE_CENTRE))
    newer = Export()
    newer.link(SHARED_SERVICE_CENTRE, REGIT)
    bring(newer)
    said = flagged(visit, people.anna, address)
    assert "Heerlen left (1 January 2026)" in said
    assert "The arrangement has no end any more" in said


def test_a_case_that_turns_to_another_arrangement_is_flagged_no_more(
    app: Flask, visit: Visit, people: People, bring: Bring
) -> None:
    anna = visit(people.anna)
    address = write_case(anna, arrangement=page_of(app, WEST_BRABANT))
    bring(renewed())
    elsewhere = FULL | {"revision": "1", "arrangement": page_of(app, REGIT)}
    assert anna.post(f"{address}/bewerken", data=elsewhere).status_code == 303
    assert flagged(visit, people.anna, address) == []


def test_a_flagged_case_costs_no_more_queries(
    app: Flask, visit: Visit, people: People, bring: Bring, queries: Queries
) -> None:
    address = write_case(visit(people.anna), arrangement=page_of(app, WEST_BRABANT))
    bring(renewed())
    browser = visit(people.mo)
    with queries() as made:
        assert TITLE in browser.get(address, headers=ENGLISH).text
    assert len(made) <= 10
