# SPDX-License-Identifier: EUPL-1.2
"""Write and improve cases."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from knowledgebase.cases.completeness import missing_to_publish
from knowledgebase.cases.content import facts_in
from knowledgebase.cases.facts import CaseFacts, Cost, Motivation, Partner
from knowledgebase.cases.models import PLAIN_FACTS, Case, CaseCost, CaseFiling, CasePartner, FilingName
from knowledgebase.cases.queries import arrangement_exists
from knowledgebase.cases.vocabulary import Consent, Group
from knowledgebase.contributions.actions import Wording, begin_revision, hold, publish, revise
from knowledgebase.contributions.actions.rewriting import take_back
from knowledgebase.contributions.vocabulary import Motive
from knowledgebase.db import db
from knowledgebase.moderation.actions import report
from knowledgebase.moderation.models import Reason
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import Viewer
from knowledgebase.web.i18n import today


def publish_case(facts: CaseFacts, wording: Wording, viewer: Viewer) -> Case:
    """Publish a case; one that lacks something it must have becomes a stub."""
    case = Case()
    apply(case, facts)
    publish(case, wording, viewer)
    return case


def revise_case(case: Case, facts: CaseFacts, wording: Wording, viewer: Viewer, based_on: int) -> None:
    """Save a new version of a case.

    :raises Outdated: when somebody saved another version since `based_on`.
    """
    begin_revision(case, based_on)
    apply(case, facts)
    revise(case, wording, viewer)


def note_consents(case: Case, consents: Mapping[int, tuple[Consent | None, str]], viewer: Viewer) -> None:
    """Keep what partners said, by organisation, and when; the moderators hear of new objections."""
    hold(case)
    before = _objections(case)
    for partner in case.partners:
        consent, on = consents.get(partner.organisation_id, (partner.consent, partner.consent_on))
        partner.consent, partner.consent_on = consent, (on or today().isoformat()) if consent else ""
    objections = _objections(case)
    if set(objections) - set(before):
        report(case, Reason.OBJECTION, "\n".join(objections), viewer)


def _objections(case: Case) -> list[str]:
    objecting = (one for one in case.partners if one.consent is Consent.OBJECTS)
    return [f"{one.organisation.name} ({one.consent_on})" for one in objecting]


@take_back.register
def _take_back(case: Case, content: Mapping[str, Any]) -> None:
    # What the version does not speak of, for it is not for whoever saves it, stays as it is.
    content = {**case.content(), **content}
    codes = [one["organisation"] for one in content.get("partners", ())]
    known = sa.select(Organisation.code, Organisation.id).where(Organisation.code.in_(codes))
    ids = dict(db.session.execute(known).tuples().all())
    arrangement = content.get("arrangement_id")
    with db.session.no_autoflush:
        in_register = arrangement is not None and arrangement_exists(arrangement)
    apply(case, facts_in(content, ids, arrangement if in_register else None))


def apply(case: Case, facts: CaseFacts) -> None:
    """Make the case say what `facts` says; what changed in another arrangement than its own does not matter to it."""
    if case.arrangement_id != facts.arrangement_id:
        case.register_changes = []
    for name in PLAIN_FACTS:
        setattr(case, name, getattr(facts, name))
    for motive in Motive:
        motivation = facts.motives.get(motive, Motivation())
        setattr(case, f"motive_{motive.value}", motivation.score)
        setattr(case, f"motive_{motive.value}_line", motivation.line)
    case.phase_dates = {phase.value: asdict(period) for phase, period in facts.phases.items()}
    case.evidence_list = [asdict(one) for one in facts.evidence]
    case.partners = _partners(case, facts.partners)
    case.filings = _filings(case, facts)
    case.costs = _costs(case, facts.costs)
    for group in Group:
        setattr(case, f"{group.value}_kept_for", facts.kept_for.get(group))
    case.is_stub = bool(missing_to_publish(facts))


def _partners(case: Case, partners: Sequence[Partner]) -> list[CasePartner]:
    ids = [partner.organisation_id for partner in partners]
    found = db.session.scalars(sa.select(Organisation).where(Organisation.id.in_(ids)))
    organisations = {organisation.id: organisation for organisation in found}
    kept = {one.organisation_id: one for one in case.partners}
    rows = [kept.get(id) or CasePartner(organisation=organisations[id], organisation_id=id) for id in ids]
    for position, (row, partner) in enumerate(zip(rows, partners, strict=True)):
        row.position = position
        row.role, row.joined, row.left = partner.role, partner.joined, partner.left
    return rows


def _filings(case: Case, facts: CaseFacts) -> list[CaseFiling]:
    kept = {(filing.name, filing.value): filing for filing in case.filings}
    wanted = [(FilingName.DOMAIN, one.value) for one in facts.domains]
    wanted += [(FilingName.FAILURE_PATTERN, one.value) for one in facts.failure_patterns]
    return [kept.get(pair) or CaseFiling(name=pair[0], value=pair[1]) for pair in dict.fromkeys(wanted)]


def _costs(case: Case, costs: Sequence[Cost]) -> list[CaseCost]:
    kept = {row.position: row for row in case.costs}
    rows = [kept.get(position) or CaseCost(position=position) for position in range(len(costs))]
    for row, cost in zip(rows, costs, strict=True):
        for name, value in asdict(cost).items():
            setattr(row, name, value)
    return rows
