# SPDX-License-Identifier: EUPL-1.2
"""Cases side by side: what is compared, for whom, and what it costs."""

import csv
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from io import StringIO
from itertools import product

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from knowledgebase.db import db
from knowledgebase.organisations.models import Organisation
from tests.cases.stories import share_quickly, write_case
from tests.conftest import Visit
from tests.people import People, Person

Queries = Callable[[], AbstractContextManager[list[str]]]

ENGLISH = {"Accept-Language": "en"}
DUTCH = {"Accept-Language": "nl"}
OTHER = {
    "title": "Samen inkopen ging wel goed, dank je",
    "legal_form": "INK",
    "motives-cost-score": "2",
    "motives-cost-line": "",
    "phase": "operation",
    "stopped_in": "",
    "outcome": "successful",
    "exit_rules": "",
    "costs-migration-actual_once": "100000",
    "partners-1-role": "participant",
    "partners-1-left": "",
}
"""How the second case differs from the one that is usually written."""
NOT_HERE = "Not all of these cases are here for you"


def test_two_cases_stand_side_by_side_in_the_order_of_the_address(visit: Visit, people: People) -> None:
    first, second = _two(visit, people)
    for ids in ((first, second), (second, first)):
        rows = _rows(visit().get(_address(*ids), headers=ENGLISH))
        legal_forms = dict(
            zip((first, second), ("Host municipality arrangement", "Joint procurement"), strict=True)
        )
        assert rows["Legal form"] == [legal_forms[id] for id in ids]
    rows = _rows(visit().get(_address(first, second), headers=ENGLISH))
    assert rows["Sort of case"] == ["Cooperation", "Cooperation"]
    assert rows["Outcome"] == ["Stopped", "Successful"]
    assert rows["Stopped in phase"] == ["Operation", "Did not stop"]
    assert rows["Rules on exit"] == ["Yes", "not known"]
    assert rows["Cost"] == ["3 of 3De begroting moest sluiten", "2 of 3"]
    assert rows["Quality"] == ["1 of 3", "1 of 3"]
    assert rows["Period"] == ["May 2014 – 31 December 2019", "May 2014 – now"]
    assert rows["What it stumbled over"] == ["No baselineLoss of trust"] * 2
    assert rows["Partners"][0] == ("Demogemeente Noord (Host)Demogemeente Zuid (Left, 31 December 2019)")


def test_costs_are_divided_among_the_inhabitants_of_those_who_take_part(
    app: Flask, visit: Visit, people: People
) -> None:
    ids = _two(visit, people)
    _let_count(app, 40_000, 60_000)
    page = visit().get(_address(*ids), headers=DUTCH)
    rows = _rows(page)
    assert rows["Inwoners samen"] == ["40.000", "100.000"]
    assert rows["Migratie en conversie van gegevens begroot"] == ["€ 100.000", "€ 100.000"]
    assert rows["Migratie en conversie van gegevens werkelijk"] == ["€ 180.000", "€ 100.000"]
    assert rows["Totaal werkelijk"] == ["€ 185.000", "€ 105.000"]
    assert rows["Werkelijk min begroot in euro's"] == ["+€ 80.000", "€ 0"]
    assert rows["Werkelijk min begroot in procenten"] == ["+80%", "0%"]
    assert rows["Totaal per inwoner begroot"] == ["€ 2,50", "€ 1,00"]
    assert rows["Totaal per inwoner werkelijk"] == ["€ 4,63", "€ 1,05"]
    assert rows["Behaalde besparing per jaar per inwoner"] == ["€ -0,30", "€ -0,12"]
    assert "op 1 januari 2024" in page.text


@pytest.mark.parametrize("counts", [(None, 60_000), (0, 60_000), (None, None), (0, 0)])
def test_nothing_is_divided_where_the_inhabitants_of_one_are_not_known(
    app: Flask, visit: Visit, people: People, counts: tuple[int | None, int | None]
) -> None:
    ids = _two(visit, people)
    _let_count(app, *counts)
    rows = _rows(visit().get(_address(*ids), headers=ENGLISH))
    assert rows["Total per inhabitant actual"] == ["not known", "not known"]
    assert rows["Inhabitants together"] == ["not known", "at least 60,000" if counts[1] else "not known"]


