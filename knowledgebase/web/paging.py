# SPDX-License-Identifier: EUPL-1.2
"""Pages of a list, cut by key and not by offset, so that page 1,000 costs what page 1 costs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Flask, request, url_for
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import aliased

from knowledgebase.web.addresses import LARGEST_ID
from knowledgebase.web.forms import tidy

PAGE_SIZE = 20
NOT_OURS = ("_", "endpoint")
"""With what parameters begin that mean something to `url_for` itself; no page of ours has one."""


@dataclass(frozen=True)
class Page:
    """One page of rows, newest first, with the addresses of its neighbours."""

    rows: Sequence[Any]
    newer: str | None
    older: str | None


def init_app(app: Flask) -> None:
    """Let templates link to this page with other parameters."""
    app.jinja_env.globals.update(address_with=address_with)


def newest_first(db: SQLAlchemy, statement: sa.Select[Any], id: Any, size: int = PAGE_SIZE) -> Page:
    """Give the page that the address asks for (`voor=` or `na=` an id) of rows ordered by `id`.

    The first selected column must be a row with an `id`.
    """
    return _page(db, statement, (id,), lambda cursor: (cursor,), size)


def latest_first(
    db: SQLAlchemy, statement: sa.Select[Any], model: Any, moment: str, size: int = PAGE_SIZE
) -> Page:
    """Give the page that the address asks for of rows of `model`, ordered by the column `moment` and then by id."""
    other = aliased(model)

    def key_of(cursor: int) -> tuple[Any, ...]:
        return sa.select(getattr(other, moment)).where(other.id == cursor).scalar_subquery(), cursor

    return _page(db, statement, (getattr(model, moment), model.id), key_of, size)


def earliest_first(
    db: SQLAlchemy, statement: sa.Select[Any], model: Any, moment: str, size: int = PAGE_SIZE
) -> Page:
    """Give the page that the address asks for as `latest_first` does, but the other way round."""
    other = aliased(model)

    def key_of(cursor: int) -> tuple[Any, ...]:
        return sa.select(getattr(other, moment)).where(other.id == cursor).scalar_subquery(), cursor

    return _page(db, statement, (getattr(model, moment), model.id), key_of, size, onward="na", back="voor")


def _page(
    db: SQLAlchemy,
    statement: sa.Select[Any],
    key: tuple[Any, ...],
    key_of: Callable[[int], tuple[Any, ...]],
    size: int,
    onward: str = "voor",
    back: str = "na",
) -> Page:
    turned, begun = whole_number(back), whole_number(onward)
    if turned is not None:
        rows = _cut(db, statement, key, back, key_of(turned), size)
        shown = list(reversed(rows[:size]))
        return Page(shown, _beside(shown, back, 0) if len(rows) > size else None, _beside(shown, onward, -1))
    rows = _cut(db, statement, key, onward, None if begun is None else key_of(begun), size)
    shown = list(rows[:size])
    newer = _beside(shown, back, 0) if begun is not None else None
    return Page(shown, newer, _beside(shown, onward, -1) if len(rows) > size else None)


def _cut(
    db: SQLAlchemy,
    statement: sa.Select[Any],
    key: tuple[Any, ...],
    direction: str,
    cursor: tuple[Any, ...] | None,
    size: int,
) -> Sequence[Any]:
    """Give one row more than a page: from the cursor on, `voor` to lower keys and `na` to higher ones."""
    upward = direction == "na"
    if cursor is not None:
        beyond = sa.tuple_(*key) > sa.tuple_(*cursor) if upward else sa.tuple_(*key) < sa.tuple_(*cursor)
        statement = statement.where(beyond)
    order = key if upward else tuple(part.desc() for part in key)
    return db.session.scalars(statement.order_by(*order).limit(size + 1)).unique().all()


def whole_number(name: str) -> int | None:
    """Read a whole number of the address; anything else counts as absent."""
    text = request.args.get(name, "")
    return min(int(text), LARGEST_ID) if text.isascii() and text.isdigit() and len(text) < 12 else None


def parameters(*names: str) -> dict[str, str | None]:
    """Read texts of the address, tidied; an empty one counts as absent."""
    return {name: tidy(request.args.get(name)) or None for name in names}


def every_parameter() -> dict[str, list[str]]:
    """Give the parameters of the address, to build another one with."""
    return {name: request.args.getlist(name) for name in request.args if not name.startswith(NOT_OURS)}


def address_with(**changes: str | list[str] | None) -> str:
    """Give the address of this page with some of its parameters changed; None removes one."""
    kept: dict[str, Any] = dict(every_parameter())
    kept.update(changes)
    kept = {name: value for name, value in kept.items() if value}
    return url_for(request.endpoint or "front.home", **(request.view_args or {}), **kept)


def _beside(shown: Sequence[Any], name: str, index: int) -> str | None:
    if not shown:
        return None
    return address_with(**{"na": None, "voor": None, name: str(shown[index].id)})
