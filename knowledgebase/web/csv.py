# SPDX-License-Identifier: EUPL-1.2
"""Tables as files (CSV) that a spreadsheet opens without running anything."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from flask import Response

BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)


def csv_response(name: str, header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Response:
    """Give a table as the file `name`.csv, in UTF-8 with a mark that spreadsheets know it by."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerows([_safe(cell) for cell in row] for row in (header, *rows))
    response = Response(written.getvalue().encode("utf-8-sig"), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.csv")
    return response


def _safe(cell: Any) -> Any:
    """Put an apostrophe before a text that a spreadsheet would take for a formula."""
    is_formula = isinstance(cell, str) and cell.startswith(BEGINS_FORMULA) and not NUMBER.fullmatch(cell)
    return f"'{cell}" if is_formula else cell
