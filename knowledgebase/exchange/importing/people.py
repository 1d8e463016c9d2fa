# SPDX-License-Identifier: EUPL-1.2
"""Take in organisations, people and tags."""

from collections.abc import Callable, Sequence

import sqlalchemy as sa

from knowledgebase.accounts import actions as accounts
from knowledgebase.contributions.tags import describe_tag
from knowledgebase.db import db
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.exchange.lines import OrganisationLine, TagLine, UserLine
from knowledgebase.organisations.models import MailDomain, Organisation, OrganisationKind
from knowledgebase.policy import Role

DEMO = "DEMO-"


def prepared_organisations(lines: Sequence[OrganisationLine]) -> Callable[[], int]:
    """Add organisations."""

    def take() -> int:
        for line in lines:
            db.session.add(
                Organisation(
                    kind=OrganisationKind(line.kind),
                    code=line.code,
                    name=line.name,
                    sort_name=line.name,
                    is_demo=line.code.startswith(DEMO),
                    domains=[MailDomain(domain=domain) for domain in line.domains],
                )
            )
        record(Happening.ORGANISATIONS_IMPORTED, actor_id=None)
        return len(lines)

    return take


def prepared_users(lines: Sequence[UserLine]) -> Callable[[], int]:
    """Hash the passwords now, and add the people when told."""
    hashes = [accounts.hashed(line.password) if line.password else None for line in lines]

    def take() -> int:
        codes = {line.organisation for line in lines if line.organisation}
        found = db.session.scalars(sa.select(Organisation).where(Organisation.code.in_(codes)))
        organisations = {organisation.code: organisation for organisation in found}
        for line, hash in zip(lines, hashes, strict=True):
            accounts.create_user(
                email=line.email,
                name=line.name,
                password_hash=hash,
                organisation=organisations.get(line.organisation or ""),
                roles=[Role(role) for role in line.roles],
                import_id=line.id,
                job_title=line.job_title,
                about=line.about,
            )
        return len(lines)

    return take


def prepared_tags(lines: Sequence[TagLine]) -> Callable[[], int]:
    """Describe tags; only what that changes counts."""

    def take() -> int:
        changed = [line for line in lines if describe_tag(line.name, line.description, line.synonyms)]
        for _ in changed:
            record(Happening.TAG_CHANGED, actor_id=None)
        return len(changed)

    return take
