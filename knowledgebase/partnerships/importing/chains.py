# SPDX-License-Identifier: EUPL-1.2
"""Versions that follow each other are one arrangement, and stay the same one in a newer export."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from knowledgebase.cases.models import Case
from knowledgebase.db import db, now
from knowledgebase.organisations.bulk import Row, Tally
from knowledgebase.organisations.tables import Line
from knowledgebase.partnerships.models import OWN_NUMBERS, Arrangement, ArrangementVersion, Subject

DERIVED = ("name", "legal_form", "subject", "starts", "latest_start", "ends")
FROM_VERSIONS = ("register_id", "arrangement_id", "name", "legal_form", "subject", "starts", "ends")


def bring_arrangements(lines: Sequence[Line], rows: Mapping[str, Row]) -> tuple[dict[str, int], Tally]:
    """Add and change arrangements; give the arrangement of every version, and what was done.

    :raises TableWrong: when a version names one before or after it that the file does not hold.
    """
    stored = _stored_versions()
    known = {one.id: one for one in db.session.scalars(sa.select(Arrangement))}
    homes, chains = _homes(chains_of(lines), stored, known)
    versions = stored | {id: dict(row) for id, row in rows.items()}
    tally = Tally()
    for arrangement, members in chains:
        _derive(arrangement, [versions[id] for id in members], tally)
    db.session.flush()
    _merge(known.values(), homes, stored)
    return {id: arrangement.id for id, arrangement in homes.items()}, tally


def note_changes(arrangement_ids: Iterable[int]) -> None:
    """Note that facts of these arrangements changed now."""
    statement = sa.update(Arrangement).where(Arrangement.id.in_(sorted(arrangement_ids)))
    db.session.execute(statement.values(changed_at=now()))


def chains_of(lines: Sequence[Line]) -> list[list[str]]:
    """Give the versions that follow each other, chain by chain.

    :raises TableWrong: when a version is linked to one that is not there.
    """
    chain_of = {line.cells["roo_id"]: [line.cells["roo_id"]] for line in lines}
    links = [(line, column) for line in lines for column in ("vorige_roo_id", "volgende_roo_id")]
    for line, column in links:
        other = line.text(column, 20) or line.cells["roo_id"]
        if other not in chain_of:
            raise line.wrong(column, f"{other} is not in this file")
        _join(chain_of, line.cells["roo_id"], other)
    return list({id(chain): chain for chain in chain_of.values()}.values())


def in_order(versions: Iterable[Row]) -> list[Row]:
    """Put versions in the order in which they were in force."""
    return sorted(versions, key=lambda one: (one["starts"], one["ends"] or date.max, one["register_id"]))


def _join(chain_of: dict[str, list[str]], one: str, other: str) -> None:
    kept, absorbed = chain_of[one], chain_of[other]
    if kept is absorbed:
        return
    kept += absorbed
    for member in absorbed:
        chain_of[member] = kept


def _stored_versions() -> dict[str, Row]:
    statement = sa.select(*(getattr(ArrangementVersion, name) for name in FROM_VERSIONS))
    of_register = statement.where(~ArrangementVersion.register_id.startswith(OWN_NUMBERS))
    return {row["register_id"]: dict(row) for row in db.session.execute(of_register).mappings()}


def _homes(
    chains: Sequence[Sequence[str]], stored: Mapping[str, Row], known: Mapping[int, Arrangement]
) -> tuple[dict[str, Arrangement], list[tuple[Arrangement, list[str]]]]:
    """Give every version its arrangement: the oldest one that the chain had, unless another chain took it."""
    homes: dict[str, Arrangement] = {}
    taken: set[int] = set()
    for chain in chains:
        had = sorted({stored[id]["arrangement_id"] for id in chain if id in stored} - taken)
        arrangement = known[had[0]] if had else Arrangement()
        taken.update(had[:1])
        homes |= dict.fromkeys(chain, arrangement)
    homes |= {id: known[row["arrangement_id"]] for id, row in stored.items() if id not in homes}
    members: dict[int, tuple[Arrangement, list[str]]] = {}
    for version, arrangement in homes.items():
        members.setdefault(id(arrangement), (arrangement, []))[1].append(version)
    return homes, list(members.values())


def _derive(arrangement: Arrangement, versions: Sequence[Row], tally: Tally) -> None:
    """Set what follows from the versions, and count what that changed."""
    facts = _facts(in_order(versions))
    before = {name: getattr(arrangement, name) for name in DERIVED}
    is_new = arrangement.id is None
    if is_new:
        db.session.add(arrangement)
        tally.new += 1
    elif before == facts:
        tally.unchanged += 1
        return
    elif before["ends"] is None and facts["ends"]:
        tally.ended += 1
    else:
        tally.changed += 1
    arrangement.changed_at = now()
    for name, value in facts.items():
        setattr(arrangement, name, value)


def _facts(versions: Sequence[Row]) -> dict[str, Any]:
    last = versions[-1]
    return {
        "name": last["name"],
        "legal_form": last["legal_form"],
        "subject": _subject([one["subject"] for one in versions]),
        "starts": versions[0]["starts"],
        "latest_start": last["starts"],
        "ends": last["ends"],
    }


def _subject(subjects: Sequence[Subject | None]) -> Subject | None:
    """Give the newest judgement of a person, else what is supposed of the newest version."""
    judged = [one for one in subjects if one not in (None, Subject.SUPPOSED)]
    return judged[-1] if judged else subjects[-1]


def _merge(known: Iterable[Arrangement], homes: Mapping[str, Arrangement], stored: Mapping[str, Row]) -> None:
    """Lead from arrangements that lost all their versions to the one that has them now, cases included."""
    alive = {arrangement.id for arrangement in homes.values()}
    for arrangement in known:
        had = [id for id, row in stored.items() if row["arrangement_id"] == arrangement.id]
        if arrangement.id in alive or not had:
            continue
        arrangement.merged_into_id = homes[had[0]].id
        moved = sa.update(Case).where(Case.arrangement_id == arrangement.id)
        db.session.execute(moved.values(arrangement_id=arrangement.merged_into_id))
