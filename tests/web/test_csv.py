# SPDX-License-Identifier: EUPL-1.2
"""Tables as files that run nothing in a spreadsheet."""

import csv
import io

import pytest

from knowledgebase.web.csv import csv_response


def written(*cells: object) -> list[str]:
    file = csv_response("tabel", ["kop"], [cells]).data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(file, newline="")))[1]


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(1)", "-"])
def test_a_text_that_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert written(text) == [f"'{text}"]


@pytest.mark.parametrize(
    "value", [-5, 2.5, "-5", "+3,5", "-12.75", "gewoon, met komma", 'een "woord"', "a=1", ""]
)
def test_numbers_and_other_texts_stay_as_they_are(value: object) -> None:
    assert written(value, "x") == [str(value), "x"]


def test_what_is_not_known_is_empty() -> None:
    assert written(None, 0) == ["", "0"]
    assert written("Appingedam é €", 1) == ["Appingedam é €", "1"]


def test_the_file_has_a_name_and_the_mark_of_utf_8() -> None:
    response = csv_response("casussen-kosten", ["kop"], [])
    assert response.data == b"\xef\xbb\xbfkop\r\n"
    assert response.headers["Content-Disposition"] == "attachment; filename=casussen-kosten.csv"
