# SPDX-License-Identifier: EUPL-1.2
"""Pages of lessons."""

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.contributions.actions import Outdated
from knowledgebase.contributions.feeds import Feed, newest_of, with_feed
from knowledgebase.contributions.queries import themes
from knowledgebase.contributions.queries.passages import sources_of
from knowledgebase.contributions.queries.surroundings import surroundings_of
from knowledgebase.contributions.views import address_of
from knowledgebase.contributions.views.drafting import drafted
from knowledgebase.contributions.views.merging import save_merged
from knowledgebase.contributions.vocabulary import choices
from knowledgebase.db import db
from knowledgebase.lessons import actions
from knowledgebase.lessons.forms import LessonForm, NewLessonForm
from knowledgebase.lessons.models import VOCABULARIES, FacetName, Lesson
from knowledgebase.lessons.queries import lessons
from knowledgebase.policy import ANYONE, Permission, Viewer, permit, viewer
from knowledgebase.search.similar_views import looked, wants_to_look
from knowledgebase.web.addresses import moved_from
from knowledgebase.web.flashes import say
from knowledgebase.web.paging import newest_first, parameters

blueprint = Blueprint("lessons", __name__, url_prefix="/lessen")

PARAMETERS = {
    "fase": FacetName.PHASE,
    "domein": FacetName.DOMAIN,
    "voor-wie": FacetName.AUDIENCE,
    "motief": FacetName.MOTIVE,
    "rechtsvorm": FacetName.LEGAL_FORM,
}


def feed() -> Feed:
    """Give the newest lessons of the list."""
    return newest_of(_listed(ANYONE), Lesson, _("Lessons"))


def _listed(reader: Viewer) -> sa.Select[Any]:
    chosen = parameters("thema", "tag", *PARAMETERS)
    filed = {facet: chosen[name] or "" for name, facet in PARAMETERS.items() if chosen[name]}
    return lessons(reader, chosen["thema"], chosen["tag"], filed)


@blueprint.get("")
@with_feed(feed)
@permit(Permission.VISIT, kept=True)
def index() -> ResponseReturnValue:
    """List lessons."""
    chosen = parameters("thema", "tag", *PARAMETERS)
    page = newest_first(db, _listed(viewer()), Lesson.id)
    offered = {
        name: (Lesson.labels[facet.value], [(None, _("All")), *choices(VOCABULARIES[facet])])
        for name, facet in PARAMETERS.items()
    }
    return render_template("lessons/index.html", page=page, chosen=chosen, themes=themes(), offered=offered)


@blueprint.get("/<ref:id>")
@permit(Permission.READ, Lesson, kept=True, whole=True)
def show(lesson: Lesson) -> ResponseReturnValue:
    """Show a lesson."""
    if proper := moved_from("lessons.show", lesson):
        return redirect(proper, 301)
    return render_template(
        "lessons/show.html",
        lesson=lesson,
        facts=_facts(lesson),
        sources=sources_of(lesson, viewer()),
        **surroundings_of([lesson], viewer()),
    )


def _facts(lesson: Lesson) -> list[tuple[str, str]]:
    filed = [
        (str(Lesson.labels[name.value]), ", ".join(one.label for one in lesson.filed(name)))
        for name in FacetName
    ]
    return [(label, values) for label, values in filed if values]


@blueprint.get("/nieuw")
@permit(Permission.CONTRIBUTE)
@drafted("new-lesson")
def new() -> ResponseReturnValue:
    """Show the form for a lesson; with `casus` and `passage` for one that is drawn from a case."""
    chosen = parameters("casus", "passage")
    given = {"case": chosen["casus"] or "", "quote": chosen["passage"] or ""}
    return render_template("lessons/new.html", form=NewLessonForm(viewer(), **given))


@blueprint.post("/nieuw")
@permit(Permission.CONTRIBUTE)
@drafted("new-lesson")
def learn() -> ResponseReturnValue:
    """Publish a lesson."""
    form = NewLessonForm(viewer())
    if wants_to_look():
        return render_template("lessons/new.html", form=form, **looked(form.title.data))
    wording = form.checked()
    if wording is None:
        return render_template("lessons/new.html", form=form), form.status
    lesson = actions.learn(form.facts(), wording, viewer(), form.sources)
    address = address_of(lesson)
    db.session.commit()
    say(_("Your lesson is published."))
    return redirect(address, 303)


@blueprint.get("/<ref:id>/bewerken")
@permit(Permission.EDIT, Lesson)
@drafted("edit")
def edit(lesson: Lesson) -> ResponseReturnValue:
    """Show the form to improve a lesson."""
    return render_template("lessons/edit.html", form=LessonForm(viewer(), lesson), lesson=lesson)


@blueprint.post("/<ref:id>/bewerken")
@permit(Permission.EDIT, Lesson)
@drafted("edit")
def relearn(lesson: Lesson) -> ResponseReturnValue:
    """Save a new version of a lesson."""
    form = LessonForm(viewer(), lesson)
    wording = form.checked()
    if wording is None:
        return render_template("lessons/edit.html", form=form, lesson=lesson), form.status
    try:
        actions.relearn(lesson, form.facts(), wording, viewer(), form.based_on)
    except Outdated:
        return save_merged(lesson, form, wording)
    address = address_of(lesson)
    db.session.commit()
    return redirect(address, 303)
