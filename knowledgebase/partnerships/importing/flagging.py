# SPDX-License-Identifier: EUPL-1.2
"""Flag the cases about arrangements of which an import made the register say something else."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from knowledgebase.cases.models import Case
from knowledgebase.cases.register import Change, Changed, flag
from knowledgebase.contributions.vocabulary import LegalForm
from knowledgebase.db import db
from knowledgebase.organisations.models import Organisation
from knowledgebase.partnerships.models import Arrangement, ArrangementVersion, Participant

Key = int | str


@dataclass(frozen=True)
class Party:
    """Who takes part; `successor` is known once a municipality was abolished on the day `abolished`."""

    name: str
    joined: date | None
    abolished: date | None
    successor_id: int | None
    successor: str | None

    @property
    def succession(self) -> Change | None:
        """That another municipality took its place, if one did."""
        if self.abolished is None or self.successor is None:
            return None
        return Change(Changed.SUCCEEDED, self.name, self.successor, self.abolished)


@dataclass(frozen=True)
class Said:
    """What the register says of an arrangement in its newest version."""

    name: str
    legal_form: LegalForm
    ends: date | None
    register_id: str
    starts: date
    parties: Mapping[Key, Party]


@contextmanager
def flagging() -> Iterator[None]:
    """Flag the cases whose arrangement changes in this block."""
    before = _said_by_case()
    yield
    after = _said_by_case()
    found = {id: changes_between(before[id], said) for id, said in after.items() if id in before}
    flag({id: changes for id, changes in found.items() if changes})


def changes_between(before: Said, after: Said) -> list[Change]:
    """Tell what changed in an arrangement."""
    changes = _of_parties(before, after)
    if after.name != before.name:
        changes.append(Change(Changed.RENAMED, after.name, on=_since(before, after)))
    if after.legal_form != before.legal_form:
        changes.append(Change(Changed.FORM, after.legal_form.value, on=_since(before, after)))
    if after.ends != before.ends:
        changes.append(Change(Changed.ENDED, on=after.ends) if after.ends else Change(Changed.RESUMED))
    if after.register_id != before.register_id:
        changes.append(Change(Changed.RENEWED, on=after.starts))
    return changes


def _of_parties(before: Said, after: Said) -> list[Change]:
    gone = {key: one for key, one in before.parties.items() if key not in after.parties}
    come = {key: one for key, one in after.parties.items() if key not in before.parties}
    merged = [one for one in gone.values() if one.succession and one.successor_id in after.parties]
    abolished = [one for key, one in after.parties.items() if _is_news(before.parties.get(key), one)]
    heirs = {one.successor_id for one in merged}
    since = _since(before, after)
    return [
        *(one.succession for one in (*merged, *abolished) if one.succession),
        *(
            Change(Changed.JOINED, one.name, on=one.joined or since)
            for key, one in come.items()
            if key not in heirs
        ),
        *(Change(Changed.LEFT, one.name, on=since) for one in gone.values() if one not in merged),
    ]


def _is_news(before: Party | None, after: Party) -> bool:
    return before is not None and before.succession != after.succession


def _since(before: Said, after: Said) -> date | None:
    """Give the day from which what is new holds; the register has none for what it corrects."""
    return after.starts if after.register_id != before.register_id else None


def _said_by_case() -> dict[int, Said]:
    """Give what the register says of the arrangement of each case."""
    rows = {row.case_id: row for row in db.session.execute(_versions())}  # the newest version comes last
    parties = _parties({row.version_id for row in rows.values()})
    return {
        id: Said(
            row.name, row.legal_form, row.ends, row.register_id, row.starts, parties.get(row.version_id, {})
        )
        for id, row in rows.items()
    }


def _versions() -> sa.Select[tuple[int, str, LegalForm, date | None, int, str, date]]:
    version = ArrangementVersion
    return (
        sa.select(
            Case.id.label("case_id"),
            Arrangement.name,
            Arrangement.legal_form,
            Arrangement.ends,
            version.id.label("version_id"),
            version.register_id,
            version.starts,
        )
        .join(Arrangement, Arrangement.id == Case.arrangement_id)
        .join(version, version.arrangement_id == Arrangement.id)
        .order_by(Case.id, version.starts, version.ends.nulls_last(), version.register_id)
    )


def _parties(version_ids: set[int]) -> dict[int, dict[Key, Party]]:
    """Give who takes part in each version: municipalities by their id, others by the code or name they have."""
    successor = aliased(Organisation)
    statement = (
        sa.select(Participant, Organisation.name, Organisation.valid_to, successor.id, successor.name)
        .outerjoin(Participant.organisation)
        .outerjoin(successor, successor.id == Organisation.successor_id)
        .where(Participant.version_id.in_(sorted(version_ids)))
        .execution_options(populate_existing=True)
    )
    found: dict[int, dict[Key, Party]] = {}
    for one, name, *ended in db.session.execute(statement):
        key = one.organisation_id or one.key
        found.setdefault(one.version_id, {})[key] = Party(name or one.name, one.joined, *ended)
    return found
