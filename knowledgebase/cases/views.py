# SPDX-License-Identifier: EUPL-1.2
"""Pages of cases."""

from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from knowledgebase.cases import (
    actions,
    brief_views,
    comparing_views,
    consent_views,
    figures_views,
    map_views,
    story,
)
from knowledgebase.cases.blueprint import blueprint
from knowledgebase.cases.completeness import completeness
from knowledgebase.cases.facts import fields_of
from knowledgebase.cases.filtering import chosen_now, filters
from knowledgebase.cases.forms import CaseForm, QuickCaseForm
from knowledgebase.cases.forms.steps import NAMES, TURN, WHOLE, place_of
from knowledgebase.cases.glance import deviations, glance
from knowledgebase.cases.models import Case, CasePartner
from knowledgebase.cases.money import CostTable
from knowledgebase.cases.queries import (
    cases,
    hidden_stories,
    municipality_names,
    territory_of,
)
from knowledgebase.cases.register import changes_of, look_at_changes
from knowledgebase.cases.timeline import timeline
from knowledgebase.cases.vocabulary import Consent
from knowledgebase.contributions.actions import Outdated
from knowledgebase.contributions.feeds import Feed, newest_of, with_feed
from knowledgebase.contributions.queries.completing import complete
from knowledgebase.contributions.queries.files import hidden_texts
from knowledgebase.contributions.queries.surroundings import surroundings_of
from knowledgebase.contributions.views import address_of
from knowledgebase.contributions.views.drafting import drafted, keep_typed
from knowledgebase.contributions.views.drafts import preview_page
from knowledgebase.contributions.views.merging import save_merged
from knowledgebase.db import db
from knowledgebase.policy import ANYONE, Permission, permit, viewer
from knowledgebase.search.similar_views import looked, wants_to_look
from knowledgebase.web.addresses import moved_from
from knowledgebase.web.flashes import say
from knowledgebase.web.paging import newest_first

__all__ = ["blueprint", "brief_views", "comparing_views", "consent_views", "figures_views", "map_views"]

hidden_texts.append(hidden_stories)


def feed() -> Feed:
    """Give the newest cases of the list."""
    return newest_of(cases(ANYONE, chosen_now()), Case, _("Cases"))


@blueprint.get("")
@with_feed(feed)
@permit(Permission.VISIT, kept=True)
def index() -> ResponseReturnValue:
    """List cases."""
    chosen = chosen_now()
    page = newest_first(db, cases(viewer(), chosen), Case.id)
    return render_template("cases/index.html", page=page, **filters(chosen))


@blueprint.get("/<ref:id>")
@permit(Permission.READ, Case, kept=True, whole=True)
def show(case: Case) -> ResponseReturnValue:
    """Show a case."""
    if proper := moved_from("cases.show", case):
        return redirect(proper, 301)
    complete(case, Case.filings)
    territory = territory_of(case)
    facts, hidden = case.facts_for(viewer()), case.hidden_from(viewer())
    table = CostTable(facts.costs)
    return render_template(
        "cases/show.html",
        case=case,
        facts=facts,
        glance=glance(facts, territory, hidden),
        territory=territory,
        steps=timeline(facts),
        table=table,
        deviations=deviations(table),
        text=case.text_for(viewer()),
        consents=case.consents_for(viewer()),
        completeness=completeness(facts, case.html, fields_of(hidden)),
        register_changes=changes_of(case),
        **surroundings_of([case], viewer()),
    )


@blueprint.post("/<ref:id>/register-bekeken")
@permit(Permission.VERIFY, Case)
def look(case: Case) -> ResponseReturnValue:
    """Note that somebody looked at what changed in the register."""
    look_at_changes(case, viewer())
    address = address_of(case)
    db.session.commit()
    say(_("Thank you. What changed in the register is marked as looked at."))
    return redirect(address, 303)


