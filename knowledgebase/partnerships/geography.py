# SPDX-License-Identifier: EUPL-1.2
"""The register on the map: who works together on ICT, and whether partners are neighbours."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from knowledgebase.db import db
from knowledgebase.organisations.blocks import is_one_block, neighbours_of
from knowledgebase.organisations.models import Organisation, OrganisationKind
from knowledgebase.organisations.queries import borders_among
from knowledgebase.partnerships.forms import Wanted
from knowledgebase.partnerships.listing import of_versions
from knowledgebase.partnerships.models import ABOUT_ICT, Arrangement, ArrangementVersion, Participant


@dataclass(frozen=True)
class Coverage:
    """Who works together on ICT, among what is asked for.

    `numbers` is the number of ICT arrangements by organisation id; `added`
    counts those that members added. `together` counts those of the register
    with two or more municipalities, `blocks` those among them that are one
    contiguous block.
    """

    numbers: dict[int, int]
    arrangements: int
    added: int
    together: int
    blocks: int


def coverage(wanted: Wanted) -> Coverage:
    """Give who works together on ICT, of the arrangements that are asked for."""
    members = _municipalities_by_arrangement(wanted)
    of_register = [ids for (_id, is_added), ids in members.items() if not is_added]
    together = [ids for ids in of_register if len(ids) > 1]
    everyone = sorted({id for ids in members.values() for id in ids})
    borders = neighbours_of(borders_among(everyone))
    numbers = {id: sum(id in ids for ids in members.values()) for id in everyone}
    return Coverage(
        numbers=numbers,
        arrangements=len(members),
        added=len(members) - len(of_register),
        together=len(together),
        blocks=sum(is_one_block(ids, borders) for ids in together),
    )


def municipalities_of_today() -> Sequence[Organisation]:
    """Give the municipalities that can be drawn on the map of today, with their outlines."""
    drawable = Organisation.outline.is_not(None) & Organisation.valid_to.is_(None)
    return db.session.scalars(_with_outlines().where(drawable)).all()


def outlined(ids: Sequence[int]) -> Sequence[Organisation]:
    """Give these organisations with their outlines, as far as they have one."""
    return db.session.scalars(_with_outlines().where(Organisation.id.in_(ids))).all()


def is_block(organisations: Collection[Organisation]) -> bool:
    """Tell whether these municipalities are one contiguous block."""
    ids = [one.id for one in organisations]
    return is_one_block(ids, neighbours_of(borders_among(ids)))


def _with_outlines() -> sa.Select[tuple[Organisation]]:
    municipalities = sa.select(Organisation).where(Organisation.kind == OrganisationKind.MUNICIPALITY)
    return municipalities.options(undefer(Organisation.outline)).order_by(Organisation.sort_name)


def _municipalities_by_arrangement(wanted: Wanted) -> dict[tuple[int, bool], set[int]]:
    """Give the municipalities of each arrangement, by its id and whether a member added it."""
    statement = (
        sa.select(Arrangement.id, Arrangement.author_id.is_not(None), Participant.organisation_id)
        .join(ArrangementVersion, ArrangementVersion.arrangement_id == Arrangement.id)
        .outerjoin(Participant, Participant.version_id == ArrangementVersion.id)
        .where(Arrangement.subject.in_(ABOUT_ICT), *of_versions(wanted))
    )
    found: dict[tuple[int, bool], set[int]] = {}
    for arrangement_id, is_added, organisation_id in db.session.execute(statement):
        found.setdefault((arrangement_id, bool(is_added)), set()).update({organisation_id} - {None})
    return found
