# SPDX-License-Identifier: EUPL-1.2
"""Reading how people responded to contributions: votes, reactions, and where it was applied."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from knowledgebase.accounts.models import User
from knowledgebase.contributions.models.applications import Application, Result
from knowledgebase.contributions.models.reactions import EXPERIENCES, Reaction, ReactionSort
from knowledgebase.contributions.models.votes import Vote
from knowledgebase.db import db
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import Viewer

VOTE, REACTION, APPLICATION = "vote", "reaction", "application"


@dataclass(frozen=True)
class Reacted:
    """A reaction as the page shows it; `happened_on` is when, as far as it is known, if it is an experience."""

    id: int
    sort: ReactionSort
    happened_on: str
    html: str
    created_at: datetime
    author: User
    organisation: Organisation | None

    @property
    def author_id(self) -> int:
        """Who gave it."""
        return self.author.id


@dataclass(frozen=True)
class Applied:
    """That an organisation applied it, as the page shows that: without its name when told anonymously."""

    id: int
    result: Result
    note: str
    applied_on: date
    author: User
    organisation: Organisation | None

    @property
    def author_id(self) -> int:
        """Who told it."""
        return self.author.id

    @property
    def organisation_id(self) -> int | None:
        """Which organisation."""
        return self.organisation.id if self.organisation else None


@dataclass
class Responses:
    """How people responded to one contribution; `own_vote` is the viewer's."""

    own_vote: int | None = None
    reactions: list[Reacted] = field(default_factory=list)
    applications: list[Applied] = field(default_factory=list)

    @property
    def counts(self) -> list[tuple[ReactionSort, int]]:
        """How many reactions there are of each sort that occurs, experiences left out."""
        sorts = [reaction.sort for reaction in self.plain_reactions]
        return [(sort, sorts.count(sort)) for sort in ReactionSort if sort in sorts]

    @property
    def plain_reactions(self) -> list[Reacted]:
        """The reactions that tell no experience."""
        return [one for one in self.reactions if not one.sort.is_experience]

    @property
    def evidence(self) -> list[tuple[ReactionSort, list[Reacted]]]:
        """What people experienced: for it, and against it."""
        return [(sort, [one for one in self.reactions if one.sort is sort]) for sort in EXPERIENCES]

    @property
    def has_evidence(self) -> bool:
        """Whether anybody told of experience."""
        return any(one.sort.is_experience for one in self.reactions)

    @property
    def worked(self) -> int:
        """For how many organisations it worked."""
        return sum(told.result == Result.WORKED for told in self.applications)

    def add(self, row: Any, author: User, organisation: Organisation | None) -> None:
        """Take in one row of what `responses_to` selects."""
        if row.what == VOTE:
            self.own_vote = int(row.said)
        elif row.what == REACTION:
            sort = ReactionSort(row.said)
            self.reactions.append(Reacted(row.id, sort, row.known, row.text, row.at, author, organisation))
        else:
            applied = Applied(row.id, Result(row.said), row.text, row.day, author, organisation)
            self.applications.append(applied)


def responses_to(contribution_ids: Sequence[int], viewer: Viewer) -> dict[int, Responses]:
    """Give how people responded to these contributions, by contribution id, in one query."""
    parts = [_reactions(contribution_ids), _applications(contribution_ids)]
    if viewer.is_member:
        parts.append(_votes(contribution_ids, viewer))
    said = sa.union_all(*parts).subquery()
    rows = (
        sa.select(said, User, Organisation)
        .join(User, User.id == said.c.author_id)
        .outerjoin(Organisation, Organisation.id == said.c.organisation_id)
        .order_by(said.c.day.desc(), said.c.at, said.c.id)
    )
    found = {id: Responses() for id in contribution_ids}
    for row in db.session.execute(rows):
        found[row.contribution_id].add(row, row.User, row.Organisation)
    return found


def applications_by(viewer: Viewer, contribution_id: int) -> Sequence[Application]:
    """Give what the viewer's organisations, or the viewer anonymously, told of applying it, the last first."""
    anonymously = Application.organisation_id.is_(None) & (Application.author_id == viewer.id)
    own = Application.organisation_id.in_(viewer.organisation_ids) | anonymously
    wanted = (
        sa.select(Application)
        .where(Application.contribution_id == contribution_id, own)
        .order_by(Application.applied_on.desc(), Application.id)
    )
    return db.session.scalars(wanted).all()


def experience_of(viewer: Viewer, contribution_id: int) -> Reaction | None:
    """Give what the viewer told of experience with this."""
    own = sa.select(Reaction).filter_by(contribution_id=contribution_id, author_id=viewer.id, removed_at=None)
    return db.session.scalar(own.where(Reaction.sort.in_(EXPERIENCES)))


def _reactions(contribution_ids: Sequence[int]) -> sa.Select[Any]:
    shown = (Reaction.contribution_id.in_(contribution_ids), Reaction.removed_at.is_(None))
    return _part(
        REACTION, Reaction, Reaction.author_id, Reaction.organisation_id, Reaction.sort, Reaction.created_at
    ).where(*shown)


def _applications(contribution_ids: Sequence[int]) -> sa.Select[Any]:
    return _part(
        APPLICATION,
        Application,
        Application.author_id,
        Application.organisation_id,
        Application.result,
        Application.changed_at,
    ).where(Application.contribution_id.in_(contribution_ids))


def _votes(contribution_ids: Sequence[int], viewer: Viewer) -> sa.Select[Any]:
    own = (Vote.contribution_id.in_(contribution_ids), Vote.user_id == viewer.id)
    nowhere = sa.cast(sa.null(), sa.Integer)
    return _part(VOTE, Vote, Vote.user_id, nowhere, Vote.value, Vote.created_at).where(*own)


def _part(what: str, model: Any, author_id: Any, organisation_id: Any, said: Any, at: Any) -> sa.Select[Any]:
    """Select one sort of response with the columns that all sorts have."""
    text = {REACTION: Reaction.html, APPLICATION: Application.note}.get(what, sa.literal(""))
    known = Reaction.happened_on if what == REACTION else sa.literal("")
    day = Application.applied_on if what == APPLICATION else sa.cast(sa.null(), sa.Date)
    return sa.select(
        sa.literal(what).label("what"),
        model.id.label("id"),
        model.contribution_id.label("contribution_id"),
        author_id.label("author_id"),
        organisation_id.label("organisation_id"),
        sa.cast(said, sa.String(40)).label("said"),
        sa.cast(text, sa.Text).label("text"),
        at.label("at"),
        day.label("day"),
        known.label("known"),
    )
