# SPDX-License-Identifier: EUPL-1.2
"""Pages of the register: list, arrangement, map."""

from dataclasses import replace
from datetime import datetime, time

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.contributions.feeds import MOST_ENTRIES, Entry, Feed, with_feed
from knowledgebase.contributions.vocabulary import LegalForm
from knowledgebase.db import db
from knowledgebase.organisations.outlines import NATIONAL, box_around
from knowledgebase.partnerships import adding_views, matrix_views
from knowledgebase.partnerships.blueprint import blueprint
from knowledgebase.partnerships.forms import Filters, Narrowing, Wanted
from knowledgebase.partnerships.geography import coverage, is_block, municipalities_of_today, outlined
from knowledgebase.partnerships.listing import arrangements, numbers_by_form, options
from knowledgebase.partnerships.models import Arrangement
from knowledgebase.partnerships.queries import cases_on, sizes_of, versions_of
from knowledgebase.partnerships.versions import shown_version, steps
from knowledgebase.partnerships.words import badges_of, facts_of, has_ended, kind_label, period, timeline
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.web.addresses import absolute, moved_from
from knowledgebase.web.i18n import ZONE, today
from knowledgebase.web.paging import address_with, latest_first

__all__ = ["adding_views", "blueprint", "matrix_views"]


@blueprint.app_context_processor
def _words() -> dict[str, object]:
    return {"period": period, "badges_of": badges_of, "kind_label": kind_label}


def feed() -> Feed:
    """Give the arrangements of the list that started last."""
    form = Filters(*options())
    form.validate()
    newest = arrangements(form.wanted(today())).order_by(
        Arrangement.latest_start.desc(), Arrangement.id.desc()
    )
    rows = db.session.scalars(newest.limit(MOST_ENTRIES))
    return Feed(_("Partnerships"), [_entry(row) for row in rows])


def _entry(row: Arrangement) -> Entry:
    return Entry(
        id=absolute(url_for("partnerships.show", id=row.id)),
        address=absolute(url_for("partnerships.show", id=row)),
        title=row.name,
        author=_("Register of organisations") if row.is_from_register else _("Members of Goede Buur"),
        published=datetime.combine(row.starts, time(), ZONE),
        updated=row.changed_at,
        summary=f"{row.legal_form.label}, {period(row.starts, row.ends)}",
    )


@blueprint.get("")
@with_feed(feed)
@permit(Permission.VISIT, kept=True)
def index() -> ResponseReturnValue:
    """List arrangements."""
    form = Filters(*options())
    status = 200 if form.validate() else 422
    wanted = replace(form.wanted(today()), viewer=viewer())
    page = latest_first(db, arrangements(wanted), Arrangement, "latest_start")
    numbers = numbers_by_form(wanted)
    shown = render_template(
        "partnerships/index.html",
        form=form,
        wanted=wanted,
        page=page,
        sizes=sizes_of(page.rows),
        numbers=numbers,
        forms=_facet(wanted, numbers),
        coverage=None if request.query_string else coverage(Wanted(day=today())),
        today=today(),
    )
    return shown, status


@blueprint.get("/<ref:id>")
@permit(Permission.VISIT, Arrangement, kept=True)
def show(arrangement: Arrangement) -> ResponseReturnValue:
    """Show an arrangement: who takes part, and what its versions changed."""
    if arrangement.merged_into_id:
        return redirect(url_for("partnerships.show", id=arrangement.merged_into_id), 301)
    if proper := moved_from("partnerships.show", arrangement):
        return redirect(proper, 301)
    versions = versions_of(arrangement)
    version = shown_version(versions, today())
    municipalities = outlined([one.organisation_id for one in version.participants if one.organisation_id])
    outlines = [one.outline for one in municipalities if one.outline]
    return render_template(
        "partnerships/show.html",
        arrangement=arrangement,
        has_ended=has_ended(arrangement),
        version=version,
        facts=facts_of(arrangement, version, municipalities),
        steps=steps(versions),
        timeline=timeline(steps(versions), arrangement),
        municipalities=municipalities,
        is_block=is_block(municipalities),
        box=box_around(outlines) if outlines else None,
        cases=cases_on(arrangement, viewer()),
    )


@blueprint.get("/kaart")
@permit(Permission.VISIT, kept=True)
def map() -> ResponseReturnValue:
    """Show on the map where municipalities work together on ICT."""
    form = Narrowing(options()[1])
    status = 200 if form.validate() else 422
    wanted = form.wanted(today())
    shown = render_template(
        "partnerships/map.html",
        form=form,
        wanted=wanted,
        coverage=coverage(wanted),
        municipalities=municipalities_of_today(),
        box=NATIONAL,
    )
    return shown, status


@blueprint.get("/kaart.svg")
@permit(Permission.VISIT, kept=True)
def picture() -> ResponseReturnValue:
    """Give the map as a picture for other pages."""
    municipalities = [one for one in municipalities_of_today() if one.outline]
    drawn = render_template(
        "organisations/map.svg",
        numbers=coverage(Wanted(day=today())).numbers,
        municipalities=municipalities,
        box=NATIONAL,
    )
    return Response(drawn, mimetype="image/svg+xml")


def _facet(wanted: Wanted, numbers: dict[LegalForm, int]) -> list[tuple[str, int, str, bool]]:
    """Give the legal forms to narrow down by: label, number, address, whether it is chosen."""
    found = []
    for form in sorted(numbers, key=lambda one: -numbers[one]):
        chosen = form == wanted.legal_form
        address = address_with(vorm=None if chosen else form.value, na=None, voor=None)
        found.append((form.label, numbers[form], address, chosen))
    return found
