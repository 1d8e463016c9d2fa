# SPDX-License-Identifier: EUPL-1.2
"""Audiences: the same set of organisations is always the same audience."""

from collections.abc import Iterable

import sqlalchemy as sa

from knowledgebase.db import db
from knowledgebase.organisations.models import Audience, AudienceOrganisation, Organisation


def audience_of(organisation_ids: Iterable[int]) -> Audience:
    """Give the audience of exactly these organisations, made when it is new."""
    ids = sorted(set(organisation_ids))
    key = ",".join(map(str, ids))
    found = db.session.scalar(sa.select(Audience).where(Audience.key == key))
    if found is None:
        members = db.session.scalars(sa.select(Organisation).where(Organisation.id.in_(ids))).all()
        found = Audience(key=key, organisations=list(members))
        db.session.add(found)
        db.session.flush()
    return found


def audience_ids_of(organisation_ids: Iterable[int]) -> frozenset[int]:
    """Give the ids of the audiences that any of these organisations belongs to."""
    ids = sorted(organisation_ids)
    if not ids:
        return frozenset()
    belonging = sa.select(AudienceOrganisation.audience_id).where(AudienceOrganisation.organisation_id.in_(ids))
    return frozenset(db.session.scalars(belonging))
