# SPDX-License-Identifier: EUPL-1.2
"""Finding organisations by what people type."""

from collections.abc import Sequence

import sqlalchemy as sa

from knowledgebase.db import db
from knowledgebase.organisations.models import Organisation


def organisations_named(names: Sequence[str]) -> tuple[list[Organisation], list[str]]:
    """Give the organisations with these names or codes, and the names that are nobody's."""
    wanted = {name.casefold(): name for name in names}
    lowered = sa.func.lower(Organisation.name)
    statement = (
        sa.select(Organisation)
        .where(sa.or_(lowered.in_(wanted), sa.func.lower(Organisation.code).in_(wanted)))
        .order_by(Organisation.valid_to.is_not(None), Organisation.id)
    )
    found: dict[str, Organisation] = {}
    for organisation in db.session.scalars(statement):
        for key in (organisation.name.casefold(), organisation.code.casefold()):
            found.setdefault(key, organisation)
    unknown = [name for key, name in wanted.items() if key not in found]
    return list({found[key].id: found[key] for key in wanted if key in found}.values()), unknown
