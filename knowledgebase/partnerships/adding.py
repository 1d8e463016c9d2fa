# SPDX-License-Identifier: EUPL-1.2
"""Members add partnerships that the register does not have, and moderators let them in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from knowledgebase.contributions.vocabulary import LegalForm
from knowledgebase.db import db, now
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.organisations.models import Organisation
from knowledgebase.partnerships import letters
from knowledgebase.partnerships.models import (
    OWN_NUMBERS,
    Arrangement,
    ArrangementVersion,
    Participant,
    PolicyArea,
    Subject,
)
from knowledgebase.policy import Status, Viewer


@dataclass(frozen=True)
class Spell:
    """That somebody takes part: a municipality, or whoever goes by the name. From the first day unless it `joined`."""

    name: str
    municipality: Organisation | None
    joined: date | None
    left: date | None

    def holds_on(self, day: date) -> bool:
        """Tell whether it takes part on a day."""
        return (self.joined is None or self.joined <= day) and (self.left is None or self.left > day)


@dataclass(frozen=True)
class Told:
    """What a member tells of a partnership."""

    name: str
    legal_form: LegalForm
    subject: Subject
    starts: date
    ends: date | None
    purpose: str
    source_url: str
    policy_area: str
    spells: Sequence[Spell]

    @property
    def days(self) -> list[date]:
        """The days on which another version begins: the first, and each on which somebody joined or left."""
        moves = {day for one in self.spells for day in (one.joined, one.left) if day}
        return sorted({self.starts, *(day for day in moves if self.starts < day < (self.ends or date.max))})


def add(told: Told, viewer: Viewer) -> Arrangement:
    """Add a partnership; a moderator lets it in."""
    arrangement = Arrangement(author_id=viewer.id, status=Status.HIDDEN)
    _apply(arrangement, told)
    record(Happening.PARTNERSHIP_ADDED, actor_id=viewer.id, detail=str(arrangement.id))
    return arrangement


def change(arrangement: Arrangement, told: Told, viewer: Viewer) -> None:
    """Tell a partnership anew; one that was refused waits again."""
    _hold(arrangement)
    arrangement.status_reason = ""
    _apply(arrangement, told)
    record(Happening.PARTNERSHIP_CHANGED, actor_id=viewer.id, detail=str(arrangement.id))


def let_in(arrangement: Arrangement, viewer: Viewer) -> None:
    """Show a partnership to everyone, and tell who added it."""
    _decide(arrangement, Status.PUBLISHED, "", viewer)


def refuse(arrangement: Arrangement, reason: str, viewer: Viewer) -> None:
    """Keep a partnership from others, or take it away again, and tell who added it why."""
    _decide(arrangement, Status.HIDDEN, reason, viewer)


def _decide(arrangement: Arrangement, status: Status, reason: str, viewer: Viewer) -> None:
    _hold(arrangement)
    if (arrangement.status, arrangement.status_reason) == (status, reason):
        return
    arrangement.status, arrangement.status_reason = status, reason
    record(Happening.PARTNERSHIP_DECIDED, actor_id=viewer.id, detail=str(arrangement.id))
    letters.decided(arrangement).post()


def _hold(arrangement: Arrangement) -> None:
    db.session.refresh(arrangement, with_for_update=True)


def _apply(arrangement: Arrangement, told: Told) -> None:
    arrangement.name, arrangement.legal_form, arrangement.subject = told.name, told.legal_form, told.subject
    arrangement.starts, arrangement.latest_start, arrangement.ends = told.starts, told.days[-1], told.ends
    arrangement.changed_at = now()
    arrangement.versions = []
    db.session.add(arrangement)
    db.session.flush()
    areas = sa.select(PolicyArea).where(PolicyArea.slug == told.policy_area)
    policy_areas = db.session.scalars(areas).all()
    ends = [*told.days[1:], told.ends]
    arrangement.versions = [
        ArrangementVersion(
            register_id=f"{OWN_NUMBERS}{arrangement.id}-{number}",
            name=told.name,
            legal_form=told.legal_form,
            subject=told.subject,
            starts=starts,
            ends=end,
            purpose=told.purpose,
            source_url=told.source_url or None,
            policy_areas=list(policy_areas),
            participants=[_participant(one) for one in told.spells if one.holds_on(starts)],
        )
        for number, (starts, end) in enumerate(zip(told.days, ends, strict=True))
    ]


def _participant(spell: Spell) -> Participant:
    known = spell.municipality
    return Participant(
        organisation=known,
        name=known.name if known else spell.name,
        code=known.code if known else "",
        joined=spell.joined,
    )


def spells_of(versions: Sequence[ArrangementVersion]) -> list[Spell]:
    """Give who takes part, from the versions in their order."""
    last: dict[str, tuple[Participant, ArrangementVersion]] = {}
    for version in versions:
        last |= {one.key: (one, version) for one in version.participants}
    return [
        Spell(one.name, one.organisation, one.joined, None if version is versions[-1] else version.ends)
        for one, version in last.values()
    ]
