# SPDX-License-Identifier: EUPL-1.2
"""React to advice, and take a reaction off the page."""

from dataclasses import dataclass

import sqlalchemy as sa

from knowledgebase.contributions.actions.files import attach, let_go
from knowledgebase.contributions.actions.holding import hold
from knowledgebase.contributions.actions.mentions import record_mentions
from knowledgebase.contributions.actions.wording import Text
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.models.reactions import EXPERIENCES, Reaction, ReactionSort
from knowledgebase.db import db, now
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.policy import Permission, Viewer, allows
from knowledgebase.web.markdown import RENDERER_VERSION


@dataclass(frozen=True)
class Opinion:
    """What somebody says of advice; `organisation_id` is for whom, None for themselves; `text` may be left out.

    `happened_on` is when, as far as it is known, if it is an experience.
    """

    sort: ReactionSort
    organisation_id: int | None
    text: Text | None
    happened_on: str = ""


def react(contribution: Contribution, opinion: Opinion, viewer: Viewer) -> None:
    """Add a reaction; the same sort again, or another experience, replaces what was said before."""
    hold(contribution)
    if not allows(viewer, Permission.REACT, contribution):
        return
    said = _reaction_of(viewer, contribution, opinion)
    source = opinion.text.source if opinion.text else ""
    new = (opinion.sort, opinion.organisation_id, opinion.happened_on, source)
    if said.id and said.removed_at is None and _as_said(said) == new:
        return
    before, shown_before = (said.body, said.html) if said.id else ("", "")
    said.sort, said.organisation_id, said.happened_on, said.body = new
    said.html = opinion.text.rendered.html if opinion.text else ""
    said.renderer = opinion.text.rendered.version if opinion.text else RENDERER_VERSION
    said.created_at, said.removed_at = now(), None
    db.session.add(said)
    attach(contribution, source, viewer)
    let_go(contribution.id, before)
    record(Happening.REACTED, actor_id=viewer.id, contribution_id=contribution.id, detail=opinion.sort.value)
    record_mentions(contribution.id, said.html, viewer, shown_before)


def remove_reaction(reaction: Reaction, viewer: Viewer) -> None:
    """Take a reaction off the page."""
    db.session.refresh(reaction, ["removed_at"], with_for_update=True)
    if reaction.removed_at is None:
        reaction.removed_at = now()
        let_go(reaction.contribution_id, reaction.body)
        record(Happening.REACTION_REMOVED, actor_id=viewer.id, contribution_id=reaction.contribution_id)


def _reaction_of(viewer: Viewer, contribution: Contribution, opinion: Opinion) -> Reaction:
    key = {
        "contribution_id": contribution.id,
        "author_id": viewer.id,
        "organisation_id": opinion.organisation_id,
        "sort": opinion.sort,
    }
    same = sa.select(Reaction).filter_by(**key)
    if opinion.sort.is_experience:
        same = sa.select(Reaction).filter_by(contribution_id=contribution.id, author_id=viewer.id)
        same = same.where(Reaction.sort.in_(EXPERIENCES))
    return db.session.scalar(same) or Reaction(**key)


def _as_said(said: Reaction) -> tuple[ReactionSort, int | None, str, str]:
    return said.sort, said.organisation_id, said.happened_on, said.body
