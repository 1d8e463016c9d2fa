# SPDX-License-Identifier: EUPL-1.2
"""Tables to go on with in a spreadsheet: CSV in which no text of somebody becomes a formula."""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import StringIO

from babel.numbers import get_decimal_symbol
from flask import Response
from flask_babel import get_locale

Value = str | int | Decimal
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What makes a spreadsheet compute a text; the wide forms count as the others in Excel."""


def spreadsheet(rows: Iterable[Sequence[Value]], name: str) -> Response:
    """Give rows as a CSV file to keep, written the way a spreadsheet in the language of the page reads it.

    Every value is quoted: an unquoted one could be cut where another language separates.
    """
    symbol = get_decimal_symbol(get_locale())
    file = StringIO()
    writer = csv.writer(file, delimiter=";" if symbol == "," else ",", quoting=csv.QUOTE_ALL)
    writer.writerows([_written(value, symbol) for value in row] for row in rows)
    # Without the mark at the beginning Excel takes UTF-8 for something else.
    response = Response(file.getvalue().encode("utf-8-sig"), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.csv")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _written(value: Value, symbol: str) -> str:
    if isinstance(value, str):
        return f"'{value}" if value.lstrip(" \n").startswith(FORMULA) else value
    return str(value).replace(".", symbol)
