# SPDX-License-Identifier: EUPL-1.2
"""What many cases say together, and what is kept back because a few say it."""

import csv
import io
import re
import statistics
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import product
from typing import Any

import numpy as np
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from knowledgebase.cases.facts import CaseFacts
from knowledgebase.cases.statistics.disclosure import FEWEST, Line, is_small, kept_back
from knowledgebase.cases.statistics.quartiles import spread
from knowledgebase.contributions.vocabulary import Domain, LegalForm, Motive, Outcome, Phase
from knowledgebase.policy import Status, Visibility
from tests.cases.stories import share_quickly, write_case
from tests.cases.telling import BAD, GOOD, facts, licences, tell
from tests.conftest import Visit
from tests.people import People

Queries = Callable[[], AbstractContextManager[list[str]]]

PAGE = "/casussen/cijfers"
FILES = [f"{PAGE}/{table}.csv" for table in ("kosten", "motief", "rechtsvorm", "gestopt")]
ENGLISH = {"Accept-Language": "en"}
NONE_SHOWN = "Too few cases to show figures"


def test_a_visitor_comes_from_the_list_and_reads_over_how_many_cases_of_what_day(
    visit: Visit, people: People, at: Callable[[str], AbstractContextManager[Any]]
) -> None:
    with at("2026-06-01 12:00"):
        for _ in range(5):
            write_case(visit(people.anna))
        listed = visit().get("/casussen?fase=ended&tag=servicedesk", headers=ENGLISH).text
        (href,) = re.findall(r'href="(/casussen/cijfers[^"]*)"', listed)
        page = " ".join(visit().get(href.replace("&amp;", "&"), headers=ENGLISH).text.split())
    assert "Computed on 1 June 2026 over 5 cases with these limits: Phase: Ended; Tag: servicedesk." in page
    assert "Migration and data conversion: +80%" in page


def test_median_and_quartiles_of_each_row_are_those_of_the_cases(
    app: Flask, visit: Visit, people: People
) -> None:
    pairs = [(100, 110), (200, 260), (100, 90), (400, 400), (50, 100), (80, 96)]
    tell(app, people.anna, [facts(costs=[licences(*pair)]) for pair in pairs])
    tell(app, people.anna, [facts(costs=[licences(100, None), licences(None, 100)]), facts()])
    apart = statistics.quantiles([actual - budget for budget, actual in pairs], n=4, method="inclusive")
    shares = [100 * (actual - budget) / budget for budget, actual in pairs]
    percent = statistics.quantiles(shares, n=4, method="inclusive")
    row = _file(visit(), "kosten")["Per year", "Licences"]
    assert row[:3] == ["6", "100", "105"]
    assert row[3:6] == [str(round(cut)) for cut in apart]
    assert row[6:] == [str(round(cut, 1)) for cut in percent]
    assert _file(visit(), "kosten")["Per year", "All rows together"] == row


def test_what_nobody_budgeted_is_higher_than_any_percentage(app: Flask, visit: Visit, people: People) -> None:
    pairs = [(0, 500), (0, 700), (0, 900), (0, 0), (100, 150)]
    tell(app, people.anna, [facts(costs=[licences(*pair)]) for pair in pairs])
    row = _file(visit(), "kosten")["Per year", "Licences"]
    assert row[5:] == ["700", "50.0", "not budgeted", "not budgeted"]
    assert "Licences: not budgeted" in visit().get(PAGE, headers=ENGLISH).text


def test_outcomes_are_counted_by_motive_form_and_phase(app: Flask, visit: Visit, people: People) -> None:
    both = [Motive.QUALITY, Motive.COST]
    tell(app, people.anna, [facts(GOOD, motives=both, stopped_in=Phase.EXIT)] * 6)
    tell(app, people.anna, [facts(BAD, motives=[Motive.COST], legal_form=LegalForm.DVO)] * 7)
    assert _file(visit(), "motief") == {
        "All cases": _counts(13, successful=6, disappointing=7),
        "Quality": _counts(6, successful=6),
        "Cost": _counts(13, successful=6, disappointing=7),
    }
    assert _file(visit(), "rechtsvorm")["Service agreement"] == _counts(7, disappointing=7)
    assert _file(visit(), "gestopt")["Exit"] == _counts(6, successful=6)
    assert _file(visit(), "gestopt")["Did not stop, or not told"] == _counts(7, disappointing=7)


def test_nothing_shows_that_rests_on_four_cases_except_to_moderators(
    app: Flask, visit: Visit, people: People
) -> None:
    tell(app, people.anna, [facts(costs=[licences(100, 150)])] * 4)
    for person in (people.nobody, people.rik, people.anna, people.sam):
        assert NONE_SHOWN in visit(person).get(PAGE, headers=ENGLISH).text
    seen = visit(people.mo).get(PAGE, headers=ENGLISH).text
    assert NONE_SHOWN not in seen
    assert "Licences\N{NO-BREAK SPACE}*" in seen
    assert "Because you are a moderator" in seen
    for address in FILES:
        assert len(visit(people.mo).get(address).text.splitlines()) == 1, "a file is passed on"
    tell(app, people.anna, [facts()])
    assert NONE_SHOWN not in visit(people.rik).get(PAGE, headers=ENGLISH).text


