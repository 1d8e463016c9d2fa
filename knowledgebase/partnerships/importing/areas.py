# SPDX-License-Identifier: EUPL-1.2
"""Bring up to date which policy areas each version is about."""

from collections.abc import Sequence

import sqlalchemy as sa
from slugify import slugify

from knowledgebase.db import db
from knowledgebase.organisations.bulk import Tally, agree
from knowledgebase.organisations.tables import Line
from knowledgebase.partnerships.models import PolicyArea, VersionPolicyArea


def bring_policy_areas(lines: Sequence[Line], ids: dict[str, int]) -> Tally:
    """Make the policy areas of the versions in `lines` agree with them."""
    areas_of = {ids[line.cells["roo_id"]]: _areas(line) for line in lines}
    names = sorted({name for areas in areas_of.values() for name in areas})
    areas = agree(PolicyArea, "name", [{"name": name, "slug": slugify(name)} for name in names])
    wanted = {(version_id, areas.ids[name]) for version_id, named in areas_of.items() for name in named}
    statement = sa.select(VersionPolicyArea.version_id, VersionPolicyArea.policy_area_id)
    known = {(version_id, id) for version_id, id in db.session.execute(statement) if version_id in areas_of}
    new, gone = sorted(wanted - known), sorted(known - wanted)
    if new:
        rows = [{"version_id": version_id, "policy_area_id": id} for version_id, id in new]
        db.session.execute(sa.insert(VersionPolicyArea), rows)
    for version_id, id in gone:
        pair = (VersionPolicyArea.version_id == version_id, VersionPolicyArea.policy_area_id == id)
        db.session.execute(sa.delete(VersionPolicyArea).where(*pair))
    return Tally(len(new), 0, len(wanted) - len(new), removed=len(gone))


def _areas(line: Line) -> list[str]:
    return sorted(
        {part.strip()[:120] for part in line.text("beleidsterreinen", 5_000).split(";") if part.strip()}
    )
