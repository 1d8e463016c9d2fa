# SPDX-License-Identifier: EUPL-1.2
"""Reading cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager
from sqlalchemy.orm.attributes import set_committed_value

from knowledgebase.cases.models import Case, CaseFiling, CasePartner, FilingName
from knowledgebase.cases.vocabulary import PartnerRole
from knowledgebase.contributions.queries import filed_under, listed
from knowledgebase.db import db
from knowledgebase.organisations.models import Neighbour, Organisation, OrganisationKind
from knowledgebase.policy import Viewer

COLUMNS = {"fase": Case.phase, "rechtsvorm": Case.legal_form, "uitkomst": Case.outcome}
"""Parameters of the address that choose by a column."""


@dataclass(frozen=True)
class Territory:
    """The municipalities that take part, taken together.

    `is_one_block` tells whether one can walk from each to each other without
    leaving them; None when there are fewer than two.
    """

    municipalities: int
    inhabitants: int
    is_one_block: bool | None


def cases(viewer: Viewer, chosen: Mapping[str, str | None]) -> sa.Select[Any]:
    """Select the cases that a list shows; `chosen` are parameters of the address."""
    return narrowed(listed(viewer, Case), chosen)


def narrowed(statement: sa.Select[Any], chosen: Mapping[str, str | None]) -> sa.Select[Any]:
    """Keep, of selected cases, those that the parameters of the address ask for. Unknown values are ignored."""
    statement = filed_under(statement, Case, chosen.get("thema"), chosen.get("tag"))
    for name, column in COLUMNS.items():
        if wanted := _member(column, chosen.get(name)):
            statement = statement.where(column == wanted)
    if domain := chosen.get("domein"):
        filed = sa.select(CaseFiling.case_id).where(
            CaseFiling.name == FilingName.DOMAIN, CaseFiling.value == domain
        )
        statement = statement.where(Case.id.in_(filed))
    if code := chosen.get("gemeente"):
        takes_part = sa.select(CasePartner.case_id).join(CasePartner.organisation)
        statement = statement.where(Case.id.in_(takes_part.where(Organisation.code == code.upper())))
    return statement


def newest_cases(viewer: Viewer, most: int) -> Sequence[Case]:
    """Give the newest cases, those that somebody told before those that only the register knows."""
    statement = cases(viewer, {}).order_by(Case.from_register, Case.is_stub, Case.id.desc()).limit(most)
    return db.session.scalars(statement).all()


def territory_of(case: Case) -> Territory:
    """Read the partners of a case with their organisations, and what they are together, in one query."""
    alike = sa.select(CasePartner.organisation_id).where(CasePartner.case_id == case.id)
    borders = (Neighbour.organisation_id == CasePartner.organisation_id) & Neighbour.neighbour_id.in_(alike)
    statement = (
        sa.select(CasePartner, Neighbour.neighbour_id)
        .join(CasePartner.organisation)
        .outerjoin(Neighbour, borders)
        .where(CasePartner.case_id == case.id)
        .options(contains_eager(CasePartner.organisation))
        .order_by(CasePartner.position)
    )
    rows = db.session.execute(statement).all()
    partners = list(dict.fromkeys(partner for partner, _ in rows))
    set_committed_value(case, "partners", partners)
    return _together(partners, {(partner.organisation_id, neighbour) for partner, neighbour in rows})


def municipality_names() -> Sequence[str]:
    """Give the names of the municipalities of today."""
    statement = sa.select(Organisation.name).where(
        Organisation.kind == OrganisationKind.MUNICIPALITY, Organisation.valid_to.is_(None)
    )
    return db.session.scalars(statement.order_by(Organisation.sort_name)).all()


def name_of_organisation(code: str) -> str | None:
    """Give the name of the organisation with this code."""
    return db.session.scalar(sa.select(Organisation.name).where(Organisation.code == code.upper()))


def arrangement_exists(id: int) -> bool:
    """Tell whether the register holds an arrangement with this id."""
    (key,) = Case.__table__.c.arrangement_id.foreign_keys
    return db.session.scalar(sa.select(key.column).where(key.column == id)) is not None


def _member(column: Any, value: str | None) -> Any:
    kind = column.type.enum_class
    return kind(value) if value in {member.value for member in kind} else None


def _together(partners: Sequence[CasePartner], borders: set[tuple[int, int | None]]) -> Territory:
    staying = [one for one in partners if one.role is not PartnerRole.LEFT] or partners
    municipalities = [
        one.organisation for one in staying if one.organisation.kind is OrganisationKind.MUNICIPALITY
    ]
    ids = {one.id for one in municipalities}
    block = _reachable(ids, borders) == ids if len(ids) > 1 else None
    return Territory(len(ids), sum(one.inhabitants or 0 for one in municipalities), block)


def _reachable(ids: set[int], borders: set[tuple[int, int | None]]) -> set[int]:
    reached: set[int] = set()
    ahead = {min(ids)}
    while ahead:
        reached |= ahead
        ahead = {there for here, there in borders if here in ahead and there in ids} - reached
    return reached
