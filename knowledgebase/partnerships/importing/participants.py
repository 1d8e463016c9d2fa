# SPDX-License-Identifier: EUPL-1.2
"""Bring up to date who takes part in each version."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from knowledgebase.db import db
from knowledgebase.organisations.bulk import BATCH, Progress, Row, Tally
from knowledgebase.organisations.models import Organisation, OrganisationKind
from knowledgebase.organisations.tables import Line, lines_of
from knowledgebase.partnerships.models import Participant

COLUMNS = ("regeling_roo_id", "deelnemer", "code", "type", "toetredingsdatum", "verdeelsleutel")
PREFIX = "Gemeente "
Key = tuple[int, str]
Rows = dict[Key, dict[str, Any]]


def bring_participants(
    path: Path, register_ids: set[str], ids: dict[str, int], progress: Progress
) -> tuple[Tally, set[str]]:
    """Make participants agree with the file, for the versions `register_ids`; give also the versions that changed.

    :raises TableWrong: when the file is wrong.
    """
    wanted = _wanted(path, register_ids, ids)
    covered = {ids[register_id] for register_id in register_ids}
    known = {key: row for key, row in _known().items() if key[0] in covered}
    new = [row for key, row in wanted.items() if key not in known]
    changed = [
        {**row, "id": known[key]["id"]}
        for key, row in wanted.items()
        if key in known and any(known[key][name] != value for name, value in row.items())
    ]
    gone = [row for key, row in known.items() if key not in wanted]
    _write(sa.insert(Participant), new, progress)
    _write(sa.update(Participant), changed, progress)
    if gone:
        db.session.execute(sa.delete(Participant).where(Participant.id.in_([row["id"] for row in gone])))
    register_id_of = {id: register_id for register_id, id in ids.items()}
    touched = {register_id_of[row["version_id"]] for row in (*new, *changed, *gone)}
    unchanged = len(wanted) - len(new) - len(changed)
    return Tally(len(new), len(changed), unchanged, removed=len(gone)), touched


def _wanted(path: Path, register_ids: set[str], ids: dict[str, int]) -> Rows:
    find = _municipality_finder()
    found: Rows = {}
    for line in lines_of(path, COLUMNS):
        register_id = line.needed("regeling_roo_id", 20)
        if register_id not in register_ids:
            raise line.wrong("regeling_roo_id", f"{register_id} is not an arrangement of this export")
        row = _row(line, ids[register_id], find)
        key = (row["version_id"], row["name"])
        if key in found:
            raise line.wrong("deelnemer", f"{row['name']} takes part in {register_id} more than once")
        found[key] = row
    return found


def _row(line: Line, version_id: int, find: Callable[[str, str], int | None]) -> dict[str, Any]:
    name, code = line.needed("deelnemer", 200), line.text("code", 40)
    return {
        "version_id": version_id,
        "organisation_id": find(name, code),
        "name": name,
        "code": code,
        "kind": line.text("type", 40),
        "joined": line.day("toetredingsdatum"),
        "share": line.decimal("verdeelsleutel"),
    }


def _municipality_finder() -> Callable[[str, str], int | None]:
    """Give what finds a municipality: by its code, and where the register has none by the name of an ended one."""
    statement = sa.select(Organisation.id, Organisation.code, Organisation.name, Organisation.valid_to)
    rows = db.session.execute(statement.where(Organisation.kind == OrganisationKind.MUNICIPALITY)).all()
    by_code = {row.code: row.id for row in rows}
    ids_of: dict[str, list[int]] = {}
    for row in rows:
        ids_of.setdefault(PREFIX + row.name, []).append(row.id)
    ended = {
        PREFIX + row.name: row.id for row in rows if row.valid_to and len(ids_of[PREFIX + row.name]) == 1
    }

    def find(name: str, code: str) -> int | None:
        return by_code.get(code) if code else ended.get(name)

    return find


def _known() -> dict[Key, Row]:
    columns = ("id", "version_id", "organisation_id", "name", "code", "kind", "joined", "share")
    statement = sa.select(*(getattr(Participant, name) for name in columns))
    return {(row["version_id"], row["name"]): dict(row) for row in db.session.execute(statement).mappings()}


def _write(statement: Any, rows: list[dict[str, Any]], progress: Progress) -> None:
    for start in range(0, len(rows), BATCH):
        db.session.execute(statement, rows[start : start + BATCH])
        progress("participants", min(start + BATCH, len(rows)), len(rows))
