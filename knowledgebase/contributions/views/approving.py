# SPDX-License-Identifier: EUPL-1.2
"""Where a theme demands it, a change waits until enough others approve: the page keeps showing what was approved."""

from collections.abc import Mapping
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from knowledgebase.contributions.actions import Outdated
from knowledgebase.contributions.actions import suggestions as actions
from knowledgebase.contributions.actions.drafts import forget_draft_at
from knowledgebase.contributions.actions.rewriting import rewrite
from knowledgebase.contributions.models import Contribution, Suggestion
from knowledgebase.contributions.queries.suggestions import pending_suggestion, suggestion_with_content
from knowledgebase.contributions.sides import (
    FOR_WHOM,
    Origin,
    newest_side,
    rendered,
    side_of,
    without_readers,
    wording_of,
)
from knowledgebase.contributions.views.blueprint import address_of
from knowledgebase.db import db, reading
from knowledgebase.policy import viewer
from knowledgebase.web.errors import TITLES
from knowledgebase.web.flashes import say


def is_approved(contribution: Contribution, origin: Origin) -> bool:
    """Tell whether a change may come into the text: its theme demands nothing, or enough others approved of it."""
    if not contribution.approvals_needed:
        return True
    taken = None if origin.is_amended else suggestion_with_content(origin.suggestion_id or 0)
    return taken is not None and taken.contribution_id == contribution.id and not taken.approvals_left


def propose(
    contribution: Contribution, mine: Mapping[str, Any], based_on: int, note: str
) -> ResponseReturnValue:
    """Let a change of the version `based_on` wait for approval. For whom it is changes at once: that cannot wait."""
    with reading():
        base = side_of(contribution, based_on, viewer()) or {}
        readers = {name: mine[name] for name in FOR_WHOM if mine.get(name, base.get(name)) != base.get(name)}
        content = {name: it for name, it in without_readers(mine).items() if it != base.get(name)}
        now = newest_side(contribution, viewer()) | readers
        wording = wording_of(contribution, now, rendered(contribution, now), Origin(note=note))
        waiting, onto = pending_suggestion(contribution), contribution.revision
    try:
        if readers:
            rewrite(contribution, now, wording, viewer(), onto)
    except Outdated:
        # Somebody was faster: for whom it is changes on top of that version.
        db.session.rollback()
        return propose(contribution, mine, based_on, note)
    if not content:
        return _done(address_of(contribution), _("Your version is saved."))
    if waiting is not None and waiting.author_id == viewer().id:
        actions.withdraw(waiting, viewer())
        db.session.flush()
    try:
        made = actions.suggest(contribution, content, note, viewer(), based_on)
    except actions.AnotherWaits:
        return _another_waits()
    forget_draft_at(f"edit-{contribution.id}", viewer())
    return _done(url_for("contributions.suggestion", id=made.id), _told(made))


def approve(suggestion: Suggestion) -> ResponseReturnValue | None:
    """Count the approval of who makes the request; None when nobody else need approve."""
    if not suggestion.contribution.approvals_needed:
        return None
    actions.approve(suggestion, viewer())
    address, left = url_for("contributions.suggestion", id=suggestion.id), suggestion.approvals_left
    if left:
        words = ngettext("You approved. One other must too.", "You approved. %(num)d others must too.", left)
        return _done(address, words)
    db.session.commit()
    return None


def _told(made: Suggestion) -> str:
    words: str = ngettext(
        "Your change waits until somebody else approves. Until then the page stays as it is.",
        "Your change waits until %(num)d others approve. Until then the page stays as it is.",
        made.contribution.approvals_needed,
    )
    return words


def _done(address: str, words: str) -> ResponseReturnValue:
    db.session.commit()
    say(words)
    return redirect(address, 303)


def _another_waits() -> ResponseReturnValue:
    db.session.rollback()
    message = _(
        "A change by somebody else waits for approval. As soon as it is decided you can send yours. "
        "What you typed is kept below."
    )
    return render_template("errors/409.html", code=409, title=TITLES[409], message=message), 409