def test_a_small_cell_does_not_follow_from_its_total(app: Flask, visit: Visit, people: People) -> None:
    tell(app, people.anna, [facts(GOOD)] * 9 + [facts(BAD)] * 2 + [facts(Outcome.PARTLY)] * 6)
    (shown,) = {tuple(row) for row in _file(visit(), "rechtsvorm").values()}
    assert list(shown) == _counts(17, successful=9), "of 2 and 6 only the sum may follow"
    marked = BeautifulSoup(visit(people.mo).get(PAGE, headers=ENGLISH).text, "html.parser")
    assert "Disappointing: 2\N{NO-BREAK SPACE}*" in marked.text
    assert "Partly successful: 6\N{NO-BREAK SPACE}*" in marked.text


def test_a_small_group_does_not_follow_from_the_other_groups(
    app: Flask, visit: Visit, people: People
) -> None:
    forms = [LegalForm.CG] * 9 + [LegalForm.DVO] * 6 + [LegalForm.BVO] * 2
    tell(app, people.anna, [facts(legal_form=form) for form in forms])
    assert _file(visit(), "rechtsvorm").keys() == {"All cases", "Host municipality arrangement"}
    motives = [facts(motives=[Motive.COST])] * 3
    tell(app, people.anna, motives)
    assert "Quality" not in _file(visit(), "motief"), "it did not count in three"


def test_a_small_group_does_not_follow_from_a_page_with_fewer_filters(
    app: Flask, visit: Visit, people: People
) -> None:
    rik = visit(people.rik)
    tell(app, people.anna, [facts(costs=[licences(100, 150)])] * 8)
    tell(app, people.anna, [facts(domains=[Domain.SECURITY], costs=[licences(100, 900)])] * 2)
    tell(app, people.anna, [facts(domains=[Domain.SECURITY])] * 4)
    assert _file(rik, "kosten")["Per year", "Licences"][0] == "10"
    assert _file(rik, "kosten", "?domein=privacy") == {}
    tell(app, people.anna, [facts(domains=[Domain.SECURITY], costs=[licences(100, 900)])] * 3)
    assert _file(rik, "kosten", "?domein=privacy")["Per year", "Licences"][0] == "8"


def test_where_the_number_of_cases_is_kept_back_all_else_is(app: Flask, visit: Visit, people: People) -> None:
    tell(app, people.anna, [facts(costs=[licences(100, 150)])] * 9)
    tell(app, people.anna, [facts(domains=[Domain.SECURITY])] * 2)
    assert NONE_SHOWN in visit().get(f"{PAGE}?domein=privacy", headers=ENGLISH).text
    for table in ("kosten", "motief", "rechtsvorm", "gestopt"):
        assert _file(visit(), table, "?domein=privacy") == {}


@pytest.mark.parametrize(
    ("address", "cases"),
    [
        ("", 14),
        ("?rechtsvorm=DVO", 8),
        ("?domein=security&uitkomst=disappointing", 8),
        ("?fase=operation", 14),
        ("?rechtsvorm=onzin&fase=%00", 14),
        ("?gemeente=GM9999", None),
        ("?thema=geen", None),
        ("?tag=x'--", None),
    ],
)
def test_the_filters_of_the_list_count(
    app: Flask, visit: Visit, people: People, address: str, cases: int | None
) -> None:
    tell(app, people.anna, [facts()] * 6)
    tell(app, people.anna, [facts(BAD, legal_form=LegalForm.DVO, domains=[Domain.SECURITY])] * 8)
    page = visit().get(PAGE + address, headers=ENGLISH).text
    assert (f"over {cases} cases" in page) if cases else (NONE_SHOWN in page)


def test_register_cases_and_stubs_say_nothing(app: Flask, visit: Visit, people: People) -> None:
    before = _told(app, visit, people, [facts()] * 5)
    tell(app, people.anna, [facts(BAD)] * 9, is_stub=True)
    tell(app, people.anna, [facts(BAD, from_register=True)] * 9)
    share_quickly(visit(people.anna))
    assert _pages(visit) == before


def test_a_viewer_learns_nothing_of_hidden_cases(app: Flask, visit: Visit, people: People) -> None:
    before = _told(app, visit, people, [facts(costs=[licences(100, 150)])] * 5)
    said = [facts(BAD, costs=[licences(100, 900)])] * 9
    tell(app, people.anna, said, Visibility.MEMBERS)
    tell(app, people.anna, said, Visibility.OWN)
    for status in (Status.DRAFT, Status.HIDDEN, Status.DELETED):
        tell(app, people.anna, said, status=status)
    share_quickly(visit(people.anna))
    assert _pages(visit) == before
    seen = {person: visit(person).get(PAGE, headers=ENGLISH).text for person in (people.sam, people.anna)}
    assert "over 14 cases" in seen[people.sam]
    assert "over 23 cases" in seen[people.anna], "and not the draft or what is in the bin"


