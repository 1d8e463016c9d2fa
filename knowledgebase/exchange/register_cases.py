# SPDX-License-Identifier: EUPL-1.2
"""A case for each ICT partnership in the register: only what the register says, marked as unconfirmed."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from knowledgebase.accounts.models import User
from knowledgebase.cases.actions import publish_case
from knowledgebase.cases.facts import CaseFacts, Partner, Period
from knowledgebase.cases.models import Case
from knowledgebase.contributions.actions import Text, Wording
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.vocabulary import Phase
from knowledgebase.db import db, reading
from knowledgebase.partnerships.models import ABOUT_ICT, Arrangement, ArrangementVersion
from knowledgebase.partnerships.queries import of_register
from knowledgebase.policy import Viewer
from knowledgebase.web.markdown import render_all

LONGEST_SUMMARY = 280
TAGS = ("register", "samenwerking")


@dataclass(frozen=True)
class RegisterCase:
    """What becomes a case: plain values, so that the text can be rendered outside a transaction."""

    import_id: str
    title: str
    summary: str
    body: str
    facts: CaseFacts


def take_register_cases(author_import_id: str) -> int:
    """Add the cases that are not there yet, written by this person, for the caller to commit; give their number."""
    with reading():
        author_id = db.session.scalar(sa.select(User.id).where(User.import_id == author_import_id))
        cases = [_case(arrangement) for arrangement in _in_force()]
        known = set(db.session.scalars(sa.select(Contribution.import_id)))
    new = [case for case in cases if case.import_id not in known]
    if author_id is None or not new:
        return 0
    texts = list(render_all((case.body for case in new), Case.top_heading))
    for case, rendered in zip(new, texts, strict=True):
        wording = Wording(Text(case.body, rendered), case.title, case.summary, tags=TAGS)
        publish_case(case.facts, wording, Viewer(id=author_id)).import_id = case.import_id
    return len(new)


def _in_force() -> Sequence[Arrangement]:
    versions = selectinload(Arrangement.versions).selectinload(ArrangementVersion.participants)
    wanted = sa.select(Arrangement).where(
        of_register(), Arrangement.subject.in_(ABOUT_ICT), Arrangement.ends.is_(None)
    )
    return db.session.scalars(wanted.order_by(Arrangement.name).options(versions)).all()


def _case(arrangement: Arrangement) -> RegisterCase:
    version = arrangement.versions[-1]
    municipalities = [one for one in version.participants if one.organisation_id]
    others = [one.name for one in version.participants if not one.organisation_id]
    facts = CaseFacts(
        from_register=True,
        partnership_name=arrangement.name,
        arrangement_id=arrangement.id,
        partners=[
            Partner(one.organisation_id or 0, joined=one.joined.isoformat() if one.joined else "")
            for one in municipalities
        ],
        other_parties=", ".join(others),
        legal_form=version.legal_form,
        phase=Phase.OPERATION,
        phases={Phase.OPERATION: Period(arrangement.starts.isoformat())},
    )
    title = f"Uit het register: {version.cite_title or version.name}"[:300]
    summary = _summary(arrangement, len(version.participants))
    return RegisterCase(f"register-{version.register_id}", title, summary, _body(version), facts)


def _summary(arrangement: Arrangement, participants: int) -> str:
    since = arrangement.starts.year
    text = f"{arrangement.name}: {participants} deelnemers, in werking sinds {since} volgens het openbare register."
    return text if len(text) <= LONGEST_SUMMARY else f"{participants} deelnemers, in werking sinds {since}."


def _body(version: ArrangementVersion) -> str:
    purpose = version.purpose.strip()
    quoted = "\n".join(f"> {line}" for line in purpose.splitlines()) or "Het register noemt geen doel."
    sources = [
        ("Register van overheidsorganisaties", version.source_url),
        ("Besluit", version.founding_decision),
    ]
    links = "\n".join(f"- [{name}]({address})" for name, address in sources if address)
    return f"## Aanleiding en doel\n\nIn het register staat als doel:\n\n{quoted}\n\n## Bronnen\n\n{links}\n"
