# SPDX-License-Identifier: EUPL-1.2
"""Pages on which moderators look after tags and themes."""

import sqlalchemy as sa
from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.contributions.actions import tags as actions
from knowledgebase.contributions.forms.tags import MergeForm, OwnerForm, TagForm
from knowledgebase.contributions.models import Tag, Theme
from knowledgebase.contributions.models.owners import ThemeOwner
from knowledgebase.contributions.queries.tags import synonyms_of
from knowledgebase.contributions.views.blueprint import blueprint
from knowledgebase.db import db, reading
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.web.flashes import say


@blueprint.get("/tags/<name>/bewerken")
@permit(Permission.CURATE)
def edit_tag(name: str) -> ResponseReturnValue:
    """Show the forms to describe, rename and merge a tag."""
    tag = _tag(name)
    form = TagForm(data={"name": tag.name, "description": tag.description, "synonyms": synonyms_of(tag)})
    return _tag_page(tag, form, MergeForm(tag))


@blueprint.post("/tags/<name>/bewerken")
@permit(Permission.CURATE)
def curate_tag(name: str) -> ResponseReturnValue:
    """Describe or rename a tag."""
    tag = _tag(name)
    form = TagForm()
    if not form.is_sent:
        return _tag_page(tag, form, MergeForm(tag)), 422
    try:
        actions.curate(
            tag, form.name.data or "", form.description.data or "", form.synonyms.data or (), viewer()
        )
    except actions.TagTaken as taken:
        form.name.errors = [_("%(name)s is a tag of its own. Merge the two instead.", name=taken.name)]
        db.session.rollback()
        return _tag_page(_tag(name), form, MergeForm(tag)), 422
    address = url_for("contributions.tag", name=tag.name)
    db.session.commit()
    say(_("The tag is saved."))
    return redirect(address, 303)


@blueprint.post("/tags/<name>/samenvoegen")
@permit(Permission.CURATE)
def merge_tag(name: str) -> ResponseReturnValue:
    """Let another tag take over from this one."""
    tag = _tag(name)
    form = MergeForm(tag)
    if not form.is_sent or form.target is None:
        about = {"name": tag.name, "description": tag.description, "synonyms": synonyms_of(tag)}
        return _tag_page(tag, TagForm(formdata=None, data=about), form), 422
    actions.merge(tag, form.target, viewer())
    address = url_for("contributions.tag", name=form.target.name)
    db.session.commit()
    say(_("The tags are merged."))
    return redirect(address, 303)


@blueprint.get("/themas/<slug>/eigenaar")
@permit(Permission.CURATE)
def edit_owner(slug: str) -> ResponseReturnValue:
    """Show the form to give a theme an owner."""
    theme = _theme(slug)
    form = OwnerForm(db.session.get(ThemeOwner, theme.id), theme.approvals)
    return render_template("contributions/edit_theme.html", theme=theme, form=form)


@blueprint.post("/themas/<slug>/eigenaar")
@permit(Permission.CURATE)
def own_theme(slug: str) -> ResponseReturnValue:
    """Give a theme an owner, or take the owner away."""
    theme = _theme(slug)
    form = OwnerForm(None, theme.approvals)
    if not form.is_sent:
        return render_template("contributions/edit_theme.html", theme=theme, form=form), 422
    actions.look_after_theme(theme, form.found, form.person, form.approvals.data, viewer())
    address = url_for("contributions.theme", slug=theme.slug)
    db.session.commit()
    say(_("The theme is saved."))
    return redirect(address, 303)


def _tag(name: str) -> Tag:
    """Give the tag of this name; a synonym has no page of its own."""
    own = sa.select(Tag).where(Tag.name == name, Tag.synonym_of_id.is_(None))
    return db.session.scalar(own) or abort(404)


def _theme(slug: str) -> Theme:
    return db.session.scalar(sa.select(Theme).where(Theme.slug == slug)) or abort(404)


def _tag_page(tag: Tag, form: TagForm, merging: MergeForm) -> str:
    with reading():
        return render_template("contributions/edit_tag.html", tag=tag, form=form, merging=merging)
