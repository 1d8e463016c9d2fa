# SPDX-License-Identifier: EUPL-1.2
"""Pages of pages."""

import sqlalchemy as sa
from flask import Blueprint, abort, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.contributions.actions import Outdated
from knowledgebase.contributions.feeds import Feed, newest_of, with_feed
from knowledgebase.contributions.queries import filed_under, listed, themes
from knowledgebase.contributions.queries.surroundings import surroundings_of
from knowledgebase.contributions.views import address_of
from knowledgebase.contributions.views.drafting import drafted
from knowledgebase.contributions.views.merging import save_merged
from knowledgebase.db import db
from knowledgebase.pages import actions
from knowledgebase.pages.forms import PageForm
from knowledgebase.pages.models import Page
from knowledgebase.policy import ANYONE, Permission, permit, seen, viewer
from knowledgebase.web.addresses import moved_from
from knowledgebase.web.flashes import say
from knowledgebase.web.paging import newest_first, parameters

blueprint = Blueprint("pages", __name__, url_prefix="/paginas")


def feed() -> Feed:
    """Give the newest pages of the list."""
    chosen = parameters("thema", "tag")
    statement = filed_under(listed(ANYONE, Page), Page, chosen["thema"], chosen["tag"])
    return newest_of(statement, Page, _("Pages"))


@blueprint.get("")
@with_feed(feed)
@permit(Permission.VISIT, kept=True)
def index() -> ResponseReturnValue:
    """List pages."""
    chosen = parameters("thema", "tag")
    page = newest_first(
        db, filed_under(listed(viewer(), Page), Page, chosen["thema"], chosen["tag"]), Page.id
    )
    return render_template("pages/index.html", page=page, chosen=chosen, themes=themes())


@blueprint.get("/<ref:id>")
@permit(Permission.READ, Page, kept=True, whole=True)
def show(page: Page) -> ResponseReturnValue:
    """Show a page."""
    if proper := moved_from("pages.show", page):
        return redirect(proper, 301)
    return render_template("pages/show.html", page=page, **surroundings_of([page], viewer()))


@blueprint.get("/<string:name>")
@permit(Permission.VISIT, kept=True)
def named(name: str) -> ResponseReturnValue:
    """Lead to the page with a lasting name."""
    found = db.session.scalar(sa.select(Page).where(Page.name == name, seen(viewer(), Page)))
    return redirect(address_of(found), 302) if found else abort(404)


@blueprint.get("/nieuw")
@permit(Permission.WRITE_PAGE)
@drafted("new-page")
def new() -> ResponseReturnValue:
    """Show the form for a page."""
    return render_template("pages/new.html", form=PageForm(viewer()))


@blueprint.post("/nieuw")
@permit(Permission.WRITE_PAGE)
@drafted("new-page")
def write() -> ResponseReturnValue:
    """Publish a page."""
    form = PageForm(viewer())
    wording = form.checked()
    if wording is None:
        return render_template("pages/new.html", form=form), form.status
    page = actions.write(wording, viewer())
    address = address_of(page)
    db.session.commit()
    say(_("Your page is published."))
    return redirect(address, 303)


@blueprint.get("/<ref:id>/bewerken")
@permit(Permission.EDIT, Page)
@drafted("edit")
def edit(page: Page) -> ResponseReturnValue:
    """Show the form to improve a page."""
    return render_template("pages/edit.html", form=PageForm(viewer(), page), page=page)


@blueprint.post("/<ref:id>/bewerken")
@permit(Permission.EDIT, Page)
@drafted("edit")
def rewrite(page: Page) -> ResponseReturnValue:
    """Save a new version of a page."""
    form = PageForm(viewer(), page)
    wording = form.checked()
    if wording is None:
        return render_template("pages/edit.html", form=form, page=page), form.status
    try:
        actions.rewrite(page, wording, viewer(), form.based_on)
    except Outdated:
        return save_merged(page, form, wording)
    address = address_of(page)
    db.session.commit()
    return redirect(address, 303)
