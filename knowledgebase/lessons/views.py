# SPDX-License-Identifier: EUPL-1.2
"""Pages of lessons."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.contributions.actions import Outdated
from knowledgebase.contributions.feeds import Feed, newest_of, with_feed
from knowledgebase.contributions.models import Theme
from knowledgebase.contributions.queries import themes
from knowledgebase.contributions.queries.passages import sources_of
from knowledgebase.contributions.queries.surroundings import surroundings_of
from knowledgebase.contributions.views import address_of
from knowledgebase.contributions.views.blueprint import theme_choices
from knowledgebase.contributions.views.drafting import drafted
from knowledgebase.contributions.views.merging import save_merged
from knowledgebase.contributions.vocabulary import Labelled, choices
from knowledgebase.db import db
from knowledgebase.lessons import actions
from knowledgebase.lessons.forms import LessonForm, NewLessonForm
from knowledgebase.lessons.models import VOCABULARIES, Direction, FacetName, Lesson
from knowledgebase.lessons.queries import DIRECTION, Chosen, Counts, counts, lessons
from knowledgebase.policy import ANYONE, Permission, permit, viewer
from knowledgebase.search.similar_views import looked, wants_to_look
from knowledgebase.web.addresses import moved_from
from knowledgebase.web.flashes import say
from knowledgebase.web.paging import address_with, newest_first, parameters

blueprint = Blueprint("lessons", __name__, url_prefix="/lessen")

FILED = {
    "fase": FacetName.PHASE,
    "domein": FacetName.DOMAIN,
    "voor-wie": FacetName.AUDIENCE,
    "motief": FacetName.MOTIVE,
    "rechtsvorm": FacetName.LEGAL_FORM,
}
PARAMETERS: dict[str, tuple[str, type[Labelled]]] = {"richting": (DIRECTION, Direction)} | {
    name: (facet.value, VOCABULARIES[facet]) for name, facet in FILED.items()
}


def feed() -> Feed:
    """Give the newest lessons of the list."""
    return newest_of(lessons(ANYONE, _chosen()), Lesson, _("Lessons"))


def _chosen() -> Chosen:
    given = parameters("thema", "tag", *PARAMETERS)
    values = {kind: given[name] or "" for name, (kind, _set) in PARAMETERS.items() if given[name]}
    return Chosen(given["thema"], given["tag"], values)


@blueprint.get("")
@with_feed(feed)
@permit(Permission.VISIT, kept=True)
def index() -> ResponseReturnValue:
    """List lessons."""
    chosen, known = _chosen(), themes()
    page = newest_first(db, lessons(viewer(), chosen), Lesson.id)
    found = counts(viewer(), chosen)
    directions, direction = found[DIRECTION], chosen.values.get(DIRECTION)
    return render_template(
        "lessons/index.html",
        page=page,
        chosen=parameters("thema", "tag", *PARAMETERS),
        themes=known,
        offered=_offered(found),
        limits=_limits(chosen, known),
        number=directions.get(direction, 0) if direction else sum(directions.values()),
    )


def _offered(found: Counts) -> dict[str, tuple[str, list[tuple[str | None, str]]]]:
    """Give the filters, by their name in the address, each with its choices and how many there are of each."""
    return {
        name: (
            str(Lesson.labels[kind]),
            [
                (None, _("All")),
                *((value, f"{label} ({found[kind].get(value, 0)})") for value, label in choices(labels)),
            ],
        )
        for name, (kind, labels) in PARAMETERS.items()
    }


def _limits(chosen: Chosen, known: Sequence[Theme]) -> list[tuple[str, str]]:
    """Give what limits the list, in words, each with the address that takes it away."""
    named = [
        (name, Lesson.labels[kind], dict(choices(labels)).get(chosen.values.get(kind, "")))
        for name, (kind, labels) in PARAMETERS.items()
    ]
    named.append(
        ("thema", _("Theme"), dict(theme_choices(known)).get(chosen.theme) if chosen.theme else None)
    )
    named.append(("tag", _("Tag"), chosen.tag))
    return [
        (f"{label}: {value}", address_with(**{name: None, "na": None, "voor": None}))
        for name, label, value in named
        if value
    ]


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
