# SPDX-License-Identifier: EUPL-1.2
"""Files for a spreadsheet hold no formulas."""

import csv
import io

import pytest
from flask import Flask

from knowledgebase.web.csv import csv_response


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+31 6", "'+31 6"),
        ("-x", "'-x"),
        ("@som", "'@som"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("-1.5", "-1.5"),
        (-2, "-2"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("Een, twee", "Een, twee"),
    ],
)
def test_what_begins_as_a_formula_becomes_text(cell: object, written: str) -> None:
    with Flask(__name__).test_request_context():
        answer = csv_response("a.csv", ["naam"], [[cell]])
    text = answer.get_data().decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["naam"], [written]]
