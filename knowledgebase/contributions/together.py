# SPDX-License-Identifier: EUPL-1.2
"""Whether two contributions can be merged, and whether that can be undone, without showing anybody too much."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from knowledgebase.contributions.models import Comment, Contribution, ContributionAuthor, Revision, Suggestion
from knowledgebase.contributions.models.applications import Application
from knowledgebase.contributions.models.merging import MovedComment, MovedPart
from knowledgebase.contributions.models.reactions import Reaction
from knowledgebase.contributions.models.relations import Relation
from knowledgebase.db import db
from knowledgebase.policy import Status, is_for_no_more

SAID = (Revision, Suggestion, Comment, Reaction, Application)


def why_apart(contribution: Contribution, other: Contribution) -> str:
    """Say why a contribution cannot be merged into another; nothing when it can."""
    if contribution.id == other.id:
        return str(_("This is the same contribution. Name another one."))
    if contribution.kind != other.kind:
        return str(
            _("Only two of the same kind can be merged: two questions, two cases, two lessons or two pages.")
        )
    if other.status == Status.MERGED:
        return str(_("That one was merged into another itself. Name the one that it was merged into."))
    if {contribution.status, other.status} != {Status.PUBLISHED}:
        return str(_("Both must be published: what is hidden or in the bin cannot be merged."))
    if not is_for_no_more(other, contribution):
        return str(
            _(
                "The other one has readers who may not read this one, and what was said here would become "
                "visible to them. Only something for the same readers, or for fewer, can take it in."
            )
        )
    return _why_somebody_would_show(contribution, other)


def why_merged(merger: Relation, contribution: Contribution, other: Contribution) -> str:
    """Say why a merger cannot be undone; nothing when it can."""
    if not merger.can_be_undone:
        return str(_("This was merged more than 30 days ago, and that can no longer be undone."))
    if contribution.status != Status.MERGED:
        return str(_("What was merged is hidden or in the bin. Show it again first."))
    if other.status == Status.MERGED:
        return str(_("The other one was merged into another itself since then. Undo that first."))
    if _would_show_more(contribution, other) and _something_came(merger):
        return str(
            _(
                "Since then something was said under what moved, or it was improved, and moving it back would show "
                "that to more readers or show who asked. It stays."
            )
        )
    return ""


def _why_somebody_would_show(contribution: Contribution, other: Contribution) -> str:
    hidden, other_hidden = contribution.hidden_person_id, other.hidden_person_id
    if hidden is not None and hidden != other_hidden:
        return str(_("This was asked anonymously, and the other one would not hide who asked it."))
    if hidden is None and other_hidden is not None and _is_heard(other_hidden, contribution):
        return str(
            _(
                "The other one was asked anonymously, and whoever asked it says something here under their own "
                "name. Merging would show who asked."
            )
        )
    return ""


def _is_heard(person_id: int, contribution: Contribution) -> bool:
    """Tell whether a person wrote or said anything in or under a contribution."""
    ids = [contribution.id, *(part.id for part in contribution.dependants())]
    own = [sa.exists().where(said.contribution_id.in_(ids), said.author_id == person_id) for said in SAID]
    keeps = sa.exists().where(
        ContributionAuthor.contribution_id.in_(ids), ContributionAuthor.user_id == person_id
    )
    return bool(db.session.scalar(sa.select(sa.or_(*own, keeps))))


def _would_show_more(contribution: Contribution, other: Contribution) -> bool:
    """Tell whether what stands in the other is known to more people, or with more names, in the contribution."""
    hides = other.hidden_person_id not in (None, contribution.hidden_person_id)
    return hides or not is_for_no_more(contribution, other)


def _something_came(merger: Relation) -> bool:
    """Tell whether anything that came after a merger would move back with what moved."""
    parts = sa.select(MovedPart.contribution_id).where(MovedPart.relation_id == merger.id)
    comments = sa.select(MovedComment.comment_id).where(MovedComment.relation_id == merger.id)
    here = Comment.contribution_id.in_(parts) | Comment.id.in_(comments) | Comment.parent_id.in_(comments)
    came: Sequence[Any] = (
        sa.exists().where(Revision.contribution_id.in_(parts), Revision.created_at > merger.at),
        sa.exists().where(Reaction.contribution_id.in_(parts), Reaction.created_at > merger.at),
        sa.exists().where(Application.contribution_id.in_(parts), Application.changed_at > merger.at),
        sa.exists().where(here, (Comment.created_at > merger.at) | (Comment.edited_at > merger.at)),
    )
    return bool(db.session.scalar(sa.select(sa.or_(*came))))
