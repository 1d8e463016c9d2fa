# SPDX-License-Identifier: EUPL-1.2
"""Make a table of the database agree with rows from elsewhere, in few statements."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from knowledgebase.db import db

Row = Mapping[str, Any]
Progress = Callable[[str, int, int], None]
"""Called with the name of the step, how much of it is done, and how much there is."""
BATCH = 500


@dataclass
class Tally:
    """What an import did. `missing` are the keys of rows that we have and the file does not."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    ended: int = 0
    removed: int = 0
    missing: list[str] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing changed."""
        return not (self.new or self.changed or self.ended or self.removed)

    def __add__(self, other: "Tally") -> "Tally":
        """Add what another part of the import did."""
        return Tally(
            self.new + other.new,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.ended + other.ended,
            self.removed + other.removed,
            self.missing + other.missing,
        )


@dataclass(frozen=True)
class Agreed:
    """What `agree` did, and the ids of the rows by key; `touched` are the keys of new and changed rows."""

    tally: Tally
    ids: dict[Any, int]
    touched: set[Any]


def silent(step: str, done: int, total: int) -> None:
    """Show no progress."""


def agree(
    model: Any,
    key: str,
    rows: Sequence[Row],
    *,
    among: sa.ColumnElement[bool] | None = None,
    ends: str = "",
    step: str = "",
    progress: Progress = silent,
) -> Agreed:
    """Add the rows that are new and change those that differ; remove nothing.

    Rows are told apart by the column `key`; a row may leave out columns, which
    are then left alone. A row whose column `ends` is filled in for the first
    time counts as ended. Rows of the table that are not `among` those that the
    file is about are none of its business.
    """
    columns = sorted({name for row in rows for name in row} | {"id"})
    known = {one[key]: one for one in _stored(model, columns, among)}
    new = [row for row in rows if row[key] not in known]
    differing = [
        (known[row[key]], row) for row in rows if row[key] in known and _differs(known[row[key]], row)
    ]
    # Every row names the same columns, so that one prepared statement writes them all.
    empty = dict.fromkeys(name for name in columns if name != "id")
    _write(sa.insert(model), [{**empty, **row} for row in new], step, progress)
    _write(sa.update(model), [{**before, **row} for before, row in differing], step, progress)
    ended = sum(bool(ends and row.get(ends) and not before[ends]) for before, row in differing)
    tally = Tally(
        new=len(new),
        changed=len(differing) - ended,
        unchanged=len(rows) - len(new) - len(differing),
        ended=ended,
        missing=sorted(str(one) for one in known.keys() - {row[key] for row in rows}),
    )
    return Agreed(tally, dict(_ids(model, key)), {row[key] for row in (*new, *(row for _, row in differing))})


def _stored(model: Any, columns: Sequence[str], among: sa.ColumnElement[bool] | None) -> Iterable[Row]:
    statement = sa.select(*(getattr(model, name) for name in columns))
    statement = statement if among is None else statement.where(among)
    return [dict(row) for row in db.session.execute(statement).mappings()]


def _differs(before: Row, row: Row) -> bool:
    return any(before[name] != value for name, value in row.items())


def _ids(model: Any, key: str) -> Iterable[tuple[Any, int]]:
    return [(value, id) for value, id in db.session.execute(sa.select(getattr(model, key), model.id))]


def _write(statement: Any, rows: Sequence[Row], step: str, progress: Progress) -> None:
    for start in range(0, len(rows), BATCH):
        db.session.execute(statement, list(rows[start : start + BATCH]))
        progress(step, min(start + BATCH, len(rows)), len(rows))
