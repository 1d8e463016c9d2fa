# SPDX-License-Identifier: EUPL-1.2
"""The matrix of who shares arrangements with whom, seen by a visitor."""

import csv
import io
from collections import defaultdict
from datetime import date
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask

from knowledgebase.db import db
from knowledgebase.organisations.importing import DATA as MUNICIPALITIES
from knowledgebase.partnerships.importing import DATA, import_register
from knowledgebase.partnerships.ordering import by_blocks
from tests.conftest import Clock, Queries, Visit
from tests.partnerships.exports import Export
from tests.partnerships.test_pages import number_on
from tests.people import People

MATRIX = "/samenwerkingen/matrix"
SPRING = "2026-05-16"
ZEELAND = f"{MATRIX}?gebied=PV29&datum={SPRING}"
Numbers = dict[tuple[str, str], int]


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a table that comes with the software."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plain_model(day: str) -> Numbers:
    """Count without our own code what every two municipalities of today share; each pair with itself too."""
    today = {row["gm_code"] for row in rows_of(MUNICIPALITIES / "gemeenten.csv")}
    in_force = {
        row["roo_id"]
        for row in rows_of(DATA / "regelingen.csv")
        if row["datum_inwerkingtreding"] <= day
        and (not row["datum_uitwerkingtreding"] or row["datum_uitwerkingtreding"] > day)
    }
    members = defaultdict(set)
    for row in rows_of(DATA / "regeling_deelnemers.csv"):
        if row["regeling_roo_id"] in in_force and row["code"] in today:
            members[row["regeling_roo_id"]].add(row["code"])
    numbers: Numbers = defaultdict(int)
    for codes in members.values():
        for code in codes:
            numbers[code, code] += 1
        for pair in permutations(codes, 2):
            numbers[pair] += 1
    return numbers


def file_of(visit: Visit, parameters: str) -> list[list[str]]:
    """Fetch the matrix as a file."""
    answer = visit().get(f"{MATRIX}.csv?{parameters}")
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def table_of(page: str) -> Tag:
    """Find the table of a page."""
    found = BeautifulSoup(page, "html.parser").select_one(".kb-matrix table")
    assert found
    return found


def cells_of(table: Tag) -> dict[tuple[str, str], Tag]:
    """Give the cells by the names of their row and column."""
    heads = [head.text for head in table.select("thead th")[1:]]
    return {
        (row.select("th")[0].text, head): cell
        for row in table.select("tbody tr")
        for head, cell in zip(heads, row.select("td"), strict=True)
    }


def test_the_numbers_of_all_municipalities_are_those_of_the_register(visit: Visit) -> None:
    expected = plain_model(SPRING)
    [_, _, *names], *rows = file_of(visit, f"datum={SPRING}")
    codes = [row[1] for row in rows]
    assert names == [row[0] for row in rows]
    assert len(rows) == 342
    assert {
        (row[1], code): int(number)
        for row in rows
        for code, number in zip(codes, row[2:], strict=True)
        if int(number)
    } == expected


def test_a_cell_leads_to_exactly_the_arrangements_it_counts(visit: Visit) -> None:
    browser = visit()
    cells = cells_of(table_of(browser.get(ZEELAND).text))
    assert len(cells) == 13 * 13
    for pair in [("Goes", "Borsele"), ("Sluis", "Vlissingen"), ("Hulst", "Hulst")]:
        [link] = cells[pair].select("a")
        assert number_on(browser.get(str(link["href"])).text) == int(link.text)


@pytest.mark.parametrize("against", ["beleidsterreinen", "rechtsvormen"])
def test_a_cell_of_a_theme_leads_to_what_it_counts_too(visit: Visit, against: str) -> None:
    browser = visit()
    cells = cells_of(table_of(browser.get(f"{ZEELAND}&tegenover={against}").text))
    for (name, _head), cell in cells.items():
        if name == "Goes" and cell.a:
            assert number_on(browser.get(str(cell.a["href"])).text) == int(cell.text)


def test_arrangements_without_a_policy_area_are_counted_apart(visit: Visit) -> None:
    page = visit().get(f"{ZEELAND}&tegenover=beleidsterreinen").text
    cells = cells_of(table_of(page))
    assert cells["Goes", "geen genoemd"].text == "5"
    assert cells["Goes", "geen genoemd"].a is None
    assert "van veel regelingen noemt het register geen terrein" in page


def test_other_filters_stay_in_the_links(visit: Visit) -> None:
    cells = cells_of(table_of(visit().get(f"{ZEELAND}&onderwerp=ict").text))
    linked = [cell.a["href"] for cell in cells.values() if cell.a]
    assert linked
    for address in linked:
        asked = parse_qs(urlsplit(str(address)).query)
        assert (asked["onderwerp"], asked["datum"]) == (["ict"], [SPRING])


