# SPDX-License-Identifier: EUPL-1.2
"""Bring up to date which municipalities share a border."""

from pathlib import Path

import sqlalchemy as sa

from knowledgebase.db import db
from knowledgebase.organisations.bulk import Progress, Tally
from knowledgebase.organisations.models import Neighbour, Organisation
from knowledgebase.organisations.tables import Line, lines_of

Borders = dict[tuple[int, int], float]


def bring_neighbours(path: Path, ids: dict[str, int], progress: Progress) -> Tally:
    """Make the borders agree with a file of pairs; each counts both ways. Ended organisations keep theirs.

    :raises TableWrong: when the file is wrong or names a municipality we do not know.
    """
    wanted = _borders(path, ids)
    known = {(one, other): border for one, other, border in db.session.execute(_stored())}
    new = [_row(pair, wanted[pair]) for pair in wanted.keys() - known.keys()]
    changed = [pair for pair in wanted.keys() & known.keys() if wanted[pair] != known[pair]]
    ended = _ended()
    gone = [pair for pair in known.keys() - wanted.keys() if ended.isdisjoint(pair)]
    if new:
        db.session.execute(sa.insert(Neighbour), new)
    for pair in changed:
        db.session.execute(sa.update(Neighbour).where(*_is(pair)).values(border=wanted[pair]))
    for pair in gone:
        db.session.execute(sa.delete(Neighbour).where(*_is(pair)))
    progress("neighbours", len(wanted), len(wanted))
    return Tally(len(new), len(changed), len(wanted) - len(new) - len(changed), removed=len(gone))


def _borders(path: Path, ids: dict[str, int]) -> Borders:
    found: Borders = {}
    for line in lines_of(path, ("gm_code_a", "gm_code_b", "gedeelde_grens_km")):
        one, other = (_known_id(line, column, ids) for column in ("gm_code_a", "gm_code_b"))
        if one == other or (one, other) in found:
            raise line.wrong("gm_code_b", "this pair is no pair, or stands here more than once")
        found[one, other] = found[other, one] = line.decimal("gedeelde_grens_km") or 0.0
    return found


def _known_id(line: Line, column: str, ids: dict[str, int]) -> int:
    code = line.needed(column, 40)
    if code not in ids:
        raise line.wrong(column, f"{code} is not a municipality we know")
    return ids[code]


def _stored() -> sa.Select[tuple[int, int, float]]:
    return sa.select(Neighbour.organisation_id, Neighbour.neighbour_id, Neighbour.border)


def _row(pair: tuple[int, int], border: float) -> dict[str, float]:
    return {"organisation_id": pair[0], "neighbour_id": pair[1], "border": border}


def _is(pair: tuple[int, int]) -> tuple[sa.ColumnElement[bool], ...]:
    return Neighbour.organisation_id == pair[0], Neighbour.neighbour_id == pair[1]


def _ended() -> set[int]:
    return set(db.session.scalars(sa.select(Organisation.id).where(Organisation.valid_to.is_not(None))))
