# SPDX-License-Identifier: EUPL-1.2
"""The company that a municipality keeps: with whom it shares most, and in what they go without it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from knowledgebase.db import db
from knowledgebase.partnerships.models import Arrangement
from knowledgebase.partnerships.municipalities import Municipality
from knowledgebase.partnerships.sharing import Part

CLOSE = 3
"""How many arrangements make somebody a close partner."""


@dataclass(frozen=True)
class Partner:
    """Somebody with whom a municipality shares arrangements."""

    municipality: Municipality
    number: int

    @property
    def is_close(self) -> bool:
        """Whether they share enough to call each other close."""
        return self.number >= CLOSE


@dataclass(frozen=True)
class Gap:
    """An arrangement in which at least half of the close partners take part, and the municipality does not."""

    arrangement: Arrangement
    number: int


@dataclass(frozen=True)
class Company:
    """Partners, who shares most first, and gaps, in which most take part first."""

    municipality: Municipality
    partners: Sequence[Partner]
    gaps: Sequence[Gap]

    @property
    def close(self) -> Sequence[Partner]:
        """The partners that are close."""
        return [one for one in self.partners if one.is_close]


def company_of(one: Municipality, found: Sequence[Part], there: Sequence[Municipality]) -> Company:
    """Give the company of a municipality, among those that there are."""
    numbers = _partners(one, found)
    partners = [Partner(other, numbers[other.id]) for other in there if other.id in numbers]
    partners.sort(key=lambda partner: -partner.number)
    close = {partner.municipality.id for partner in partners if partner.is_close}
    return Company(one, partners, _gaps(one, found, close))


def _partners(one: Municipality, found: Sequence[Part]) -> dict[int, int]:
    """Count, by organisation, the arrangements that are shared in one and the same version."""
    mine = {part.version_id for part in found if part.organisation_id == one.id}
    shared: dict[int, set[int]] = defaultdict(set)
    for part in found:
        if part.version_id in mine and part.organisation_id != one.id:
            shared[part.organisation_id].add(part.arrangement_id)
    return {id: len(arrangements) for id, arrangements in shared.items()}


def _gaps(one: Municipality, found: Sequence[Part], close: set[int]) -> list[Gap]:
    members: dict[int, set[int]] = defaultdict(set)
    for part in found:
        members[part.arrangement_id].add(part.organisation_id)
    missed = {
        id: len(ids & close)
        for id, ids in members.items()
        if one.id not in ids and 2 * len(ids & close) >= len(close)
    }
    if len(close) < 2 or not missed:
        return []
    named = (
        sa.select(Arrangement).where(Arrangement.id.in_(missed)).order_by(Arrangement.name, Arrangement.id)
    )
    gaps = [Gap(arrangement, missed[arrangement.id]) for arrangement in db.session.scalars(named)]
    return sorted(gaps, key=lambda gap: -gap.number)
