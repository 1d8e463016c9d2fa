# SPDX-License-Identifier: EUPL-1.2
"""Pages to report, to decide, and to read what happened."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.accounts.queries import names_of
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.queries.answered_by import spared
from knowledgebase.contributions.queries.linked import linked_in
from knowledgebase.contributions.views import address_of
from knowledgebase.db import db, reading
from knowledgebase.events.models import Event, Happening
from knowledgebase.moderation import actions
from knowledgebase.moderation.forms import DecisionForm, ReportForm
from knowledgebase.moderation.models import Reason, Report, Verdict
from knowledgebase.moderation.queries import (
    decisions_about,
    happenings,
    hidden_people,
    open_reports,
    reports_about,
)
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.web.addresses import absolute
from knowledgebase.web.flashes import say
from knowledgebase.web.i18n import moment
from knowledgebase.web.paging import newest_first, whole_number

blueprint = Blueprint("moderation", __name__, url_prefix="/moderatie")


@blueprint.get("/melden/<ref:id>")
@permit(Permission.REPORT, Contribution)
def report(contribution: Contribution) -> ResponseReturnValue:
    """Show the form to report a contribution."""
    return render_template("moderation/report.html", contribution=contribution, form=ReportForm())


@blueprint.post("/melden/<ref:id>")
@permit(Permission.REPORT, Contribution)
def send_report(contribution: Contribution) -> ResponseReturnValue:
    """Ask the moderators to look at a contribution."""
    form = ReportForm()
    if not form.is_sent:
        return render_template("moderation/report.html", contribution=contribution, form=form), 422
    actions.report(contribution, Reason(form.reason.data), form.explanation.data or "", viewer())
    address = address_of(contribution)
    db.session.commit()
    say(_("Thank you. A moderator will look at it."))
    return redirect(address, 303)


@blueprint.get("")
@permit(Permission.MODERATE)
def queue() -> ResponseReturnValue:
    """List what waits for a decision."""
    page = newest_first(db, open_reports(), Report.id)
    return render_template("moderation/queue.html", page=page, spared=spared())


@blueprint.get("/besluiten/<ref:id>")
@permit(Permission.HIDE, Contribution)
def decide(contribution: Contribution) -> ResponseReturnValue:
    """Show a contribution with its reports and the form to decide."""
    return _decision_page(contribution, DecisionForm(contribution))


@blueprint.post("/besluiten/<ref:id>")
@permit(Permission.HIDE, Contribution)
def take_decision(contribution: Contribution) -> ResponseReturnValue:
    """Decide about a contribution."""
    with reading():
        form = DecisionForm(contribution)
        if not form.is_sent:
            return _decision_page(contribution, form), 422
        address = absolute(url_for("contributions.show", id=contribution.id))
    actions.decide(contribution, Verdict(form.verdict.data), form.reason.data or "", viewer(), address)
    db.session.commit()
    say(_("Your decision is recorded, and the author can read the reason."))
    return redirect(url_for("moderation.queue"), 303)


@blueprint.get("/logboek")
@permit(Permission.AUDIT)
def audit() -> ResponseReturnValue:
    """List what happened on the site."""
    chosen = request.args.get("soort", "")
    happening = Happening(chosen) if chosen in {one.value for one in Happening} else None
    statement = happenings(viewer(), happening, whole_number("persoon"), whole_number("bijdrage"))
    page = newest_first(db, statement, Event.id, size=50)
    offered = [(one.value, one.label) for one in Happening]
    return render_template(
        "moderation/audit.html", page=page, rows=_audit_rows(page.rows), happenings=offered, chosen=chosen
    )


def _audit_rows(events: Sequence[Event]) -> list[tuple[object, ...]]:
    people = names_of({id for event in events for id in (event.actor_id, event.person_id) if id})
    hidden = hidden_people(viewer(), events)

    def name(event: Event, id: int | None, otherwise: str) -> str:
        is_hidden = (event.contribution_id, id) in hidden
        return str(_("Whoever asked")) if is_hidden else people.get(id or 0, otherwise)

    return [
        (
            event.id,
            moment(event.at),
            event.happening.label,
            name(event, event.actor_id, _("the system")),
            name(event, event.person_id, ""),
            event.contribution_id or "",
            event.detail or "",
        )
        for event in events
    ]


def _decision_page(contribution: Contribution, form: DecisionForm) -> str:
    return render_template(
        "moderation/decide.html",
        contribution=contribution,
        form=form,
        reports=reports_about(contribution.id),
        decisions=decisions_about(contribution.id),
        linked=linked_in([contribution.html], viewer()),
    )
