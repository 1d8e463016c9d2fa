# SPDX-License-Identifier: EUPL-1.2
"""Pages that all kinds share: permanent address, history, comments, tags, themes."""

from collections.abc import Sequence

import sqlalchemy as sa
from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from knowledgebase.accounts.models import User
from knowledgebase.contributions import actions
from knowledgebase.contributions.actions import AlreadyPublished
from knowledgebase.contributions.forms import CommentForm
from knowledgebase.contributions.models import Comment, Contribution, Revision, Tag, Theme
from knowledgebase.contributions.queries import (
    filed_under,
    listed,
    revision_numbered,
    revisions_of,
    tags_in_use,
    themes,
    written_by,
)
from knowledgebase.contributions.revisions import differences
from knowledgebase.contributions.vocabulary import STATUS_LABELS, VISIBILITY_LABELS
from knowledgebase.db import db
from knowledgebase.policy import Permission, allows, permit, refuse_unless, seen, viewer, visible
from knowledgebase.web.flashes import say
from knowledgebase.web.paging import newest_first

blueprint = Blueprint("contributions", __name__)


def address_of(contribution: Contribution) -> str:
    """Give the address of the page that shows this contribution, or of its history to who may not see that page."""
    root = contribution.root
    if root is contribution:
        return url_for(root.endpoint, id=root)
    if not seen(viewer(), root):
        return url_for("contributions.history", id=contribution.id)
    return url_for(root.endpoint, id=root, _anchor=f"bijdrage-{contribution.id}")


def heading_of(contribution: Contribution) -> str:
    """Give the title of the page that shows this contribution, or its kind to who may not see that page."""
    root = contribution.root
    return root.title if seen(viewer(), root) else contribution.kind.label


@blueprint.app_context_processor
def _address() -> dict[str, object]:
    return {
        "address_of": address_of,
        "heading_of": heading_of,
        "visibility_labels": VISIBILITY_LABELS,
        "status_labels": STATUS_LABELS,
        "theme_choices": theme_choices,
    }


def theme_choices(offered: Sequence[Theme]) -> list[tuple[str | None, str]]:
    """Give the themes as choices of a filter, in the language of the page."""
    english = str(get_locale()) == "en"
    return [(None, _("All themes"))] + [(one.slug, one.name_en if english else one.name) for one in offered]


@blueprint.get("/bijdragen/<ref:id>")
@permit(Permission.READ, Contribution)
def show(contribution: Contribution) -> ResponseReturnValue:
    """Lead to the page of a contribution whose kind is not known."""
    return redirect(address_of(contribution), 302)


@blueprint.app_errorhandler(AlreadyPublished)
def sent_twice(again: AlreadyPublished) -> ResponseReturnValue:
    """Lead whoever sent a form twice to what came of it the first time."""
    db.session.rollback()
    return redirect(url_for("contributions.show", id=again.id), 303)


@blueprint.get("/historie/<ref:id>")
@permit(Permission.HISTORY, Contribution, kept=True)
def history(contribution: Contribution) -> ResponseReturnValue:
    """List the saved versions."""
    page = newest_first(db, revisions_of(contribution), Revision.id)
    return render_template("contributions/history.html", contribution=contribution, page=page)


@blueprint.get("/historie/<ref:id>/<int:number>")
@permit(Permission.HISTORY, Contribution, kept=True)
def version(contribution: Contribution, number: int) -> ResponseReturnValue:
    """Show one saved version beside the one before it."""
    revision = revision_numbered(contribution, number) or abort(404)
    before = revision_numbered(contribution, number - 1)
    changes = differences(contribution, before.content if before else {}, revision.content)
    return render_template(
        "contributions/version.html",
        contribution=contribution,
        revision=revision,
        before=before,
        changes=changes,
    )


@blueprint.post("/bijdragen/<ref:id>/opmerkingen")
@permit(Permission.COMMENT, Contribution)
def comment(contribution: Contribution) -> ResponseReturnValue:
    """Add a remark."""
    form = CommentForm()
    text = form.checked()
    if text is None:
        return render_template("contributions/comment.html", contribution=contribution, form=form), 422
    remark = actions.comment(contribution, text, viewer())
    db.session.flush()
    address = f"{address_of(contribution).partition('#')[0]}#opmerking-{remark.id}"
    db.session.commit()
    return redirect(address, 303)


@blueprint.get("/bijdragen/<ref:id>/opmerkingen")
@permit(Permission.COMMENT, Contribution)
def write_comment(contribution: Contribution) -> ResponseReturnValue:
    """Show the form for a remark on a page of its own."""
    return render_template("contributions/comment.html", contribution=contribution, form=CommentForm())


@blueprint.post("/opmerkingen/<ref:id>/verwijderen")
@permit(Permission.VISIT)
def remove_comment(id: int) -> ResponseReturnValue:
    """Take a remark off the page: for its author and moderators."""
    remark = db.session.get(Comment, id) or abort(404)
    contribution = visible(Contribution, remark.contribution_id)
    refuse_unless(allows(viewer(), Permission.REMOVE_COMMENT, remark))
    actions.remove_comment(remark, viewer())
    address = address_of(contribution)
    db.session.commit()
    say(_("The comment is removed."))
    return redirect(address, 303)


@blueprint.get("/mensen/<ref:id>/bijdragen")
@permit(Permission.VISIT, kept=True)
def by_person(id: int) -> ResponseReturnValue:
    """List what a person wrote."""
    person = db.session.get(User, id)
    if person is None or not person.has_page:
        abort(404)
    page = newest_first(db, written_by(person.id, viewer()), Contribution.id)
    return render_template("contributions/by_person.html", person=person, page=page)


@blueprint.get("/tags")
@permit(Permission.VISIT, kept=True)
def tags() -> ResponseReturnValue:
    """List the tags in use."""
    return render_template("contributions/tags.html", tags=tags_in_use(viewer()))


@blueprint.get("/tags/<name>")
@permit(Permission.VISIT, kept=True)
def tag(name: str) -> ResponseReturnValue:
    """Show what carries a tag; a synonym leads to the tag it stands for."""
    found = db.session.scalar(sa.select(Tag).where(Tag.name == name)) or abort(404)
    if found.synonym_of:
        return redirect(url_for("contributions.tag", name=found.synonym_of.name), 301)
    page = newest_first(db, filed_under(listed(viewer()), Contribution, None, found.name), Contribution.id)
    if not page.rows and not found.description:
        abort(404)
    return render_template("contributions/tag.html", tag=found, page=page)


@blueprint.get("/themas")
@permit(Permission.VISIT, kept=True)
def theme_list() -> ResponseReturnValue:
    """List the themes."""
    return render_template("contributions/themes.html", themes=themes())


@blueprint.get("/themas/<slug>")
@permit(Permission.VISIT, kept=True)
def theme(slug: str) -> ResponseReturnValue:
    """Show what is filed under a theme."""
    found = db.session.scalar(sa.select(Theme).where(Theme.slug == slug)) or abort(404)
    page = newest_first(db, filed_under(listed(viewer()), Contribution, slug, None), Contribution.id)
    return render_template("contributions/theme.html", theme=found, page=page)
