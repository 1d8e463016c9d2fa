# SPDX-License-Identifier: EUPL-1.2
"""Reading who keeps contributions together with their authors."""

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm.attributes import set_committed_value

from knowledgebase.accounts.models import User
from knowledgebase.contributions.models import Contribution, ContributionAuthor
from knowledgebase.db import db


def load_co_authors(contributions: Sequence[Contribution]) -> None:
    """Read the co-authors of all of these at once, instead of one by one when they are named."""
    ids = [one.id for one in contributions]
    named = sa.select(ContributionAuthor.contribution_id, User).join(
        User, User.id == ContributionAuthor.user_id
    )
    found = defaultdict(list)
    rows = db.session.execute(named.where(ContributionAuthor.contribution_id.in_(ids)).order_by(User.name))
    for id, person in rows.tuples():
        found[id].append(person)
    for one in contributions:
        set_committed_value(one, "co_authors", found[one.id])
