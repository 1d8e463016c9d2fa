# SPDX-License-Identifier: EUPL-1.2
"""Reading the register."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, selectinload

from knowledgebase.cases.models import Case
from knowledgebase.contributions.queries import listed
from knowledgebase.db import db
from knowledgebase.organisations.models import Organisation
from knowledgebase.partnerships.models import (
    ABOUT_ICT,
    Arrangement,
    ArrangementVersion,
    Participant,
    PolicyArea,
)
from knowledgebase.partnerships.versions import Membership, Part, membership
from knowledgebase.policy import ANYONE, Viewer, seen
from knowledgebase.web.i18n import today


@dataclass(frozen=True)
class Change:
    """What changed last in an arrangement, and when."""

    arrangement: Arrangement
    day: date

    @property
    def has_ended(self) -> bool:
        """Whether the arrangement ended then."""
        return self.arrangement.ends == self.day

    @property
    def is_new(self) -> bool:
        """Whether the arrangement began then."""
        return not self.has_ended and self.arrangement.starts == self.day


def in_force_on(day: date, version: Any = ArrangementVersion) -> sa.ColumnElement[bool]:
    """Select the versions in force on a day."""
    return sa.and_(version.starts <= day, sa.or_(version.ends.is_(None), version.ends > day))


def of_register() -> sa.ColumnElement[bool]:
    """Select the arrangements that the register knows: what is said of it counts no others."""
    return Arrangement.author_id.is_(None)


def number_in_force(day: date | None = None) -> int:
    """Count the arrangements of the register in force on a day."""
    number = sa.func.count(sa.distinct(ArrangementVersion.arrangement_id))
    counted = sa.select(number).join(ArrangementVersion.arrangement)
    return db.session.scalar(counted.where(of_register(), in_force_on(day or today()))) or 0


def newest_changes(most: int) -> Sequence[Change]:
    """Give what began, was renewed or ended last in the register, up to today."""
    ended = Arrangement.ends <= today()
    day = sa.case((ended, Arrangement.ends), else_=Arrangement.latest_start)
    statement = (
        sa.select(Arrangement, day)
        .where(of_register(), Arrangement.merged_into_id.is_(None), day <= today())
        .order_by(day.desc(), Arrangement.id.desc())
        .limit(most)
    )
    return [Change(arrangement, at) for arrangement, at in db.session.execute(statement)]


def versions_of(arrangement: Arrangement) -> Sequence[ArrangementVersion]:
    """Give the versions of an arrangement in order, with policy areas and participants."""
    statement = (
        sa.select(ArrangementVersion)
        .where(ArrangementVersion.arrangement_id == arrangement.id)
        .order_by(
            ArrangementVersion.starts, ArrangementVersion.ends.nulls_last(), ArrangementVersion.register_id
        )
        .options(
            selectinload(ArrangementVersion.policy_areas),
            selectinload(ArrangementVersion.participants).joinedload(Participant.organisation),
        )
    )
    return db.session.scalars(statement).all()


def policy_areas() -> list[tuple[str, str]]:
    """Give the policy areas to choose from, as (value, label)."""
    rows = db.session.execute(sa.select(PolicyArea.slug, PolicyArea.name).order_by(PolicyArea.name))
    return [(slug, name.replace(" | ", " – ")) for slug, name in rows]


def sizes_of(arrangements: Sequence[Arrangement]) -> dict[int, int]:
    """Give, by id, how many take part in the newest version of each arrangement."""
    statement = (
        sa.select(ArrangementVersion.arrangement_id, sa.func.count(Participant.id))
        .outerjoin(Participant, Participant.version_id == ArrangementVersion.id)
        .where(ArrangementVersion.arrangement_id.in_([one.id for one in arrangements]))
        .group_by(ArrangementVersion.id)
        .order_by(ArrangementVersion.starts, ArrangementVersion.ends.nulls_last())
    )
    return dict(db.session.execute(statement).tuples().all())


def memberships_of(organisation: Organisation) -> tuple[list[Membership], list[Membership]]:
    """Give the arrangements in which an organisation takes part now, and those in which it did."""
    found = []
    for _, rows in groupby(db.session.execute(_all_parts(organisation)), lambda row: row.Arrangement.id):
        versions = list(rows)
        parts = [Part(row.starts, row.ends, row.id is not None, row.joined) for row in versions]
        found.append(membership(versions[0].Arrangement, parts, today()))
    if organisation.has_ended:
        found = [_until_at_most(one, organisation.valid_to) for one in found]
    now = [one for one in found if one.until is None]
    before = sorted((one for one in found if one.until), key=lambda one: one.until or date.max, reverse=True)
    return now, before


def closest_partners(organisation: Organisation, most: int = 10) -> Sequence[Any]:
    """Give who shares most arrangements in force with an organisation: (organisation, number, number about ICT)."""
    mine, theirs = aliased(Participant), aliased(Participant)
    number = sa.func.count()
    about_ict = sa.func.sum(sa.case((Arrangement.subject.in_(ABOUT_ICT), 1), else_=0))
    statement = (
        sa.select(Organisation, number.label("number"), about_ict.label("about_ict"))
        .join(theirs, theirs.organisation_id == Organisation.id)
        .join(mine, mine.version_id == theirs.version_id)
        .join(ArrangementVersion, ArrangementVersion.id == mine.version_id)
        .join(Arrangement, Arrangement.id == ArrangementVersion.arrangement_id)
        .where(mine.organisation_id == organisation.id, Organisation.id != organisation.id)
        .where(in_force_on(today()), seen(ANYONE, Arrangement))
        .group_by(Organisation.id)
        .order_by(number.desc(), Organisation.sort_name)
        .limit(most)
    )
    return db.session.execute(statement).all()


def cases_on(arrangement: Arrangement, viewer: Viewer, most: int = 20) -> Sequence[Case]:
    """Give the cases about an arrangement that the viewer may see, newest first."""
    about = listed(viewer, Case).where(Case.arrangement_id == arrangement.id)
    return db.session.scalars(about.order_by(Case.id.desc()).limit(most)).all()


def _until_at_most(member: Membership, day: date | None) -> Membership:
    """Cut a membership off at the end of the organisation, which the register may not know of yet."""
    return replace(member, until=min(filter(None, (member.until, day))), left=False)


def _all_parts(organisation: Organisation) -> sa.Select[Any]:
    """Select every version of every arrangement that the organisation ever took part in."""
    ever = (
        sa.select(ArrangementVersion.arrangement_id)
        .join(Participant, Participant.version_id == ArrangementVersion.id)
        .where(Participant.organisation_id == organisation.id)
    )
    part = sa.and_(
        Participant.version_id == ArrangementVersion.id, Participant.organisation_id == organisation.id
    )
    return (
        sa.select(
            Arrangement,
            ArrangementVersion.starts,
            ArrangementVersion.ends,
            Participant.id,
            Participant.joined,
        )
        .join(ArrangementVersion, ArrangementVersion.arrangement_id == Arrangement.id)
        .outerjoin(Participant, part)
        .where(Arrangement.id.in_(ever), seen(ANYONE, Arrangement))
        .order_by(
            Arrangement.name, Arrangement.id, ArrangementVersion.starts, ArrangementVersion.ends.nulls_last()
        )
    )
