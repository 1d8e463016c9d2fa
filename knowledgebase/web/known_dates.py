# SPDX-License-Identifier: EUPL-1.2
"""Dates as far as they are known: a year, a month or a day."""

import re
from datetime import date

from flask_babel import lazy_gettext as _
from wtforms import StringField

from knowledgebase.web.forms import tidy

FIRST_YEAR, LAST_YEAR = 1900, 2100
ISO_ORDER = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?", re.ASCII)
DUTCH_ORDER = re.compile(r"(?:(?:(?P<day>\d{1,2})-)?(?P<month>\d{1,2})-)?(?P<year>\d{4})", re.ASCII)


def known_date(text: str) -> str:
    """Write a date as far as it is known, in ISO 8601: `2016`, `2016-03` or `2016-03-01`; empty stays empty.

    Reads `1-3-2016` and `3-2016` too.

    :raises ValueError: when it is no date between 1900 and 2100.
    """
    if not text:
        return ""
    found = ISO_ORDER.fullmatch(text) or DUTCH_ORDER.fullmatch(text)
    if found is None:
        raise ValueError(text)
    year, month, day = (int(found[part]) if found[part] else None for part in ("year", "month", "day"))
    date(year or 0, month or 1, day or 1)
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(text)
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])


class KnownDate(StringField):
    """A date as far as it is known."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read `2016`, `2016-03`, `2016-03-01`, `3-2016` and `1-3-2016`."""
        typed = tidy("".join(valuelist[:1]))
        try:
            self.data = known_date(typed)
        except ValueError:
            self.data = typed
            raise ValueError(
                _("Write a year, a month or a day, such as 2016, 2016-03 or 2016-03-01.")
            ) from None