def test_amounts_of_one_year_are_told_once_and_each_period_apart(visit: Visit, people: People) -> None:
    first, second = _two(visit, people)
    page = visit().get(_address(first, second), headers=ENGLISH)
    assert "prices of different years" not in page.text
    assert _rows(page)["Licences actual"] == ["€ 25,000", "€ 25,000"]
    third = _id(write_case(visit(people.anna), title="Een derde casus uit een ander jaar", price_year="2020"))
    page = visit().get(_address(first, third), headers=ENGLISH)
    assert "Price years: 2016, 2020." in page.text
    assert _rows(page)["Price year"] == ["2016", "2020"]


def test_what_differs_is_marked_in_words_and_can_be_shown_alone(visit: Visit, people: People) -> None:
    ids = _two(visit, people)
    whole = visit().get(_address(*ids), headers=ENGLISH)
    assert {"Legal form", "Rules on exit"} <= _marked(whole)
    assert not {"Sort of case", "Quality"} & _marked(whole)
    short = visit().get(f"{_address(*ids)}&verschillen=1", headers=ENGLISH)
    assert set(_rows(short)) == _marked(whole)
    assert BeautifulSoup(short.text, "html5lib").find("a", href=_address(*ids))
    same = [_id(write_case(visit(people.anna), title=f"Dezelfde casus nog een keer, {n}")) for n in "ab"]
    assert "say the same about everything" in (
        visit().get(f"{_address(*same)}&verschillen=1", headers=ENGLISH).text
    )


def test_search_engines_leave_combinations_alone(visit: Visit, people: People) -> None:
    for address in (_address(*_two(visit, people)), "/casussen/vergelijken"):
        assert '<meta name="robots" content="noindex">' in visit().get(address).text


def test_cases_are_chosen_in_the_list_and_from_a_case(visit: Visit, people: People) -> None:
    first, second = _two(visit, people)
    page = BeautifulSoup(visit().get("/casussen").text, "html5lib")
    form = page.find("form", action="/casussen/vergelijken")
    boxes = page.find_all("input", attrs={"name": "casus", "form": form["id"]})
    assert [box["value"] for box in boxes] == [str(second), str(first)]
    assert page.find("button", form=form["id"])
    assert (
        f'href="/casussen/vergelijken?casus={first}"'
        in visit().get(f"/casussen/{first}-x", follow_redirects=True).text
    )


@pytest.mark.parametrize(
    "text", ["inkopen dank", "INKOPEN", "Zuid", "{second}", "http://localhost/casussen/{second}-x"]
)
def test_a_case_to_add_is_found_by_its_words_a_partner_or_its_number(
    visit: Visit, people: People, text: str
) -> None:
    first, second = _two(visit, people)
    page = visit().get(
        "/casussen/vergelijken",
        query_string={"casus": first, "zoek": text.format(second=second), "kies": 1},
    )
    assert _ticks(page) == {first: True, second: False}
    sent = visit().get(f"{_address(first, second)}&zoek=inkopen")
    assert (sent.status_code, sent.location) == (302, _address(first, second))


def test_what_is_not_found_is_said(visit: Visit, people: People) -> None:
    first, _second = _two(visit, people)
    for text in ("qqq", "%", "_", "a" * 5_000, "' OR 1=1 --", "99999999999999999999", "\x00qqq"):
        page = visit().get(
            "/casussen/vergelijken", query_string={"casus": first, "zoek": text}, headers=ENGLISH
        )
        assert page.status_code == 200
        assert _ticks(page) == {first: True}, text
        assert "No other cases found." in page.text


def test_more_than_four_are_too_many_and_the_same_one_twice_is_one(visit: Visit, people: People) -> None:
    ids = [_id(share_quickly(visit(people.anna), title=f"Casus met nummer {n} van vijf")) for n in range(5)]
    assert visit().get(_address(*ids[:4])).status_code == 200
    refused = visit().get(_address(*ids), headers=ENGLISH)
    assert refused.status_code == 422
    assert "At most 4 cases" in refused.text
    assert _ticks(refused) == dict.fromkeys(ids, True)
    once = visit().get(_address(ids[0], ids[0]))
    assert once.status_code == 200
    assert _ticks(once)[ids[0]]
    assert visit().get(f"{_address(*ids)}&casus=1" + "&casus=x" * 5_000).status_code in (404, 422)


