# SPDX-License-Identifier: EUPL-1.2
"""Reading how contributions hang together."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.models.passages import Passage
from knowledgebase.contributions.models.relations import Relation, RelationSort, SignpostVote
from knowledgebase.contributions.queries.linked import ids_in, named, seen_by, words_for
from knowledgebase.db import db
from knowledgebase.policy import Status, Viewer
from knowledgebase.web.markdown.numbers import Known


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


@dataclass(frozen=True)
class Around:
    """What stands around a contribution elsewhere: relations, what texts link to, and lessons drawn from it."""

    relations: Sequence[Related]
    linked: Known
    drawn: Sequence[tuple[Contribution, Passage]]


def around(contribution: Contribution, viewer: Viewer, texts: Iterable[str] = ()) -> Around:
    """Give what a contribution hangs together with, and what is known of what its rendered texts link to.

    All as far as the viewer may see the other end, in one query. What was merged into another hangs
    together with nothing else.
    """
    ids = ids_in(texts)
    forward = (Relation.from_id == contribution.id) & (Relation.to_id == Contribution.id)
    back = (Relation.to_id == contribution.id) & (Relation.from_id == Contribution.id)
    stands = (Contribution.status != Status.MERGED) | (Relation.sort == RelationSort.MERGED_INTO)
    statement = (
        (named(viewer) if ids else seen_by(viewer))
        .add_columns(Relation, forward.label("is_forward"), _votes(True), _votes(False), Passage)
        .select_from(Contribution)
        .outerjoin(Relation, (forward | back) & stands)
        .outerjoin(Passage, _drawn_from(contribution))
        .where(Contribution.id.in_(_others(contribution, ids)))
        .order_by(Relation.id)
        .options(joinedload(Relation.author, innerjoin=False))
    )
    rows = db.session.execute(statement).all()
    related = [
        Related(row.Relation, row.Contribution, row.is_forward, row.helped, row.not_helped)
        for row in rows
        if row.Relation
    ]
    linked = {row.Contribution.id: words_for(row) for row in rows if row.Contribution.id in ids}
    drawn = {row.Contribution: row.Passage for row in rows if row.Passage}
    return Around(related, linked, list(drawn.items()))


def _drawn_from(contribution: Contribution) -> Any:
    here = (Passage.contribution_id == contribution.id) & (Passage.lesson_id == Contribution.id)
    return here & (Contribution.status == Status.PUBLISHED)


def _others(contribution: Contribution, ids: Sequence[int]) -> Any:
    """Select the ids of the other ends and of what is linked, so that each is found by its key."""
    return sa.union(
        sa.select(Relation.to_id).where(Relation.from_id == contribution.id),
        sa.select(Relation.from_id).where(Relation.to_id == contribution.id),
        sa.select(Passage.lesson_id).where(Passage.contribution_id == contribution.id),
        sa.select(Contribution.id).where(Contribution.id.in_(ids)),
    )


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
    count = sa.select(sa.func.count()).where(*cast).correlate(Relation)
    return count.label("helped" if helped else "not_helped")
