# SPDX-License-Identifier: EUPL-1.2
"""Reading who was asked to answer, and who could be."""

from collections import Counter
from collections.abc import Sequence

import sqlalchemy as sa

from knowledgebase.accounts.models import Affiliation, RoleGrant, User
from knowledgebase.db import db
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import Role
from knowledgebase.questions.models import Question
from knowledgebase.search.indexing import engine
from knowledgebase.search.protocol import IndexUnusable, Query
from knowledgebase.web.i18n import today

MOST_SUGGESTED = 3
MOST_CONSIDERED = 50
WORTH = {"tag": 3, "theme": 2, "": 1}
"""What a case with the same tag, with the same theme, and with the same words says for its organisations."""
MOST_COUNTED = 3
"""Cases of one organisation that count: who wrote most does not always know most."""


def people_to_ask(organisation_id: int) -> Sequence[User]:
    """Give the people of an organisation who could answer, those who manage it first."""
    managing = sa.exists().where(
        RoleGrant.user_id == User.id,
        RoleGrant.role == Role.ORGANISATION_MANAGER,
        RoleGrant.organisation_id == organisation_id,
    )
    current = Affiliation.until.is_(None) | (Affiliation.until > today())
    statement = (
        sa.select(User)
        .join(Affiliation, Affiliation.user_id == User.id)
        .where(Affiliation.organisation_id == organisation_id, current)
        .where(User.active, User.confirmed_at.is_not(None))
        .order_by(managing.desc(), User.id)
        .limit(MOST_CONSIDERED)
    )
    return db.session.scalars(statement).all()


def suggested_for(question: Question) -> Sequence[Organisation]:
    """Give up to three organisations whose public cases have tags, theme or words in common with a question."""
    points: Counter[str] = Counter()
    filters = {"tag": tuple(tag.name for tag in question.tags)}
    filters["theme"] = (question.theme.slug,) if question.theme else ()
    for facet, values in filters.items():
        _count(points, facet, Query("", filters={"kind": ("case",), facet: values}) if values else None)
    _count(points, "", Query(question.title, filters={"kind": ("case",)}))
    known = {one.organisation_id for one in question.invited_organisations} | {question.organisation_id}
    known |= {one.id for one in question.author.organisations}
    wanted = sa.select(Organisation).where(
        Organisation.code.in_(points), Organisation.valid_to.is_(None), Organisation.id.not_in(known - {None})
    )
    found = db.session.scalars(wanted).all()
    return sorted(found, key=lambda one: (-points[one.code], one.sort_name))[:MOST_SUGGESTED]


def _count(points: Counter[str], source: str, query: Query | None) -> None:
    try:
        cases = engine().search(query).facets.get("organisation", {}) if query else {}
    except IndexUnusable:
        cases = {}
    for code, number in cases.items():
        points[code] += WORTH[source] * min(number, MOST_COUNTED)
