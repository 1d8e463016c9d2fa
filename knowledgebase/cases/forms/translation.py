# SPDX-License-Identifier: EUPL-1.2
"""From what was typed to facts, and from a case to what its form shows."""

from dataclasses import asdict
from typing import Any

from knowledgebase.cases.facts import AMOUNTS, CaseFacts, Cost, Evidence, Motivation, Partner, Period
from knowledgebase.cases.forms.fields import YES_NO, chosen
from knowledgebase.cases.models import Case
from knowledgebase.cases.vocabulary import (
    FIXED_ITEMS,
    CaseSort,
    CostItem,
    Driver,
    FailurePattern,
    Group,
    OrganisationalForm,
    PartnerRole,
)
from knowledgebase.contributions.vocabulary import Domain, LegalForm, Motive, Outcome, Phase
from knowledgebase.policy import PartReaders

ANSWERS = {answer: value for value, answer in YES_NO.items()}
TEXTS = (
    "partnership_name",
    "other_parties",
    "evaluation_date",
    "executive_programme_url",
    "trigger",
    "stopped_why",
    "cost_note",
    "allocation_key",
)
NUMBERS = ("price_year", "saving_expected", "saving_realised")
YES_OR_NO = ("exit_rules", "executive_programme", "baseline_measured", "would_do_again")
ONE_OF = {
    "legal_form": LegalForm,
    "organisational_form": OrganisationalForm,
    "driver": Driver,
    "phase": Phase,
    "stopped_in": Phase,
    "outcome": Outcome,
}


def facts_typed(form: Any) -> CaseFacts:
    """Read the facts from a form that was checked."""
    plain: dict[str, Any] = {name: form[name].data for name in NUMBERS}
    plain |= {name: form[name].data or "" for name in TEXTS}
    plain |= {name: YES_NO[form[name].data or ""] for name in YES_OR_NO}
    plain |= {name: chosen(kind, form[name]) for name, kind in ONE_OF.items()}
    return CaseFacts(
        sort=CaseSort(form.sort.data),
        arrangement_id=form.arrangement_id,
        from_register=bool(form.case and form.case.from_register and not form.is_confirmed.data),
        partners=_partners(form),
        domains=[Domain(value) for value in form.domains.data or ()],
        motives=_motives(form),
        phases=_phases(form),
        costs=_costs(form),
        failure_patterns=[FailurePattern(value) for value in form.failure_patterns.data or ()],
        evidence=[Evidence(**row.data) for row in form.evidence if row.form.title.data],
        kept_for=_kept_for(form),
        **plain,
    )


def typed_of(case: Case, facts: CaseFacts) -> dict[str, Any]:
    """Give what somebody would have typed for these facts of a case."""
    fixed = {cost.item.value: asdict(cost) for cost in facts.costs if cost.item is not CostItem.OWN}
    return {
        **{name: getattr(facts, name) for name in (*TEXTS, *NUMBERS)},
        **{name: ANSWERS[getattr(facts, name)] for name in YES_OR_NO},
        **{name: getattr(facts, name).value if getattr(facts, name) else "" for name in ONE_OF},
        "sort": facts.sort.value,
        "arrangement": str(facts.arrangement_id or ""),
        "partners": [_partner_typed(one) for one in case.partners],
        "domains": [domain.value for domain in facts.domains],
        "motives": {motive.value: asdict(motivation) for motive, motivation in facts.motives.items()},
        "phases": {phase.value: asdict(period) for phase, period in facts.phases.items()},
        "costs": fixed,
        "own_costs": [asdict(cost) for cost in facts.costs if cost.item is CostItem.OWN],
        "failure_patterns": [pattern.value for pattern in facts.failure_patterns],
        "evidence": [asdict(one) for one in facts.evidence],
        **{kept_for(group): facts.kept_for[group].value for group in facts.kept_for},
    }


def kept_for(group: Group) -> str:
    """Name the field that asks for whom a part is."""
    return f"{group.value}_kept_for"


def _kept_for(form: Any) -> dict[Group, PartReaders]:
    asked = {group: form[kept_for(group)].data for group in Group if kept_for(group) in form}
    return {group: PartReaders(readers) for group, readers in asked.items() if readers}


def _partner_typed(partner: Any) -> dict[str, str]:
    # With the code, since an ended municipality may share its name with one of today.
    name = f"{partner.organisation.name} ({partner.organisation.code})"
    return {"name": name, "role": partner.role.value, "joined": partner.joined, "left": partner.left}


def _partners(form: Any) -> list[Partner]:
    rows = [row.form for row in form.partners if row.form.name.organisation_id]
    return [
        Partner(
            row.name.organisation_id, PartnerRole(row.role.data), row.joined.data or "", row.left.data or ""
        )
        for row in rows
    ]


def _motives(form: Any) -> dict[Motive, Motivation]:
    rows = {motive: form.motives.form[motive.value].form for motive in Motive}
    said = {motive: Motivation(int(row.score.data), row.line.data or "") for motive, row in rows.items()}
    return {motive: motivation for motive, motivation in said.items() if motivation != Motivation()}


def _phases(form: Any) -> dict[Phase, Period]:
    rows = {phase: form.phases.form[phase.value].form for phase in Phase}
    said = {phase: Period(row.start.data or "", row.end.data or "") for phase, row in rows.items()}
    return {phase: period for phase, period in said.items() if period != Period()}


def _costs(form: Any) -> list[Cost]:
    fixed = {item: form.costs.form[item.value].form for item in FIXED_ITEMS}
    costs = [Cost(item, "", *_amounts(row)) for item, row in fixed.items() if row.is_filled]
    own = [row.form for row in form.own_costs if row.form.label.data]
    return costs + [Cost(CostItem.OWN, row.label.data, *_amounts(row)) for row in own]


def _amounts(row: Any) -> list[int | None]:
    return [row[name].data for name in AMOUNTS]
