# SPDX-License-Identifier: EUPL-1.2
"""A case for whoever decides: on one sheet, and as a paragraph to take over."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from knowledgebase.cases.blueprint import blueprint
from knowledgebase.cases.brief import brief, evidence_in_brief, story_in_brief
from knowledgebase.cases.models import Case
from knowledgebase.cases.paragraph import paragraph, sources
from knowledgebase.cases.queries import territory_of
from knowledgebase.contributions.queries.completing import complete
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.web.addresses import absolute, moved_from
from knowledgebase.web.i18n import today


@blueprint.get("/<ref:id>/op-een-blad")
@permit(Permission.READ, Case, kept=True, whole=True)
def on_one_sheet(case: Case) -> ResponseReturnValue:
    """Show what counts most, to be printed on one sheet."""
    if proper := moved_from("cases.on_one_sheet", case):
        return redirect(proper, 301)
    complete(case, Case.filings)
    territory = territory_of(case)
    facts = case.facts_for(viewer())
    return render_template(
        "cases/on_one_sheet.html",
        case=case,
        facts=facts,
        told=brief(facts, case.partners, territory),
        story=story_in_brief(case.text_for(viewer())),
        evidence=evidence_in_brief(facts),
        today=today(),
        address=absolute(url_for("cases.show", id=case)),
    )


@blueprint.get("/<ref:id>/alinea")
@permit(Permission.READ, Case, kept=True)
def as_paragraph(case: Case) -> ResponseReturnValue:
    """Show the case as a paragraph for an executive programme, with its sources."""
    if proper := moved_from("cases.as_paragraph", case):
        return redirect(proper, 301)
    complete(case, Case.filings)
    territory_of(case)
    facts = case.facts_for(viewer())
    address = absolute(url_for("cases.show", id=case))
    return render_template(
        "cases/as_paragraph.html",
        case=case,
        written=paragraph(facts, case.partners),
        sources=sources(case.title, address, facts.evidence, today()),
    )