def test_a_screen_reader_is_told_row_column_and_what_the_table_is(visit: Visit) -> None:
    table = table_of(visit().get(ZEELAND).text)
    assert table.caption
    assert "Zeeland" in table.caption.text
    assert {head["scope"] for head in table.select("thead th")} == {"col"}
    assert [head["scope"] for head in table.select("tbody th")] == ["row"] * 13
    region = table.parent
    assert region
    assert (region["role"], region["tabindex"]) == ("region", "0")
    assert region["aria-label"]


def test_a_region_a_name_and_a_code_choose_municipalities(visit: Visit) -> None:
    assert len(file_of(visit, "gebied=corop-zuid-limburg")) == 1 + 16
    named = file_of(visit, "gemeente=Heerlen;gm0928&erbij=Landgraaf&volgorde=naam")
    assert [row[0] for row in named[1:]] == ["Heerlen", "Kerkrade", "Landgraaf"]
    with_commas = file_of(visit, "gemeente=Nuenen, Gerwen en Nederwetten;Eindhoven")
    assert len(with_commas) == 1 + 2


def test_what_was_named_stays_and_another_can_be_added(visit: Visit) -> None:
    page = BeautifulSoup(visit().get(f"{MATRIX}?gemeente=gm0917&erbij=landgraaf").text, "html.parser")
    assert page.select("#gemeente")[0]["value"] == "Heerlen; Landgraaf"
    assert page.select("#erbij")[0]["value"] == ""
    assert page.select("datalist option[value=Heerlen]")


def test_the_order_can_be_by_name_by_region_and_by_block(visit: Visit) -> None:
    by_name = [row[0] for row in file_of(visit, "gebied=PV29&volgorde=naam")[1:]]
    assert by_name == sorted(by_name)
    by_region = [row[0] for row in file_of(visit, "gebied=PV29&volgorde=regio")[1:]]
    assert set(by_region[:3]) == {"Hulst", "Sluis", "Terneuzen"} or set(by_region[-3:]) == {
        "Hulst",
        "Sluis",
        "Terneuzen",
    }
    by_block = [row[0] for row in file_of(visit, "gebied=PV29")[1:]]
    assert by_block == [row[0] for row in file_of(visit, "gebied=PV29")[1:]]
    assert sorted(by_block) == by_name
    assert {by_block.index(name) for name in ("Hulst", "Sluis", "Terneuzen")} in ({0, 1, 2}, {10, 11, 12})


def test_scattered_blocks_are_put_together_whatever_the_order_they_came_in() -> None:
    block_of = [2, 0, 1, 0, 2, 1, 0, 2, 0, 3]
    numbers = np.array(
        [[5 if one == other else int({one, other} == {0, 1}) for other in block_of] for one in block_of]
    )
    ordered = [block_of[index] for index in by_blocks(numbers)]
    assert by_blocks(numbers) == by_blocks(numbers.copy())
    changes = sum(one != other for one, other in pairwise(ordered))
    assert changes == 3
    assert abs(ordered.index(0) - ordered.index(1)) <= 4
    assert ordered[-1] == 3


def test_nobody_and_nothing_have_an_order_too() -> None:
    assert by_blocks(np.zeros((0, 0), dtype=np.int64)) == []
    assert by_blocks(np.zeros((3, 3), dtype=np.int64)) == [0, 1, 2]


def test_the_whole_country_is_drawn_and_stands_in_a_table_that_the_keyboard_reaches(visit: Visit) -> None:
    page = BeautifulSoup(visit().get(MATRIX).text, "html.parser")
    assert len(page.select("svg.kb-map a[tabindex='-1']")) == 342
    assert len(page.select("#tabel tbody tr")) == 342
    assert not page.select(".kb-matrix")


def test_two_versions_of_one_arrangement_count_once(
    app: Flask, visit: Visit, tmp_path: Path, at: Clock
) -> None:
    newer = Export()
    newer.add("50000001", "Dubbele regeling", "2026-06-01", "GM0014", "GM0917")
    newer.add("50000002", "Dubbele regeling", "2026-07-01", "GM0014", "GM0917")
    newer.link("50000001", "50000002")
    with app.app_context():
        import_register(files=newer.written(tmp_path))
        db.session.commit()
    with at("2026-08-01 12:00"):
        rows = file_of(visit, "gemeente=Groningen;Heerlen&volgorde=naam")
        assert rows[1][3] == "1"
        before = file_of(visit, f"gemeente=Groningen;Heerlen&volgorde=naam&datum={SPRING}")
        assert before[1][3] == "0"


