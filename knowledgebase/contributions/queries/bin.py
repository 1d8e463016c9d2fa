# SPDX-License-Identifier: EUPL-1.2
"""Reading the bin."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from knowledgebase.contributions.models import BinEntry, Contribution
from knowledgebase.contributions.models.bin import KEPT_FOR
from knowledgebase.db import now
from knowledgebase.policy import Status, Viewer, seen


def in_the_bin(viewer: Viewer) -> sa.Select[Any]:
    """Select what is in the bin and can be taken out: one's own, for moderators everyone's."""
    return (
        sa.select(BinEntry)
        .join(BinEntry.contribution)
        .options(contains_eager(BinEntry.contribution))
        .where(Contribution.status == Status.DELETED, seen(viewer, Contribution))
        .where(BinEntry.deleted_at > now() - KEPT_FOR)
    )
