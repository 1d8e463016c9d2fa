# SPDX-License-Identifier: EUPL-1.2
"""Reading organisations, and what lies around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, undefer

from knowledgebase.db import db
from knowledgebase.organisations.models import (
    Neighbour,
    Organisation,
    OrganisationKind,
    Province,
    slug_for,
)
from knowledgebase.organisations.outlines import Box, box_around
from knowledgebase.web.addresses import slug_of
from knowledgebase.web.i18n import today

ALSO_CALLED = {"GM0518": "Den Haag", "GM0796": "Den Bosch"}
"""Names that everybody uses and no register knows."""
MOST_PARTS = 8
LATITUDES, LONGITUDES = 0.25, 0.4
"""How far around a municipality the map looks, in degrees; both are about 28 km."""


@dataclass(frozen=True)
class Nearby:
    """A municipality near another one; `border` is the length in km of the border they share, if they do."""

    code: str
    name: str
    outline: str | None
    border: float | None

    @property
    def slug(self) -> str:
        """The readable part of the address."""
        return slug_for(self.code, self.name)


@dataclass(frozen=True)
class Surroundings:
    """What lies around a municipality: neighbours by length of border, others on the map, and the part shown."""

    neighbours: Sequence[Nearby]
    others: Sequence[Nearby]
    box: Box | None


def organisation_at(slug: str) -> Organisation | None:
    """Find the organisation by its address, of which only the code counts: the longest one that fits."""
    parts = slug.lower().split("-")[:MOST_PARTS]
    if not slug.isprintable():
        return None
    codes = ["-".join(parts[: length + 1]) for length in range(len(parts))]
    statement = (
        sa.select(Organisation)
        .where(sa.func.lower(Organisation.code).in_(codes))
        .order_by(sa.func.length(Organisation.code).desc())
        .options(
            joinedload(Organisation.province),
            joinedload(Organisation.successor),
            undefer(Organisation.outline),
        )
        .limit(1)
    )
    return db.session.scalar(statement)


def municipalities(letters: str = "") -> list[tuple[Province | None, list[Organisation]]]:
    """Give the municipalities of today by province; only those whose name has `letters` in it, if given."""
    statement = (
        sa.select(Organisation)
        .outerjoin(Organisation.province)
        .where(Organisation.kind == OrganisationKind.MUNICIPALITY, _lives())
        .order_by(Province.name.nulls_last(), Organisation.sort_name, Organisation.id)
        .options(joinedload(Organisation.province))
    )
    found = [one for one in db.session.scalars(statement) if _is_called(one, slug_of(letters))]
    return [(province, list(group)) for province, group in groupby(found, lambda one: one.province)]


def names_of_today() -> Sequence[str]:
    """Give the names of the organisations that exist today."""
    statement = sa.select(Organisation.name).where(_lives()).order_by(Organisation.sort_name)
    return db.session.scalars(statement).all()


def ended_organisations() -> sa.Select[tuple[Organisation]]:
    """Select the organisations that no longer exist."""
    return sa.select(Organisation).where(~_lives()).options(joinedload(Organisation.successor))


def surroundings(organisation: Organisation) -> Surroundings:
    """Give the neighbours of a municipality and what else the map around it shows."""
    nearby = [Nearby(*row) for row in db.session.execute(_around(organisation))]
    neighbours = [one for one in nearby if one.border is not None]
    shown = [organisation.outline, *(one.outline for one in neighbours)]
    box = box_around([outline for outline in shown if outline]) if organisation.outline else None
    return Surroundings(neighbours, [one for one in nearby if one.border is None], box)


def drawn_with_neighbours(ids: Sequence[int]) -> Sequence[Organisation]:
    """Give these municipalities and those that border on them today, with their outlines, as far as they have one."""
    bordering = sa.select(Neighbour.neighbour_id).where(Neighbour.organisation_id.in_(ids))
    around = Organisation.id.in_(bordering) & _lives()
    statement = sa.select(Organisation).where(
        Organisation.outline.is_not(None), Organisation.id.in_(ids) | around
    )
    return db.session.scalars(statement.options(undefer(Organisation.outline))).all()


def borders_among(ids: Sequence[int]) -> set[tuple[int, int]]:
    """Give the pairs among these organisations that share a border."""
    statement = sa.select(Neighbour.organisation_id, Neighbour.neighbour_id).where(
        Neighbour.organisation_id.in_(ids), Neighbour.neighbour_id.in_(ids)
    )
    return {(one, other) for one, other in db.session.execute(statement)}


def _around(organisation: Organisation) -> sa.Select[Any]:
    bordering = sa.and_(
        Neighbour.organisation_id == organisation.id, Neighbour.neighbour_id == Organisation.id
    )
    latitude, longitude = organisation.latitude or 0.0, organisation.longitude or 0.0
    nearby = sa.and_(
        Organisation.latitude.between(latitude - LATITUDES, latitude + LATITUDES),
        Organisation.longitude.between(longitude - LONGITUDES, longitude + LONGITUDES),
        Organisation.outline.is_not(None),
    )
    lives = sa.true() if organisation.has_ended else _lives()
    return (
        sa.select(Organisation.code, Organisation.name, Organisation.outline, Neighbour.border)
        .outerjoin(Neighbour, bordering)
        .where(Organisation.id != organisation.id, Neighbour.border.is_not(None) & lives | nearby & _lives())
        .order_by(Neighbour.border.desc(), Organisation.sort_name)
    )


def _lives() -> sa.ColumnElement[bool]:
    return Organisation.valid_to.is_(None) | (Organisation.valid_to > today())


def _is_called(organisation: Organisation, letters: str) -> bool:
    names = (organisation.name, ALSO_CALLED.get(organisation.code, ""))
    return any(letters in slug_of(name) for name in names) or letters == organisation.code.lower()
