# SPDX-License-Identifier: EUPL-1.2
"""The list of arrangements: narrowed down, counted, and what it can be narrowed down by."""

from typing import Any

import sqlalchemy as sa
from slugify import slugify

from knowledgebase.contributions.vocabulary import LegalForm
from knowledgebase.db import db
from knowledgebase.organisations.models import Organisation, Province
from knowledgebase.partnerships.forms import ADDED, ENDED, FROM_REGISTER, IN_FORCE, WAITING, Wanted
from knowledgebase.partnerships.models import (
    ABOUT_ICT,
    Arrangement,
    ArrangementVersion,
    Participant,
    PolicyArea,
    Subject,
    VersionPolicyArea,
)
from knowledgebase.partnerships.queries import in_force_on, of_register
from knowledgebase.policy import Status, seen

Condition = sa.ColumnElement[bool]
MOST_WORDS = 8
SOURCES: dict[str, Condition] = {
    FROM_REGISTER: of_register(),
    ADDED: ~of_register(),
    WAITING: (Arrangement.status == Status.HIDDEN) & (Arrangement.status_reason == ""),
}
SEPARATOR = " | "
"""Between the name of a policy area and that of a part of it."""


def arrangements(wanted: Wanted) -> sa.Select[tuple[Arrangement]]:
    """Select the arrangements that are asked for."""
    statement = _apart_from_form(sa.select(Arrangement), wanted)
    return statement.where(Arrangement.legal_form == wanted.legal_form) if wanted.legal_form else statement


def numbers_by_form(wanted: Wanted) -> dict[LegalForm, int]:
    """Count what is asked for by legal form, whichever form is asked for."""
    statement = sa.select(Arrangement.legal_form, sa.func.count()).group_by(Arrangement.legal_form)
    return dict(db.session.execute(_apart_from_form(statement, wanted)).tuples().all())


def options() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Give the provinces and the policy areas to choose from, as (value, label)."""
    provinces = sa.select(
        sa.literal("province").label("sort"), Province.code.label("value"), Province.name.label("label")
    )
    areas = sa.select(sa.literal("area"), PolicyArea.slug, PolicyArea.name)
    rows = db.session.execute(sa.union_all(provinces, areas).order_by("label")).all()
    return (
        [(row.value, row.label) for row in rows if row.sort == "province"],
        _with_main_areas([(row.value, row.label) for row in rows if row.sort == "area"]),
    )


def of_versions(wanted: Wanted) -> list[Condition]:
    """Give what must hold for a version, joined with its arrangement, for the list to show that arrangement."""
    form = [Arrangement.legal_form == wanted.legal_form] if wanted.legal_form else []
    return [*_of_arrangement(wanted), *form, *_of_one_version(wanted)]


def main_area(name: str) -> str:
    """Give the main area of a policy area, such as `natuur en milieu` of `natuur en milieu | afval`."""
    return name.partition(SEPARATOR)[0]


def _with_main_areas(areas: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Let whole areas be chosen too, also those of which the register only has parts."""
    whole = {(slugify(main_area(name)), main_area(name)) for _slug, name in areas}
    return [
        (slug, name.replace(SEPARATOR, " – "))
        for slug, name in sorted({*areas, *whole}, key=lambda one: one[1])
    ]


def _apart_from_form(statement: sa.Select[Any], wanted: Wanted) -> sa.Select[Any]:
    statement = statement.where(*_of_arrangement(wanted), *_named(wanted.words))
    conditions = _of_one_version(wanted)
    if conditions:
        statement = statement.where(_has_version(*conditions))
    return statement


def _of_arrangement(wanted: Wanted) -> list[Condition]:
    conditions: list[Condition] = [Arrangement.merged_into_id.is_(None), seen(wanted.viewer, Arrangement)]
    if wanted.source:
        conditions.append(SOURCES[wanted.source])
    if wanted.state == ENDED:
        conditions.append(Arrangement.ends <= wanted.day)
    if wanted.about_ict:
        conditions.append(Arrangement.subject.in_((*ABOUT_ICT, Subject.SUPPOSED)))
    return conditions


def _of_one_version(wanted: Wanted) -> list[Condition]:
    """Give what must hold for one and the same version."""
    conditions = [in_force_on(wanted.day)] if wanted.state == IN_FORCE else []
    conditions += [_has_participant(Participant.organisation_id == id) for id in wanted.organisation_ids]
    if wanted.province:
        of_province = (
            sa.select(Organisation.id).join(Organisation.province).where(Province.code == wanted.province)
        )
        conditions.append(_has_participant(Participant.organisation_id.in_(of_province)))
    if wanted.policy_area:
        filed = (
            sa.select(VersionPolicyArea.version_id)
            .join(PolicyArea)
            .where(sa.or_(*_lies_in(wanted.policy_area)))
        )
        conditions.append(ArrangementVersion.id.in_(filed))
    return conditions


def _lies_in(area: str) -> tuple[Condition, Condition]:
    """Give that a policy area is this one, or a part of it."""
    return PolicyArea.slug == area, PolicyArea.slug.startswith(f"{area}-", autoescape=True)


def _named(words: str) -> list[Condition]:
    """Give the conditions that every word stands in a name that the arrangement has or had."""
    columns = (ArrangementVersion.name, ArrangementVersion.cite_title, ArrangementVersion.holder)
    return [
        _has_version(sa.or_(*(column.icontains(word, autoescape=True) for column in columns)))
        for word in words.split()[:MOST_WORDS]
    ]


def _has_version(*conditions: Condition) -> Condition:
    own = ArrangementVersion.arrangement_id == Arrangement.id
    return sa.exists().where(own, *conditions).correlate(Arrangement)


def _has_participant(condition: Condition) -> Condition:
    own = Participant.version_id == ArrangementVersion.id
    return sa.exists().where(own, condition).correlate(ArrangementVersion)
