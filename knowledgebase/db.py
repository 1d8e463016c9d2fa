# SPDX-License-Identifier: EUPL-1.2
"""The database: handle, column types, and how transactions begin.

On SQLite a transaction that will write takes the write lock at its start
(BEGIN IMMEDIATE): a lock taken halfway fails or loses updates under load.
"""

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
import sqlalchemy.orm
from flask import Flask, has_request_context, request
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.orm.state import InstanceState

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
PATIENCE = 50
"""Milliseconds that somebody who reads waits to note something while another writes."""
LONGEST_WAIT = 15_000
"""Milliseconds that whoever must write waits."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
Row = TypeVar("Row")
_only_reads: ContextVar[bool] = ContextVar("only_reads", default=False)


class Utc(sa.types.TypeDecorator[datetime]):
    """Moments, always aware and in UTC; stored without zone."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse naive moments, which mean something else on every machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give the moment its zone back."""
        return value.replace(tzinfo=UTC) if value else None


class Base(DeclarativeBase):
    """What all tables share: how types are stored and constraints are named."""

    registry = sa.orm.registry(
        metadata=sa.MetaData(naming_convention=NAMES),
        type_annotation_map={
            datetime: Utc(),
            enum.Enum: sa.Enum(
                enum.Enum,
                native_enum=False,
                length=40,
                values_callable=lambda kind: [one.value for one in kind],
            ),
            dict[str, Any]: sa.JSON(),
        },
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True)
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def reserve_room() -> None:
    """Keep a fault of CPython 3.11 from ending the process.

    Instances share the names of their attributes. When those are full, the next
    new one makes a dict, which may start the garbage collector, which runs
    `InstanceState._cleanup`, which sets the same attributes of the same state:
    both then own, and free, the same memory. Names that were there from the
    start never run full. See make_dict_from_instance_attributes in
    Objects/dictobject.c of 3.11.
    """
    state: Any = InstanceState.__new__(InstanceState)
    state.session_id = state._strong_obj = None


reserve_room()


def init_app(app: Flask, migrations: str) -> None:
    """Attach the database and its migrations to the site."""
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
            "connect_args": {"isolation_level": None, "timeout": LONGEST_WAIT / 1000}
        }
    db.init_app(app)
    Migrate(app, db, directory=migrations, render_as_batch=True, compare_type=True)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            sa.event.listen(db.engine, "connect", _set_pragmas)
            sa.event.listen(db.engine, "begin", _begin)


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


@contextmanager
def reading() -> Iterator[None]:
    """Run the block in a transaction that only reads, and end it.

    Rows loaded before or inside are read afresh when they are used later, so
    a slow step may stand between a check and the write that follows.
    """
    if not _writes():
        yield
        return
    db.session.rollback()
    token = _only_reads.set(True)
    try:
        yield
    finally:
        db.session.rollback()
        _only_reads.reset(token)


def found_or_added(model: type[Row], **key: Any) -> Row:
    """Give the row with this unique key, added if it is new, also when two add it at once."""
    wanted = sa.select(model).filter_by(**key)
    row = db.session.scalar(wanted)
    if row is not None:
        return row
    try:
        with db.session.begin_nested():
            row = model(**key)
            db.session.add(row)
    except IntegrityError:
        return db.session.scalars(wanted).one()
    return row


def write_if_free(statement: sa.Update) -> bool:
    """Write in a transaction of its own, whose first statement writes; give up when somebody else is writing.

    For what a reader leaves behind, and what may be left out: tell whether it was written.
    """
    with db.engine.begin() as connection:
        _wait_at_most(connection, PATIENCE)
        try:
            connection.execute(statement)
        except OperationalError:
            return False
        finally:
            _wait_at_most(connection, LONGEST_WAIT)
    return True


def _wait_at_most(connection: sa.Connection, milliseconds: int) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {milliseconds}")


def _writes() -> bool:
    if _only_reads.get():
        return False
    return not has_request_context() or request.method not in SAFE_METHODS


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes() else "BEGIN")


def _set_pragmas(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
