# SPDX-License-Identifier: EUPL-1.2
"""Audiences: the same set of organisations is always the same audience."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from knowledgebase.db import db, found_or_added
from knowledgebase.organisations.models import Audience, AudienceOrganisation, Organisation

SEPARATOR = ","


def audience_of(organisation_ids: Iterable[int]) -> Audience:
    """Give the audience of exactly these organisations, made when it is new."""
    ids = sorted(set(organisation_ids))
    audience = found_or_added(Audience, key=",".join(map(str, ids)))
    if not audience.organisations:
        audience.organisations = list(
            db.session.scalars(sa.select(Organisation).where(Organisation.id.in_(ids)))
        )
    return audience


def audience_ids_among(organisations: Any) -> Any:
    """Give in SQL the ids of the audiences that organisations belong to, as one text; `organisations` selects ids."""
    ids = sa.cast(AudienceOrganisation.audience_id, sa.String(10))
    belonging = AudienceOrganisation.organisation_id.in_(organisations)
    return sa.select(sa.func.aggregate_strings(ids, SEPARATOR)).where(belonging).scalar_subquery()


def audience_ids_in(text: str | None) -> frozenset[int]:
    """Read what `audience_ids_among` gave."""
    return frozenset(map(int, text.split(SEPARATOR))) if text else frozenset()


def audience_ids_of(organisation_ids: Iterable[int]) -> frozenset[int]:
    """Give the ids of the audiences that any of these organisations belongs to."""
    ids = sorted(organisation_ids)
    if not ids:
        return frozenset()
    belonging = sa.select(AudienceOrganisation.audience_id).where(
        AudienceOrganisation.organisation_id.in_(ids)
    )
    return frozenset(db.session.scalars(belonging))
