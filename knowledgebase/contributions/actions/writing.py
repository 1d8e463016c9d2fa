# SPDX-License-Identifier: EUPL-1.2
"""Publish a contribution and save new versions of it."""

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from knowledgebase.contributions.actions.drafts import forget_draft_at, forget_draft_sent_as
from knowledgebase.contributions.actions.files import attach
from knowledgebase.contributions.actions.holding import hold_open
from knowledgebase.contributions.actions.mentions import record_mentions
from knowledgebase.contributions.actions.sending import sent_once
from knowledgebase.contributions.actions.suggestions import take
from knowledgebase.contributions.actions.wording import Wording
from knowledgebase.contributions.models import Contribution, Revision, Suggestion, SuggestionStatus
from knowledgebase.contributions.queries.relations import merger_of
from knowledgebase.contributions.tags import tags_named
from knowledgebase.db import db, now
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.organisations.audiences import audience_of
from knowledgebase.policy import Permission, Status, Viewer, Visibility, allows
from knowledgebase.web.addresses import slug_of

MINOR = "minor"
"""Detail of an edit that is a small change, which nobody need hear of."""


class Outdated(Exception):
    """The contribution was changed since the text on the form was read."""


class Unapproved(Outdated):
    """The theme demands that others approve of the change first."""


class AlreadyPublished(Exception):
    """The same form was sent before with the same words; `id` is the contribution that came of it."""

    def __init__(self, id: int) -> None:
        super().__init__(id)
        self.id = id


def publish(
    contribution: Contribution, wording: Wording, viewer: Viewer, happening: Happening = Happening.PUBLISHED
) -> None:
    """Publish a new contribution; its own fields are set already.

    :raises AlreadyPublished: when the same form was sent before, as by a double click.
    """
    contribution.sent_as = sent_once(viewer, wording.sent_as, wording.title, wording.text.source)
    _refuse_second(contribution.sent_as)
    contribution.import_id, contribution.votes = wording.import_id, wording.votes
    contribution.author_id = viewer.id
    contribution.status = shown_with(contribution)
    contribution.created_at = contribution.changed_at = wording.written_at or now()
    _apply(contribution, wording, viewer)
    db.session.add(contribution)
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        _refuse_second(contribution.sent_as)
        raise
    attach(contribution, wording.text.source, viewer)
    _keep_revision(contribution, wording, viewer)
    if wording.import_id is None:
        _forget_draft_of_new(contribution, wording, viewer)
    record(happening, actor_id=viewer.id, contribution_id=contribution.id)
    record_mentions(contribution.id, contribution.html, viewer)


def begin_revision(contribution: Contribution, based_on: int, is_approved: bool = False) -> None:
    """Lock the contribution for a change of the version `based_on`.

    :raises Outdated: when somebody saved another version since, or others must approve first.
    """
    hold_open(contribution)
    if contribution.revision != based_on:
        raise Outdated
    if contribution.approvals_needed and not is_approved:
        raise Unapproved


def revise(contribution: Contribution, wording: Wording, viewer: Viewer) -> None:
    """Save a new version of a contribution that `begin_revision` locked; its own fields are set already."""
    visible_to, before = (contribution.visibility, contribution.audience_id), contribution.html
    _apply(contribution, wording, viewer)
    contribution.revision += 1
    contribution.changed_at = now()
    db.session.flush()
    taken = _take_suggestion(contribution, wording, viewer)
    attach(contribution, wording.text.source, viewer, taken)
    _keep_revision(contribution, wording, viewer, taken)
    if wording.is_typed:
        forget_draft_at(f"edit-{contribution.id}", viewer)
    if visible_to != (contribution.visibility, contribution.audience_id):
        _show_dependants_to_the_same(contribution)
        record(Happening.VISIBILITY_CHANGED, actor_id=viewer.id, contribution_id=contribution.id)
    detail = MINOR if wording.is_minor else None
    record(Happening.EDITED, actor_id=viewer.id, contribution_id=contribution.id, detail=detail)
    record_mentions(contribution.id, contribution.html, viewer, before)


