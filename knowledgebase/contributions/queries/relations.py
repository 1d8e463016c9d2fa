# SPDX-License-Identifier: EUPL-1.2
"""Reading how contributions hang together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import lazyload

from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.models.relations import Relation, RelationSort, SignpostVote
from knowledgebase.db import db
from knowledgebase.policy import Status, Viewer, seen


@dataclass(frozen=True)
class Related:
    """A relation as one end sees it, with the other end, and how often the signpost helped and did not."""

    relation: Relation
    other: Contribution
    is_forward: bool
    helped: int
    not_helped: int

    @property
    def label(self) -> str:
        """How this end stands to the other."""
        return self.relation.sort.label if self.is_forward else self.relation.sort.label_back

    @property
    def is_merger(self) -> bool:
        """Whether this end took the other in."""
        return self.relation.sort is RelationSort.MERGED_INTO

    @property
    def is_signpost(self) -> bool:
        """Whether it should be read before the rest: asked before, or replaced."""
        leads = RelationSort.DUPLICATE_OF if self.is_forward else RelationSort.SUPERSEDES
        return self.relation.sort is leads


def related_to(contribution: Contribution, viewer: Viewer) -> Sequence[Related]:
    """Give what a contribution hangs together with, as far as the viewer may see the other end.

    What was merged into another is left out, unless that is this one.
    """
    forward = Relation.from_id == contribution.id
    back = Relation.to_id == contribution.id
    stands = (Contribution.status != Status.MERGED) | (Relation.sort == RelationSort.MERGED_INTO)
    statement = (
        sa.select(Relation, Contribution, forward, _votes(True), _votes(False))
        .join(
            Contribution,
            (forward & (Contribution.id == Relation.to_id)) | (back & (Contribution.id == Relation.from_id)),
        )
        .where(forward | back, seen(viewer, Contribution), stands)
        .order_by(Relation.id)
        .options(lazyload(Contribution.tags))
    )
    return [Related(*row) for row in db.session.execute(statement)]


def merger_of(contribution: Contribution) -> Relation | None:
    """Give the relation that says into what a contribution is merged."""
    return db.session.scalar(
        sa.select(Relation).filter_by(from_id=contribution.id, sort=RelationSort.MERGED_INTO)
    )


def merged_among(ids: Collection[int]) -> dict[int, int]:
    """Give, for those of these contributions that were merged into another, which that is in the end."""
    found = into = _mergers(ids)
    while into := _mergers(into.values()):
        found = {id: into.get(target, target) for id, target in found.items()}
    return found


def _mergers(ids: Collection[int]) -> dict[int, int]:
    wanted = sa.select(Relation.from_id, Relation.to_id).filter_by(sort=RelationSort.MERGED_INTO)
    return dict(db.session.execute(wanted.where(Relation.from_id.in_(ids))).tuples().all()) if ids else {}


def _votes(helped: bool) -> Any:
    cast = (SignpostVote.relation_id == Relation.id, SignpostVote.helped.is_(helped))
    return sa.select(sa.func.count()).where(*cast).correlate(Relation).scalar_subquery()
