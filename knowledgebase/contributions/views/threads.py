# SPDX-License-Identifier: EUPL-1.2
"""Pages of threads: all of them, done or open, and closing something to comments."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.contributions.actions.comments import reopen, resolve
from knowledgebase.contributions.actions.locking import lock_comments, unlock_comments
from knowledgebase.contributions.forms.comments import LockForm
from knowledgebase.contributions.models import Comment, Contribution
from knowledgebase.contributions.queries.comments import MOST_THREADS, threads_of, with_replies
from knowledgebase.contributions.queries.linked import linked_in
from knowledgebase.contributions.views.blueprint import address_of, blueprint
from knowledgebase.contributions.views.comments import comment_at, place_of
from knowledgebase.db import db, reading
from knowledgebase.policy import Permission, allows, permit, refuse_unless, viewer
from knowledgebase.web.flashes import say
from knowledgebase.web.paging import newest_first


@blueprint.get("/bijdragen/<ref:id>/alle-opmerkingen")
@permit(Permission.READ, Contribution, kept=True)
def all_comments(contribution: Contribution) -> ResponseReturnValue:
    """Show all remarks under a contribution, the newest threads first."""
    page = newest_first(db, threads_of(contribution.id), Comment.id, MOST_THREADS)
    threads = with_replies(page.rows)
    texts = (remark.html for thread in threads for remark in thread.remarks)
    return render_template(
        "contributions/all_comments.html",
        contribution=contribution,
        page=page,
        threads=threads,
        linked=linked_in(texts, viewer()),
    )


@blueprint.post("/opmerkingen/<ref:id>/afronden")
@permit(Permission.VISIT)
def resolve_thread(id: int) -> ResponseReturnValue:
    """Mark the thread of a remark as done."""
    thread = _thread_of(id)
    resolve(thread, viewer())
    address = place_of(thread)
    db.session.commit()
    return redirect(address, 303)


@blueprint.post("/opmerkingen/<ref:id>/heropenen")
@permit(Permission.VISIT)
def reopen_thread(id: int) -> ResponseReturnValue:
    """Take back that the thread of a remark is done."""
    thread = _thread_of(id)
    reopen(thread, viewer())
    address = place_of(thread)
    db.session.commit()
    return redirect(address, 303)


@blueprint.get("/bijdragen/<ref:id>/opmerkingen/sluiten")
@permit(Permission.LOCK_COMMENTS, Contribution)
def ask_to_lock(contribution: Contribution) -> ResponseReturnValue:
    """Show the form to close a contribution to comments."""
    return render_template("contributions/lock.html", contribution=contribution, form=LockForm())


@blueprint.post("/bijdragen/<ref:id>/opmerkingen/sluiten")
@permit(Permission.LOCK_COMMENTS, Contribution)
def lock(contribution: Contribution) -> ResponseReturnValue:
    """Close a contribution to comments for a while."""
    with reading():
        form = LockForm()
        if not form.is_sent:
            return render_template("contributions/lock.html", contribution=contribution, form=form), 422
    lock_comments(contribution, form.until, form.reason.data or "", viewer())
    address = address_of(contribution)
    db.session.commit()
    say(_("Only moderators can comment here for now."))
    return redirect(address, 303)


@blueprint.post("/bijdragen/<ref:id>/opmerkingen/openen")
@permit(Permission.LOCK_COMMENTS, Contribution)
def unlock(contribution: Contribution) -> ResponseReturnValue:
    """Open a contribution to comments again."""
    unlock_comments(contribution, viewer())
    address = address_of(contribution)
    db.session.commit()
    say(_("Members can comment here again."))
    return redirect(address, 303)


def _thread_of(id: int) -> Comment:
    remark, _contribution = comment_at(id)
    thread = db.session.get_one(Comment, remark.thread_id)
    refuse_unless(allows(viewer(), Permission.RESOLVE, thread))
    return thread
