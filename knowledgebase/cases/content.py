# SPDX-License-Identifier: EUPL-1.2
"""The facts of a case as a revision keeps them and the history shows them."""

import enum
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from flask_babel import lazy_gettext as _

from knowledgebase.cases.facts import CaseFacts, Cost, Evidence, Motivation, Partner, Period
from knowledgebase.cases.vocabulary import (
    PART_READERS_LABELS,
    CaseSort,
    CostItem,
    Driver,
    FailurePattern,
    Group,
    OrganisationalForm,
    PartnerRole,
)
from knowledgebase.contributions.vocabulary import Domain, LegalForm, Motive, Outcome, Phase, words_of
from knowledgebase.policy import PartReaders

LABELS = {
    "sort": _("Sort of case"),
    "partnership_name": _("Name of the partnership"),
    "arrangement_id": _("Arrangement in the register"),
    "from_register": _("Compiled from the public register"),
    "partners": _("Partners"),
    "other_parties": _("Other parties"),
    "legal_form": _("Legal form"),
    "organisational_form": _("Organisational form"),
    "exit_rules": _("Rules on exit"),
    "evaluation_date": _("Date of the evaluation"),
    "executive_programme": _("Cooperation paragraph in the executive programme"),
    "executive_programme_url": _("Where that paragraph can be read"),
    "domains": _("ICT domain"),
    "motives": _("Motive"),
    "driver": _("What moved the partners"),
    "trigger": _("What set it off"),
    "phase": _("Phase"),
    "phases": _("When each phase began and ended"),
    "stopped_in": _("Stopped in phase"),
    "stopped_why": _("Why it stopped"),
    "costs": _("Costs"),
    "price_year": _("Price year"),
    "cost_note": _("Note on the costs"),
    "allocation_key": _("Cost-allocation key"),
    "baseline_measured": _("Baseline measured"),
    "saving_expected": _("Saving expected per year"),
    "saving_realised": _("Saving realised per year"),
    "outcome": _("Outcome"),
    "would_do_again": _("Would do it again"),
    "failure_patterns": _("What it stumbled over"),
    "evidence": _("Evidence"),
    "kept_for": _("Parts for fewer readers"),
}
PART_LABELS = {
    "organisation": _("Organisation"),
    "role": _("Role"),
    "joined": _("Joined"),
    "left": _("Left"),
    "score": _("How much it counted"),
    "line": _("In one line"),
    "start": _("Began"),
    "end": _("Ended"),
    "item": _("Row"),
    "label": _("What it is for"),
    "budget_once": _("Budgeted once"),
    "actual_once": _("Actual once"),
    "budget_yearly": _("Budgeted per year"),
    "actual_yearly": _("Actual per year"),
    "title": _("Title"),
    "year": _("Year"),
    "url": _("Web address"),
} | {one.value: one.text for one in (*Motive, *Phase, *Group)}

ONE_OF: dict[str, Any] = {
    "sort": CaseSort,
    "legal_form": LegalForm,
    "organisational_form": OrganisationalForm,
    "driver": Driver,
    "phase": Phase,
    "stopped_in": Phase,
    "outcome": Outcome,
}
SEVERAL_OF: dict[str, Any] = {"domains": Domain, "failure_patterns": FailurePattern}
WORDS = words_of(ONE_OF | SEVERAL_OF | {"role": PartnerRole, "item": CostItem}) | {
    group.value: {one.value: label for one, label in PART_READERS_LABELS.items()} for group in Group
}
BUILT = frozenset({"arrangement_id", "partners", "motives", "phases", "costs", "evidence", "kept_for"})
TAKEN_AS_THEY_ARE = frozenset(LABELS) - ONE_OF.keys() - SEVERAL_OF.keys() - BUILT


def content_of(facts: CaseFacts, codes: Mapping[int, str]) -> dict[str, Any]:
    """Give the facts as plain data, with the organisations by their `codes`."""
    content = {one.name: _plain(getattr(facts, one.name)) for one in fields(facts)}
    content["partners"] = [
        {"organisation": codes[partner.organisation_id]} | _plain(asdict(partner), without="organisation_id")
        for partner in facts.partners
    ]
    return content


def facts_in(content: Mapping[str, Any], ids: Mapping[str, int], arrangement_id: int | None) -> CaseFacts:
    """Read the facts from what a revision keeps, with the organisations by their `ids`; the inverse of `content_of`."""
    read: dict[str, Any] = {name: content[name] for name in TAKEN_AS_THEY_ARE if name in content}
    read |= {name: kind(content[name]) for name, kind in ONE_OF.items() if content.get(name)}
    read |= {name: [kind(one) for one in content.get(name, ())] for name, kind in SEVERAL_OF.items()}
    return CaseFacts(
        arrangement_id=arrangement_id,
        partners=[
            Partner(ids[one["organisation"]], PartnerRole(one["role"]), one["joined"], one["left"])
            for one in content.get("partners", ())
            if one["organisation"] in ids
        ],
        motives={Motive(name): Motivation(**one) for name, one in content.get("motives", {}).items()},
        phases={Phase(name): Period(**one) for name, one in content.get("phases", {}).items()},
        costs=[Cost(**one | {"item": CostItem(one["item"])}) for one in content.get("costs", ())],
        evidence=[Evidence(**one) for one in content.get("evidence", ())],
        kept_for=kept_in(content),
        **read,
    )


def kept_in(content: Mapping[str, Any]) -> dict[Group, PartReaders]:
    """Read for whom each part is that is for fewer readers."""
    return {Group(name): PartReaders(one) for name, one in content.get("kept_for", {}).items()}


def _plain(value: Any, without: str = "") -> Any:
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, Mapping):
        return {_plain(key): _plain(item) for key, item in value.items() if key != without}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return _plain(asdict(value))
    return value
