# SPDX-License-Identifier: EUPL-1.2
"""Tables to take along, as files that a spreadsheet opens and does not run."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

FORMULA = ("=", "+", "-", "@", "\t", "\r")
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it a spreadsheet takes UTF-8 for something else."""


def csv_response(name: str, header: Sequence[object], rows: Iterable[Sequence[object]]) -> Response:
    """Give a table as a file called `name`."""
    text = io.StringIO()
    csv.writer(text).writerows([_harmless(cell) for cell in row] for row in (header, *rows))
    answer = Response(BOM + text.getvalue(), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _harmless(cell: object) -> object:
    """Keep a spreadsheet from reading a text as a formula; numbers may be below zero."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) and not _is_number(cell) else cell


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