@blueprint.get("/nieuw")
@permit(Permission.CONTRIBUTE)
@drafted("new-case", short="kort")
def new() -> ResponseReturnValue:
    """Show the form for a case, step by step; with `kort` the quick entry, with `regeling` for an arrangement."""
    given: dict[str, Any] = {"title": request.args.get("titel", "")[:300], "language": str(get_locale())}
    if "kort" in request.args:
        return _form("cases/new_quick.html", QuickCaseForm(viewer(), **given))
    arrangement, step = request.args.get("regeling", "")[:20], request.args.get(TURN, NAMES[0])
    return _form("cases/new.html", CaseForm(viewer(), arrangement=arrangement, step=step, **given))


@blueprint.post("/nieuw")
@permit(Permission.CONTRIBUTE)
@drafted("new-case", short="kort")
def write() -> ResponseReturnValue:
    """Publish a case, or give its form more rows."""
    is_quick = "kort" in request.args
    form = QuickCaseForm(viewer()) if is_quick else CaseForm(viewer())
    template = "cases/new_quick.html" if is_quick else "cases/new.html"
    if form.wants_rows:
        return _form(template, form)
    if form.wants_turn:
        return _turned(template, form)
    if wants_to_look():
        return _form(template, form, **looked(form.title.data))
    wording = form.checked()
    if wording is None:
        return _form(template, form), form.status
    case = actions.publish_case(form.facts(), wording, viewer())
    address = address_of(case)
    db.session.commit()
    say(_("Your case is published."))
    return redirect(address, 303)


@blueprint.get("/<ref:id>/bewerken")
@permit(Permission.EDIT, Case)
@drafted("edit")
def edit(case: Case) -> ResponseReturnValue:
    """Show the form to complete or improve a case."""
    form = CaseForm(viewer(), case)
    form.step.data = form.step.data or request.args.get(TURN)
    return _edit_form(case, form)


@blueprint.post("/<ref:id>/bewerken")
@permit(Permission.EDIT, Case)
@drafted("edit")
def rewrite(case: Case) -> ResponseReturnValue:
    """Save a new version of a case, or give its form more rows."""
    form = CaseForm(viewer(), case)
    if form.wants_rows:
        return _edit_form(case, form)
    if form.wants_turn:
        return _turned("cases/edit.html", form, case=case, objecting=_objecting(case))
    wording = form.checked()
    if wording is None:
        return _edit_form(case, form), form.status
    try:
        actions.revise_case(case, form.facts(), wording, viewer(), form.based_on)
    except Outdated:
        return save_merged(case, form, wording)
    address = address_of(case)
    db.session.commit()
    say(_("The case is saved."))
    return redirect(address, 303)


@blueprint.post("/voorbeeld")
@permit(Permission.CONTRIBUTE)
def preview() -> ResponseReturnValue:
    """Show what a story will look like; nothing is saved."""
    return preview_page(story.told)


def _turned(template: str, form: CaseForm, **shown: Any) -> ResponseReturnValue:
    """Show another step and keep what was typed as a draft; or the same step, when something in it is wrong."""
    if not form.turn():
        return _form(template, form, **shown), 422
    keep_typed(step=form.step.data or "", **{TURN: ""})
    return _form(template, form, **shown)


def _edit_form(case: Case, form: CaseForm) -> str:
    return _form("cases/edit.html", form, case=case, objecting=_objecting(case))


def _objecting(case: Case) -> list[CasePartner]:
    known = case.consents_for(viewer()).values()
    return [partner for partner in known if partner.consent is Consent.OBJECTS]


def _form(template: str, form: QuickCaseForm, **shown: Any) -> str:
    parts = form.steps if isinstance(form, CaseForm) else {}
    place = place_of(form.step.data, list(parts)) if isinstance(form, CaseForm) else None
    return render_template(
        template, form=form, names=municipality_names(), parts=parts, place=place, whole=WHOLE, **shown
    )