def test_a_page_costs_the_same_however_many_cases_there_are(
    app: Flask, visit: Visit, people: People, queries: Queries
) -> None:
    counts = []
    for _ in range(2):
        tell(app, people.anna, [facts(costs=[licences(100, 150)])] * 8)
        bram = visit(people.bram)
        for address in (
            f"{PAGE}?gemeente=DEMO-ZUID&thema=x",
            f"{PAGE}?domein=privacy&rechtsvorm=CG",
            FILES[0],
        ):
            with queries() as statements:
                assert bram.get(address).status_code == 200
            assert len(statements) <= 8, statements
            counts.append(len(statements))
    assert counts[:3] == counts[3:]


def test_a_file_is_a_table_for_a_spreadsheet_and_no_other_table_exists(visit: Visit) -> None:
    for address in FILES:
        answer = visit().get(address)
        assert answer.mimetype == "text/csv"
        assert answer.data.startswith(b"\xef\xbb\xbf")
        assert "attachment" in answer.headers["Content-Disposition"]
    assert visit().get(f"{PAGE}/alle.csv").status_code == 404


@given(st.lists(st.integers(-(10**9), 10**9), min_size=2, max_size=40))
def test_quartiles_are_those_of_others(numbers: list[int]) -> None:
    found = spread(numbers)
    ours = [found.first, found.median, found.third]
    assert ours == pytest.approx(statistics.quantiles(numbers, n=4, method="inclusive"))
    assert ours == pytest.approx(list(np.quantile(numbers, [0.25, 0.5, 0.75], method="linear")))


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=4))
def test_nobody_can_fill_in_a_small_cell(table: list[list[int]]) -> None:
    """Cells with totals of rows and columns: whatever one fills in from what shows, nothing small comes out."""
    rows, columns = range(len(table)), range(3)
    counts: dict[Any, int] = {(row, column): table[row][column] for row, column in product(rows, columns)}
    counts |= {(row, "all"): sum(table[row]) for row in rows}
    counts |= {("all", column): sum(counts[row, column] for row in rows) for column in (*columns, "all")}
    lines = [Line((row, "all"), [(row, column) for column in columns]) for row in (*rows, "all")]
    lines += [Line(("all", column), [(row, column) for row in rows]) for column in (*columns, "all")]
    small = {cell for cell, number in counts.items() if number < FEWEST}
    known = counts.keys() - kept_back(counts, small, lines)
    assert small.isdisjoint(known)
    for line in lines * len(counts):
        known |= _follows(line, known, counts)
    assert not [cell for cell in small & known if counts[cell]]


def test_a_count_is_small_beside_the_same_with_fewer_filters() -> None:
    assert is_small({0: 4})
    assert not is_small({0: 5})
    assert is_small({0: 50, 1: 3})
    assert not is_small({0: 50, 1: 5, 3: 1}), "who drops both filters sees six more"
    assert is_small({0: 50, 3: 1}), "who drops both filters sees one more"


def _follows(line: Line, known: set[Any], counts: dict[Any, int]) -> set[Any]:
    """Give what is left on a line when all else on it is known, and what adds nothing to a known total."""
    unknown = {cell for cell in (line.total, *line.parts) if cell not in known}
    adds_nothing = line.total in known and not sum(counts[cell] for cell in unknown)
    return unknown if len(unknown) == 1 or adds_nothing else set()


def _counts(total: int, **outcomes: int) -> list[str]:
    return [str(total), *(str(outcomes.get(outcome.value, "")) for outcome in Outcome)]


def _file(browser: FlaskClient, table: str, address: str = "") -> dict[Any, list[str]]:
    """Read a file: the lines by their names, which are two for costs."""
    text = browser.get(f"{PAGE}/{table}.csv{address}", headers=ENGLISH).data.decode("utf-8-sig")
    _, *lines = csv.reader(io.StringIO(text))
    return {
        tuple(line[:2]) if table == "kosten" else line[0]: line[2 if table == "kosten" else 1 :]
        for line in lines
    }


def _told(app: Flask, visit: Visit, people: People, said: list[CaseFacts]) -> list[bytes]:
    tell(app, people.anna, said)
    return _pages(visit)


def _pages(visit: Visit) -> list[bytes]:
    """Give what a visitor gets, made anew: filters that choose nothing make another address."""
    return [visit().get(address, headers=ENGLISH).data for address in (PAGE, f"{PAGE}?rechtsvorm=CG", *FILES)]
