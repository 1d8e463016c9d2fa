# SPDX-License-Identifier: EUPL-1.2
"""Pages of tags and themes."""

import sqlalchemy as sa
from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from werkzeug.routing import RequestRedirect

from knowledgebase.contributions.feeds import Feed, newest_of, with_feed
from knowledgebase.contributions.models import Contribution, Tag, Theme
from knowledgebase.contributions.queries import (
    filed_under,
    listed,
    tags_in_use,
    themes,
)
from knowledgebase.contributions.views.blueprint import blueprint
from knowledgebase.db import db
from knowledgebase.policy import ANYONE, Permission, permit, viewer
from knowledgebase.web.paging import newest_first


@blueprint.get("/tags")
@permit(Permission.VISIT, kept=True)
def tags() -> ResponseReturnValue:
    """List the tags in use."""
    return render_template("contributions/tags.html", tags=tags_in_use(viewer()))


def tag_feed(name: str) -> Feed:
    """Give the newest that carries a tag."""
    found = db.session.scalar(sa.select(Tag).where(Tag.name == name)) or abort(404)
    if found.synonym_of:
        raise RequestRedirect(url_for("contributions.tag_feed", name=found.synonym_of.name))
    feed = newest_of(filed_under(listed(ANYONE), Contribution, None, name), Contribution, found.name)
    return feed if feed.entries or found.description else abort(404)


@blueprint.get("/tags/<name>")
@with_feed(tag_feed)
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


def theme_feed(slug: str) -> Feed:
    """Give the newest that is filed under a theme."""
    found = db.session.scalar(sa.select(Theme).where(Theme.slug == slug)) or abort(404)
    name = found.name_en if str(get_locale()) == "en" else found.name
    return newest_of(filed_under(listed(ANYONE), Contribution, slug, None), Contribution, name)


@blueprint.get("/themas/<slug>")
@with_feed(theme_feed)
@permit(Permission.VISIT, kept=True)
def theme(slug: str) -> ResponseReturnValue:
    """Show what is filed under a theme."""
    found = db.session.scalar(sa.select(Theme).where(Theme.slug == slug)) or abort(404)
    page = newest_first(db, filed_under(listed(viewer()), Contribution, slug, None), Contribution.id)
    return render_template("contributions/theme.html", theme=found, page=page)