@pytest.mark.parametrize(
    "id", ["0", "-1", "1" + "0" * 20, "tekst", "%00", "1%27--", "%F0%9F%92%A9", "٣", "999999"]
)
def test_what_is_no_number_of_a_case_is_not_here(visit: Visit, people: People, id: str) -> None:
    known = _two(visit, people)[0]
    for address in (f"/casussen/vergelijken?casus={id}", f"{_address(known)}&casus={id}"):
        page = visit().get(address, headers=ENGLISH)
        empty = id == "%00"
        assert page.status_code == (200 if empty else 404), address
        assert (NOT_HERE in page.text) is not empty
        assert visit().get(address.replace("vergelijken?", "vergelijken.csv?")).status_code == 302


def test_a_case_for_the_own_organisation_is_compared_by_who_may_read_it(visit: Visit, people: People) -> None:
    known = _two(visit, people)[0]
    secret = _id(write_case(visit(people.anna), title="Wat wij voor onszelf houden", visibility="own"))
    _is_compared_by(visit, (known, secret), people.anna, people.bram, people.olga, people.mo)
    _is_not_here_for(visit, (known, secret), people.nobody, people.rik, people.chris, people.sam, people.ada)
    assert "My own organisation" in visit(people.bram).get(_address(known, secret), headers=ENGLISH).text


def test_what_is_hidden_or_in_the_bin_is_compared_by_author_and_moderators(
    visit: Visit, people: People
) -> None:
    known, hidden = _two(visit, people)
    binned = _id(write_case(visit(people.anna), title="Wat in de prullenbak ligt"))
    visit(people.mo).post(
        f"/moderatie/besluiten/{hidden}", data={"verdict": "hide", "reason": "Er staan namen in."}
    )
    visit(people.anna).post(f"/bijdragen/{binned}/verwijderen", data={"reason": ""})
    for id in (hidden, binned):
        _is_compared_by(visit, (known, id), people.anna, people.mo)
        _is_not_here_for(visit, (known, id), people.nobody, people.rik, people.bram, people.chris, people.sam)


def test_what_one_may_not_see_answers_as_what_does_not_exist(visit: Visit, people: People) -> None:
    known = _two(visit, people)[0]
    secret = _id(write_case(visit(people.anna), title="Wat wij voor onszelf houden", visibility="own"))
    for person in (people.nobody, people.chris):
        answers = {
            str(BeautifulSoup(visit(person).get(_address(known, id)).text, "html5lib").main)
            for id in (secret, 888_888)
        }
        assert len(answers) == 1
        assert "onszelf" not in answers.pop()


def test_the_same_rows_come_as_a_file_for_a_spreadsheet(app: Flask, visit: Visit, people: People) -> None:
    first, second = _two(visit, people)
    _let_count(app, 40_000, 60_000)
    page = visit().get(_address(first, second), headers=DUTCH)
    file = visit().get(_address(first, second, "csv"), headers=DUTCH)
    assert file.content_type == "text/csv; charset=utf-8"
    assert file.headers["Content-Disposition"] == f"attachment; filename=vergelijking-{first}-{second}.csv"
    assert file.headers["X-Robots-Tag"] == "noindex"
    assert file.data.startswith(b"\xef\xbb\xbf")
    head, addresses, *lines = _lines(file, ";")
    assert head == ["Onderdeel", "Wat", "Samen één servicedesk, na twee jaar gestopt", OTHER["title"]]
    assert addresses[2].startswith("http://localhost")
    assert [name.replace(": ", " ") for _part, name, *_cells in lines] == list(_names(page))
    cells = _first_of_each(lines)
    assert cells["Totaal per inwoner: werkelijk"] == ["4,63", "1,05"]
    assert cells["Behaalde besparing per jaar: samen"] == ["-12000", "-12000"]
    assert cells["Regels over uittreding"] == ["Ja", "niet bekend"]
    english = visit().get(_address(first, second, "csv"), headers=ENGLISH)
    assert _first_of_each(_lines(english, ","))["Total per inhabitant: actual"] == ["4.63", "1.05"]


