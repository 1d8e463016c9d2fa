# SPDX-License-Identifier: EUPL-1.2
"""The list of tags, and pages of themes. The page of one tag brings rooms together and stands in front/."""

import sqlalchemy as sa
from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from knowledgebase.contributions.feeds import Feed, newest_of, with_feed
from knowledgebase.contributions.models import Contribution, Theme
from knowledgebase.contributions.queries import (
    filed_under,
    listed,
    tags_in_use,
    themes,
)
from knowledgebase.contributions.queries.tags import owner_of
from knowledgebase.contributions.views.blueprint import blueprint
from knowledgebase.db import db
from knowledgebase.policy import ANYONE, Permission, permit, viewer
from knowledgebase.web.paging import newest_first


@blueprint.get("/tags")
@permit(Permission.VISIT, kept=True)
def tags() -> ResponseReturnValue:
    """List the tags in use."""
    return render_template("contributions/tags.html", tags=tags_in_use(viewer()))


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
    return render_template("contributions/theme.html", theme=found, page=page, owner=owner_of(found))
