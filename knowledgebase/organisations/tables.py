# SPDX-License-Identifier: EUPL-1.2
"""Read tables (CSV) that come from elsewhere, and say exactly what is wrong with them."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path


class TableWrong(Exception):
    """A file cannot be imported; the message names file, line and column."""


@dataclass(frozen=True)
class Line:
    """One line of a table. Its cells are read by type; an empty cell is None or an empty text."""

    file: str
    number: int
    cells: Mapping[str, str]

    def text(self, column: str, most: int) -> str:
        """Read a text of at most `most` characters.

        :raises TableWrong: when it is longer or holds a NUL character.
        """
        text = (self.cells.get(column) or "").strip()
        if len(text) > most:
            raise self.wrong(column, f"is longer than {most} characters")
        if "\x00" in text:
            raise self.wrong(column, "holds a NUL character")
        return text

    def needed(self, column: str, most: int) -> str:
        """Read a text that must be there.

        :raises TableWrong: when it is empty or too long.
        """
        return self.text(column, most) or self._refuse(column, "is empty")

    def day(self, column: str) -> date | None:
        """Read a day written as 2026-05-16.

        :raises TableWrong: when it is no such day.
        """
        text = self.text(column, 10)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise self.wrong(column, f"{text!r} is not a day like 2026-05-16") from None

    def whole(self, column: str) -> int | None:
        """Read a whole number.

        :raises TableWrong: when it is none.
        """
        text = self.text(column, 12)
        if text and not (text.isascii() and text.isdigit()):
            raise self.wrong(column, f"{text!r} is not a whole number")
        return int(text) if text else None

    def decimal(self, column: str) -> float | None:
        """Read a number, with a comma or a point.

        :raises TableWrong: when it is none.
        """
        text = self.text(column, 20)
        try:
            return float(text.replace(",", ".")) if text else None
        except ValueError:
            raise self.wrong(column, f"{text!r} is not a number") from None

    def address(self, column: str, most: int) -> str | None:
        """Read a web address; whatever is no http(s) address is left out."""
        text = self.text(column, most)
        return text if text.startswith(("http://", "https://")) else None

    def wrong(self, column: str, why: str) -> TableWrong:
        """Make the error that says what is wrong with a cell."""
        return TableWrong(f"{self.file}, line {self.number}, column {column}: {why}")

    def _refuse(self, column: str, why: str) -> str:
        raise self.wrong(column, why)


def lines_of(path: Path, columns: Sequence[str]) -> list[Line]:
    """Read a table that must have `columns`.

    :raises TableWrong: when it cannot be read or lacks a column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                raise TableWrong(f"{path.name} lacks the column {', '.join(missing)}")
            return [Line(path.name, reader.line_num, cells) for cells in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as failure:
        raise TableWrong(f"{path.name} cannot be read: {failure}") from None


def once(lines: Sequence[Line], column: str) -> None:
    """Refuse a table in which two lines have the same value in `column`.

    :raises TableWrong: naming the second line.
    """
    first: dict[str, int] = {}
    for line in lines:
        value = line.needed(column, 200)
        if value in first:
            raise line.wrong(column, f"{value} stands on line {first[value]} too")
        first[value] = line.number