def test_no_text_becomes_a_formula(visit: Visit, people: People) -> None:
    title, key = '=HYPERLINK("https://boos.test") en meer', "@SUM(1+1)*cmd|' /C calc'!A0"
    ids = [_id(write_case(visit(people.anna), title=title, allocation_key=key)) for _ in range(2)]
    head, *lines = _lines(visit().get(_address(*ids, "csv"), headers=DUTCH), ";")
    assert head[2:] == [f"'{title}"] * 2
    assert _first_of_each(lines)["Verdeelsleutel"] == [f"'{key}"] * 2


def test_a_comparison_costs_the_same_however_many_cases_and_partners(
    visit: Visit, people: People, queries: Queries
) -> None:
    small = [_id(share_quickly(visit(people.anna), title=f"Een korte casus, nummer {n}")) for n in range(2)]
    large = [_id(write_case(visit(people.anna), title=f"Een lange casus, nummer {n}")) for n in range(4)]
    counts, browsers = [], (visit(), visit(people.bram))
    pages = [
        page
        for ids in (small, large)
        for page in (_address(*ids), _address(*ids, "csv"), f"{_address(*ids)}&kies=1")
    ]
    for page, browser in product(pages, browsers):
        with queries() as statements:
            assert browser.get(page).status_code == 200
        assert len(statements) <= 8, statements
        counts.append(len(statements))
    assert counts[:6] == counts[6:]


def _two(visit: Visit, people: People) -> tuple[int, int]:
    return _id(write_case(visit(people.anna))), _id(write_case(visit(people.anna), **OTHER))


def _id(address: str) -> int:
    return int(address.split("/")[2].split("-")[0])


def _address(*parts: int | str) -> str:
    ids = [part for part in parts if isinstance(part, int)]
    ending = ".csv" if "csv" in parts else ""
    return f"/casussen/vergelijken{ending}?" + "&".join(f"casus={id}" for id in ids)


def _rows(page: TestResponse) -> dict[str, list[str]]:
    """Give what stands in the first row of each name: those of costs stand in two tables."""
    assert page.status_code == 200
    rows = BeautifulSoup(page.text, "html5lib").select("tbody tr")
    told = {
        _name(row): [cell.text.strip().replace("\xa0", " ") for cell in row.select("td")]
        for row in rows[::-1]
    }
    return dict(reversed(told.items()))


def _names(page: TestResponse) -> Iterable[str]:
    return [_name(row) for row in BeautifulSoup(page.text, "html5lib").select("tbody tr")]


def _marked(page: TestResponse) -> set[str]:
    rows = BeautifulSoup(page.text, "html5lib").select("tbody tr")
    return {_name(row) for row in rows if "(differs)" in row.th.text}


def _name(row: BeautifulSoup) -> str:
    return row.th.text.partition("\xa0≠")[0].strip()


def _ticks(page: TestResponse) -> dict[int, bool]:
    boxes = BeautifulSoup(page.text, "html5lib").select("input[name=casus]")
    return {int(box["value"]): box.has_attr("checked") for box in boxes}


def _lines(file: TestResponse, delimiter: str) -> list[list[str]]:
    return list(csv.reader(StringIO(file.data.decode("utf-8-sig")), delimiter=delimiter))


def _first_of_each(lines: list[list[str]]) -> dict[str, list[str]]:
    return {name: cells for _part, name, *cells in lines[::-1]}


def _is_compared_by(visit: Visit, ids: tuple[int, ...], *persons: Person) -> None:
    for person in persons:
        assert len(_rows(visit(person).get(_address(*ids), headers=ENGLISH))["Legal form"]) == len(ids), (
            person.name
        )
        assert visit(person).get(_address(*ids, "csv")).status_code == 200


def _is_not_here_for(visit: Visit, ids: tuple[int, ...], *persons: Person) -> None:
    for person in persons:
        page = visit(person).get(_address(*ids), headers=ENGLISH)
        assert (page.status_code, NOT_HERE in page.text) == (404, True), person.name
        assert next(iter(_ticks(page))) == ids[0]
        assert ids[1] not in _ticks(page)
        assert visit(person).get(_address(*ids, "csv")).status_code == 302


def _let_count(app: Flask, *inhabitants: int | None) -> None:
    with app.app_context():
        rows = db.session.scalars(sa.select(Organisation).order_by(Organisation.code)).all()
        for row, count in zip(rows, inhabitants, strict=True):
            row.inhabitants = count
        db.session.commit()