def test_an_abolished_municipality_stands_in_the_matrix_of_its_days_only(visit: Visit) -> None:
    then = [row[0] for row in file_of(visit, "datum=2020-01-01")[1:]]
    now = [row[0] for row in file_of(visit, f"datum={SPRING}")[1:]]
    assert "Brielle" in then
    assert "Brielle" not in now
    assert file_of(visit, "gemeente=Brielle&datum=2020-01-01")[1][0]
    page = visit().get(f"{MATRIX}?gemeente=Brielle&datum={SPRING}")
    assert page.status_code == 200
    assert "Geen van deze gemeenten bestond op die dag." in page.text


def test_one_municipality_shows_its_company(visit: Visit) -> None:
    page = BeautifulSoup(visit().get(f"{MATRIX}?gemeente=Heerlen&datum={SPRING}").text, "html.parser")
    expected = plain_model(SPRING)
    most = max(number for (one, other), number in expected.items() if one == "GM0917" and other != one)
    [first, *_] = page.select("#partners li")
    assert first.text.endswith(f"({most})")
    gaps = page.select("#ontbreekt .kb-item__title")
    assert [gap.text for gap in gaps] == ["Openbaar lichaam Euregio Rijn-Maas-Noord"]
    assert "ten minste de helft van de naaste partners" in page.text
    assert len(page.select(".kb-matrix tbody tr")) == 20


def test_who_takes_part_in_nothing_has_no_company(visit: Visit) -> None:
    page = visit().get(f"{MATRIX}?gemeente=Heerlen&datum=1980-01-01").text
    assert "geen gemeente waarmee zij op die dag een regeling deelde" in page
    assert "Die zijn er niet." in page


def test_the_file_is_safe_for_a_spreadsheet_and_names_its_day(visit: Visit) -> None:
    answer = visit().get(f"{MATRIX}.csv?gebied=PV29&datum={SPRING}")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == f"attachment; filename=matrix-{SPRING}.csv"
    assert answer.data.startswith(b'\xef\xbb\xbf"Gemeente";"Code";')


@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [
        ("gebied=PV99", ""),
        ("gebied=corop-nergens", ""),
        ("gemeente=Nergenshuizen", "Nergenshuizen"),
        ("gemeente=" + ";".join(f"Gemeente{number}" for number in range(500)), "4000"),
        ("gemeente=" + ";".join(f"g{number}" for number in range(500)), "ten hoogste 75 gemeenten"),
        ("datum=9999-99-99", SPRING),
        ("datum=foo", SPRING),
        ("tegenover=alles", ""),
        ("volgorde=geen", ""),
        ("vorm=XX&beleidsterrein=toveren&onderwerp=geluk", ""),
    ],
)
def test_what_cannot_be_read_is_said_so_and_does_not_count(
    visit: Visit, parameters: str, complaint: str
) -> None:
    page = visit().get(f"{MATRIX}?{parameters}")
    assert page.status_code == 422
    assert complaint in page.text
    assert "342 gemeenten" in page.text


@pytest.mark.parametrize(
    "parameters",
    [
        "gemeente=%00",
        "gebied=%00",
        "datum=9999-12-31",
        "datum=0001-01-01",
        "gemeente=;;;&erbij=;",
        "gemeente=%ED%A0%80",
        "gemeente=Heerlen&gemeente=Heerlen&gemeente=Kerkrade",
        "gebied=PV20&gebied=PV29&tegenover=rechtsvormen&datum=1980-01-01",
        "gebied=PV20&tegenover=beleidsterreinen&datum=1980-01-01",
        "gemeente='\"><script>",
        "endpoint=x&_scheme=x&_anchor=x&_external=1&_method=x",
    ],
)
@pytest.mark.parametrize("ending", ["", ".csv"])
def test_odd_addresses_never_break_it(visit: Visit, parameters: str, ending: str) -> None:
    answer = visit().get(f"{MATRIX}{ending}?{parameters}")
    assert answer.status_code in (200, 422)
    assert "<script>" not in answer.text


def test_list_and_map_and_municipality_lead_to_it(visit: Visit) -> None:
    browser = visit()
    for address in ("/samenwerkingen", "/samenwerkingen/kaart", "/gemeenten/gm0917-heerlen"):
        assert f'href="{MATRIX}' in browser.get(address).text


def test_few_queries_whatever_is_asked(visit: Visit, people: People, queries: Queries) -> None:
    asked = (
        "",
        "?gebied=PV30",
        "?gemeente=Heerlen&erbij=Kerkrade",
        "?gemeente=Heerlen",
        "?tegenover=beleidsterreinen",
    )
    for person in (people.nobody, people.anna):
        browser = visit(person)
        for parameters in asked:
            with queries() as statements:
                assert browser.get(MATRIX + parameters).status_code == 200
            assert len(statements) <= 8, (person, parameters, statements)


def test_a_day_without_a_register_gives_an_empty_matrix(visit: Visit) -> None:
    rows: list[Any] = file_of(visit, f"datum={date.min.isoformat()}")
    assert {number for row in rows[1:] for number in row[2:]} == {"0"}
