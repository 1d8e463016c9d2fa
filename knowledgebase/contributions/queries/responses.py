# SPDX-License-Identifier: EUPL-1.2
"""Reading how people responded to contributions: votes, reactions, and where it was applied."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from knowledgebase.contributions.models.applications import Application, Result
from knowledgebase.contributions.models.reactions import Reaction, ReactionSort
from knowledgebase.contributions.queries.votes import own_votes
from knowledgebase.db import db
from knowledgebase.policy import Viewer


@dataclass
class Responses:
    """How people responded to one contribution; `own_vote` is the viewer's."""

    own_vote: int | None = None
    reactions: list[Reaction] = field(default_factory=list)
    applications: list[Application] = field(default_factory=list)

    @property
    def counts(self) -> list[tuple[ReactionSort, int]]:
        """How many reactions there are of each sort that occurs."""
        sorts = [reaction.sort for reaction in self.reactions]
        return [(sort, sorts.count(sort)) for sort in ReactionSort if sort in sorts]

    @property
    def worked(self) -> int:
        """For how many organisations it worked."""
        return sum(told.result == Result.WORKED for told in self.applications)


def responses_to(contribution_ids: Sequence[int], viewer: Viewer) -> dict[int, Responses]:
    """Give how people responded to these contributions, by contribution id."""
    votes = own_votes(contribution_ids, viewer)
    found = {id: Responses(votes.get(id)) for id in contribution_ids}
    for reaction in db.session.scalars(_reactions_to(contribution_ids)):
        found[reaction.contribution_id].reactions.append(reaction)
    for told in db.session.scalars(_applications_of(contribution_ids)):
        found[told.contribution_id].applications.append(told)
    return found


def applications_by(organisation_ids: Sequence[int], contribution_id: int) -> Sequence[Application]:
    """Give what these organisations told of applying a contribution."""
    own = Application.organisation_id.in_(organisation_ids)
    return db.session.scalars(_applications_of([contribution_id]).where(own)).all()


def _reactions_to(contribution_ids: Sequence[int]) -> sa.Select[tuple[Reaction]]:
    shown = (Reaction.contribution_id.in_(contribution_ids), Reaction.removed_at.is_(None))
    return sa.select(Reaction).where(*shown).order_by(Reaction.created_at, Reaction.id)


def _applications_of(contribution_ids: Sequence[int]) -> sa.Select[tuple[Application]]:
    wanted = sa.select(Application).where(Application.contribution_id.in_(contribution_ids))
    return wanted.order_by(Application.applied_on.desc(), Application.id)