def shown_with(contribution: Contribution) -> Status:
    """Give the status of something published: it may hang on something hidden, or be merged into another."""
    root = contribution.root
    if contribution.id and merger_of(contribution):
        return Status.MERGED
    return Status.PUBLISHED if root is contribution or root.status == Status.PUBLISHED else Status.COVERED


def _refuse_second(sent_as: str | None) -> None:
    first = sa.select(Contribution.id).where(Contribution.sent_as == sent_as)
    with db.session.no_autoflush:
        id = db.session.scalar(first) if sent_as else None
    if id is not None:
        raise AlreadyPublished(id)


def _forget_draft_of_new(contribution: Contribution, wording: Wording, viewer: Viewer) -> None:
    if contribution.root is not contribution:
        forget_draft_at(f"answer-{contribution.root_id}", viewer)
    elif wording.sent_as:
        forget_draft_sent_as(wording.sent_as, viewer)


def _apply(contribution: Contribution, wording: Wording, viewer: Viewer) -> None:
    contribution.title = wording.title
    contribution.slug = slug_of(wording.title)
    contribution.summary = wording.summary
    contribution.body = wording.text.source
    contribution.html = wording.text.rendered.html
    contribution.outline = wording.text.rendered.headings
    contribution.renderer = wording.text.rendered.version
    contribution.language = wording.language
    contribution.theme_id = wording.theme_id
    contribution.tags = tags_named(wording.tags)
    if contribution.root is not contribution or allows(viewer, Permission.CHOOSE_READERS, contribution):
        contribution.organisation_id = wording.organisation_id
        _mean(contribution, wording, viewer)


def _mean(contribution: Contribution, wording: Wording, viewer: Viewer) -> None:
    """Say for whom it is: what hangs on something else is for whom that is."""
    root = contribution.root
    if root is not contribution:
        contribution.visibility, contribution.audience_id = root.visibility, root.audience_id
        return
    if wording.keeps_audience:
        return
    contribution.visibility = wording.visibility
    contribution.audience = None
    if wording.visibility in (Visibility.OWN, Visibility.ORGANISATIONS):
        own = _own_organisations(contribution, viewer)
        named = wording.organisation_ids if wording.visibility == Visibility.ORGANISATIONS else frozenset()
        contribution.audience = audience_of(own | named)


def _own_organisations(contribution: Contribution, viewer: Viewer) -> frozenset[int]:
    if contribution.organisation_id:
        return frozenset({contribution.organisation_id})
    if contribution.author_id == viewer.id:
        return viewer.organisation_ids
    return frozenset(organisation.id for organisation in contribution.author.organisations)


def _take_suggestion(contribution: Contribution, wording: Wording, viewer: Viewer) -> Suggestion | None:
    suggestion = db.session.get(Suggestion, wording.suggestion_id) if wording.suggestion_id else None
    if suggestion is None or suggestion.contribution_id != contribution.id:
        return None
    if wording.is_amended and not suggestion.is_pending:
        # Somebody else decided meanwhile; what was written on the form stays worth saving.
        return None
    take(suggestion, SuggestionStatus.AMENDED if wording.is_amended else SuggestionStatus.ACCEPTED, viewer)
    return suggestion


def _show_dependants_to_the_same(contribution: Contribution) -> None:
    for dependant in contribution.dependants():
        dependant.visibility, dependant.audience_id = contribution.visibility, contribution.audience_id


def _keep_revision(
    contribution: Contribution, wording: Wording, viewer: Viewer, taken: Suggestion | None = None
) -> None:
    db.session.add(
        Revision(
            contribution_id=contribution.id,
            number=contribution.revision,
            content=contribution.content(),
            note=wording.note if contribution.revision > 1 else "",
            author_id=viewer.id,
            created_at=contribution.changed_at,
            is_minor=wording.is_minor,
            merged_with=wording.merged_with,
            restored_from=wording.restored_from,
            suggester_id=taken.author_id if taken else None,
            visibility=contribution.visibility,
            audience_id=contribution.audience_id,
            organisation_id=contribution.organisation_id,
        )
    )
