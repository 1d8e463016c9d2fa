# SPDX-License-Identifier: EUPL-1.2
"""From the import line of a case to the facts of a case."""

from knowledgebase.cases.facts import CaseFacts, Cost, Evidence, Motivation, Partner, Period
from knowledgebase.cases.vocabulary import CostItem
from knowledgebase.contributions.vocabulary import Motive
from knowledgebase.exchange.importing.references import References
from knowledgebase.exchange.lines import CaseLine, CostLine

SAME_NAMED = (
    "sort",
    "partnership_name",
    "other_parties",
    "legal_form",
    "organisational_form",
    "exit_rules",
    "domains",
    "driver",
    "trigger",
    "phase",
    "stopped_in",
    "stopped_why",
    "price_year",
    "cost_note",
    "allocation_key",
    "baseline_measured",
    "saving_expected",
    "saving_realised",
    "outcome",
    "would_do_again",
    "failure_patterns",
    "kept_for",
)


def facts_of(line: CaseLine, references: References) -> CaseFacts:
    """Give the facts of a case."""
    named = {name: getattr(line, name) for name in SAME_NAMED}
    return CaseFacts(
        arrangement_id=references.arrangements.get(line.register_id or ""),
        partners=[
            Partner(references.organisations[one.organisation], one.role, one.joined, one.left)
            for one in line.partners
        ],
        motives={
            motive: Motivation(score, line.motive_notes.get(motive, "")) for motive, score in _scores(line)
        },
        phases={one.phase: Period(one.start, one.end) for one in line.phases},
        costs=[_cost(one) for one in line.costs],
        evidence=[Evidence(one.title, one.year, one.url) for one in line.evidence],
        **named,
    )


def _scores(line: CaseLine) -> list[tuple[Motive, int]]:
    return [(motive, line.motive.get(motive, 0)) for motive in Motive if motive in line.motive]


def _cost(line: CostLine) -> Cost:
    fixed = line.item in {item.value for item in CostItem}
    return Cost(
        CostItem(line.item) if fixed else CostItem.OWN,
        "" if fixed else line.item,
        line.budget_once,
        line.actual_once,
        line.budget_yearly,
        line.actual_yearly,
    )
