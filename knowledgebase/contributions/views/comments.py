# SPDX-License-Identifier: EUPL-1.2
"""Pages of remarks: write, reply, change, remove."""

from typing import Any

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.contributions import actions
from knowledgebase.contributions.actions.comments import TooLate, edit_comment
from knowledgebase.contributions.actions.drafts import forget_draft_at
from knowledgebase.contributions.forms import CommentForm
from knowledgebase.contributions.models import Comment, Contribution
from knowledgebase.contributions.queries.comments import is_among_newest, stands
from knowledgebase.contributions.queries.linked import linked_in
from knowledgebase.contributions.views.blueprint import address_of, blueprint
from knowledgebase.contributions.views.drafting import drafted
from knowledgebase.db import db, reading
from knowledgebase.policy import Permission, allows, permit, refuse_unless, seen, viewer, visible
from knowledgebase.web.flashes import say, warn


@blueprint.get("/opmerkingen/<ref:id>")
@permit(Permission.VISIT)
def show_comment(id: int) -> ResponseReturnValue:
    """Lead to a remark on the page where it stands."""
    remark, _contribution = comment_at(id)
    return redirect(place_of(remark) if stands(remark) else abort(404), 302)


@blueprint.get("/bijdragen/<ref:id>/opmerkingen")
@permit(Permission.COMMENT, Contribution)
@drafted("comment")
def write_comment(contribution: Contribution) -> ResponseReturnValue:
    """Show the form for a remark on a page of its own."""
    return _form_page(contribution, CommentForm())


@blueprint.post("/bijdragen/<ref:id>/opmerkingen")
@permit(Permission.COMMENT, Contribution)
@drafted("comment")
def comment(contribution: Contribution) -> ResponseReturnValue:
    """Add a remark."""
    form = CommentForm()
    text = form.checked()
    if text is None:
        return _form_page(contribution, form), form.status
    remark = actions.comment(contribution, text, viewer(), sent_as=form.sent_as.data)
    db.session.flush()
    address = place_of(remark)
    db.session.commit()
    return redirect(address, 303)


def _replied_under(id: int) -> Contribution:
    with reading():
        return _open_to_reply(id)[1]


@blueprint.get("/opmerkingen/<ref:id>/reacties")
@permit(Permission.VISIT)
@drafted("reply", under=_replied_under)
def write_reply(id: int) -> ResponseReturnValue:
    """Show the form for a reply."""
    remark, contribution = _open_to_reply(id)
    return _form_page(contribution, CommentForm(), replied_to=remark)


@blueprint.post("/opmerkingen/<ref:id>/reacties")
@permit(Permission.VISIT)
@drafted("reply", under=_replied_under)
def reply(id: int) -> ResponseReturnValue:
    """Add a reply to the thread of a remark."""
    with reading():
        remark, contribution = _open_to_reply(id)
        form = CommentForm()
        if not form.is_sent:
            return _form_page(contribution, form, replied_to=remark), form.status
        text = form.body.text()
    thread = db.session.get_one(Comment, remark.thread_id)
    replied = actions.comment(contribution, text, viewer(), thread, form.sent_as.data)
    forget_draft_at(f"reply-{id}", viewer())
    db.session.flush()
    address = place_of(replied)
    db.session.commit()
    return redirect(address, 303)


@blueprint.get("/opmerkingen/<ref:id>/bewerken")
@permit(Permission.VISIT)
def edit_comment_form(id: int) -> ResponseReturnValue:
    """Show the form to change a remark; when its time is over, the one for a reply."""
    remark, contribution = _own(id)
    if not allows(viewer(), Permission.EDIT_COMMENT, remark):
        warn(_("A comment can be changed for 15 minutes. You can reply to it instead."))
        return redirect(url_for("contributions.write_reply", id=remark.id), 303)
    return _form_page(contribution, CommentForm(data={"body": remark.body}), changed=remark)


@blueprint.post("/opmerkingen/<ref:id>/bewerken")
@permit(Permission.VISIT)
def change_comment(id: int) -> ResponseReturnValue:
    """Save a remark anew; when its time is over, offer what was typed as a reply."""
    with reading():
        remark, contribution = _own(id)
        form = CommentForm()
        if not form.is_sent:
            return _form_page(contribution, form, changed=remark), form.status
        text = form.body.text()
    try:
        edit_comment(remark, text, viewer())
    except TooLate:
        db.session.rollback()
        return _form_page(contribution, form, replied_to=remark, is_too_late=True), 409
    address = place_of(remark)
    db.session.commit()
    return redirect(address, 303)


@blueprint.get("/opmerkingen/<ref:id>/verwijderen")
@permit(Permission.VISIT)
def ask_to_remove(id: int) -> ResponseReturnValue:
    """Ask whether a remark shall be removed."""
    remark, contribution = _removable(id)
    linked = linked_in([remark.html], viewer())
    return render_template(
        "contributions/remove_comment.html", contribution=contribution, remark=remark, linked=linked
    )


@blueprint.post("/opmerkingen/<ref:id>/verwijderen")
@permit(Permission.VISIT)
def remove_comment(id: int) -> ResponseReturnValue:
    """Take a remark off the page: for its author and moderators."""
    remark, contribution = _removable(id)
    actions.remove_comment(remark, viewer())
    address = address_of(contribution)
    db.session.commit()
    say(_("The comment is removed."))
    return redirect(address, 303)


def comment_at(id: int) -> tuple[Comment, Contribution]:
    """Load a remark and what it stands under, if the viewer may see that; 404 otherwise."""
    remark = db.session.get(Comment, id) or abort(404)
    return remark, visible(Contribution, remark.contribution_id)


def place_of(remark: Comment) -> str:
    """Give the address at which a remark can be read."""
    anchor = f"opmerking-{remark.id}"
    contribution = remark.contribution
    if seen(viewer(), contribution.root) and is_among_newest(remark):
        return f"{address_of(contribution).partition('#')[0]}#{anchor}"
    return url_for(
        "contributions.all_comments", id=contribution.id, voor=remark.thread_id + 1, _anchor=anchor
    )


def _open_to_reply(id: int) -> tuple[Comment, Contribution]:
    remark, contribution = comment_at(id)
    refuse_unless(allows(viewer(), Permission.COMMENT, contribution))
    return remark if remark.removed_at is None else abort(404), contribution


def _own(id: int) -> tuple[Comment, Contribution]:
    """Give a remark that the viewer wrote, where commenting is possible; it may be too late to change it."""
    remark, contribution = _open_to_reply(id)
    refuse_unless(remark.author_id == viewer().id)
    return remark, contribution


def _removable(id: int) -> tuple[Comment, Contribution]:
    remark, contribution = comment_at(id)
    refuse_unless(allows(viewer(), Permission.REMOVE_COMMENT, remark))
    return remark, contribution


def _form_page(
    contribution: Contribution, form: CommentForm, replied_to: Comment | None = None, **shown: Any
) -> str:
    return render_template(
        "contributions/comment.html",
        contribution=contribution,
        form=form,
        replied_to=replied_to,
        linked=linked_in([replied_to.html], viewer()) if replied_to else {},
        **shown,
    )
