# SPDX-License-Identifier: EUPL-1.2
"""Files for a spreadsheet hold no formulas, and are read as the language of the page writes them."""

import csv
import io
from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import force_locale

from knowledgebase.web.spreadsheet import Value, spreadsheet


def written(app: Flask, value: Value, language: str) -> str:
    """Write one value, and read it as a spreadsheet in this language does."""
    with app.test_request_context(), force_locale(language):
        file = spreadsheet([["naam"], [value]], "tabel").get_data().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(file, newline=""), delimiter=";" if language == "nl" else ","))
    assert rows[0] == ["naam"]
    return rows[1][0]


@pytest.mark.parametrize(
    "text", ["=1+1", "+31 6", "-x", "-1.5", "@som", "\t=1", "\r=1", " =1", "＝1", "=HYPERLINK(1)"]
)
def test_a_text_that_begins_as_a_formula_stays_text(app: Flask, text: str) -> None:
    assert written(app, text, "nl") == f"'{text}"


@pytest.mark.parametrize("text", ["'s-Hertogenbosch", "Een, twee; drie", 'een "woord"', "a=1", "é €", ""])
def test_other_texts_stay_as_they_are(app: Flask, text: str) -> None:
    assert [written(app, text, language) for language in ("nl", "en")] == [text, text]


@pytest.mark.parametrize(("number", "dutch"), [(-2, "-2"), (0, "0"), (Decimal("-12.75"), "-12,75")])
def test_numbers_are_written_as_the_language_does(app: Flask, number: Value, dutch: str) -> None:
    assert written(app, number, "nl") == dutch
    assert written(app, number, "en") == str(number)


def test_the_file_has_a_name_and_the_mark_of_utf_8(app: Flask) -> None:
    with app.test_request_context():
        file = spreadsheet([["naam"]], "tabel")
    assert file.get_data().startswith(b"\xef\xbb\xbf")
    assert file.headers["Content-Disposition"] == "attachment; filename=tabel.csv"
