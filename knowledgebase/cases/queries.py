# SPDX-License-Identifier: EUPL-1.2
"""Reading cases."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, lazyload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from knowledgebase.cases.models import Case, CaseFiling, CasePartner, FilingName, staying
from knowledgebase.cases.vocabulary import Group
from knowledgebase.contributions.queries import filed_under, listed
from knowledgebase.db import db
from knowledgebase.organisations.blocks import furthest_apart
from knowledgebase.organisations.models import Neighbour, Organisation, OrganisationKind
from knowledgebase.policy import Viewer, part_seen, seen
from knowledgebase.web.addresses import number_in

COLUMNS = {"fase": Case.phase, "rechtsvorm": Case.legal_form, "uitkomst": Case.outcome}
"""Parameters of the address that choose by a column."""


@dataclass(frozen=True)
class Territory:
    """The municipalities that take part, taken together.

    `is_one_block` tells whether one can walk from each to each other without
    leaving them; None when there are fewer than two. `uncounted` is how many
    there are of which the inhabitants are not known. `kilometres` is how far
    those lie apart, as the crow flies, that lie furthest apart, of the `placed`
    ones: those of which is known where they lie.
    """

    municipalities: int
    inhabitants: int
    is_one_block: bool | None
    uncounted: int = 0
    placed: int = 0
    kilometres: float = 0.0

    @property
    def all_inhabitants(self) -> int | None:
        """How many live in all of them together; None when that is not known of one."""
        return None if self.uncounted else self.inhabitants or None


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


def part_seen_of_cases(viewer: Viewer, group: Group, model: Any = Case) -> Any:
    """Give the condition that selects the cases of which the viewer, who may see them, may see this part too."""
    ours = sa.select(CasePartner.case_id).where(
        CasePartner.organisation_id.in_(sorted(viewer.organisation_ids))
    )
    return part_seen(viewer, model, getattr(model, f"{group.value}_kept_for"), model.id.in_(ours))


def hidden_stories(viewer: Viewer) -> sa.Select[Any]:
    """Select the ids of the cases of which the viewer may not read the story."""
    case = aliased(Case)
    return sa.select(case.id).where(
        case.story_kept_for.is_not(None), ~part_seen_of_cases(viewer, Group.STORY, case)
    )


def newest_cases(viewer: Viewer, most: int) -> Sequence[Case]:
    """Give the newest cases, those that somebody told before those that only the register knows."""
    statement = cases(viewer, {}).order_by(Case.from_register, Case.is_stub, Case.id.desc()).limit(most)
    return db.session.scalars(statement).all()


def territory_of(case: Case) -> Territory:
    """Read the partners of a case with their organisations, and what they are together, in one query."""
    return territories_of([case])[case.id]


def territories_of(cases: Sequence[Case]) -> dict[int, Territory]:
    """Read the partners of cases with their organisations, and what those of each are together, in one query."""
    ids, other = [case.id for case in cases], aliased(CasePartner)
    alike = sa.select(other.organisation_id).where(other.case_id == CasePartner.case_id)
    borders = (Neighbour.organisation_id == CasePartner.organisation_id) & Neighbour.neighbour_id.in_(alike)
    statement = (
        sa.select(CasePartner, Neighbour.neighbour_id)
        .join(CasePartner.organisation)
        .outerjoin(Neighbour, borders)
        .where(CasePartner.case_id.in_(ids))
        .options(contains_eager(CasePartner.organisation))
        .order_by(CasePartner.case_id, CasePartner.position)
    )
    rows = db.session.execute(statement).tuples().all()
    return {case.id: _territory(case, [row for row in rows if row[0].case_id == case.id]) for case in cases}


def cases_numbered(viewer: Viewer, ids: Collection[int]) -> list[Case]:
    """Give the cases with these ids that the viewer may see, in the order of the ids, each with what hangs on it."""
    statement = sa.select(Case).where(Case.id.in_(ids), seen(viewer, Case))
    parts = (lazyload(Case.tags), selectinload(Case.filings), selectinload(Case.costs))
    found = {case.id: case for case in db.session.scalars(statement.options(*parts))}
    return [found[id] for id in ids if id in found]


def cases_to_add(viewer: Viewer, text: str, chosen: Sequence[Case], most: int) -> Sequence[Case]:
    """Give other cases to lay beside those chosen: by number or words, and first those of the same legal form.

    Every word stands in the title, the name of the partnership or the name of a partner.
    """
    statement = listed(viewer, Case).where(Case.id.not_in([case.id for case in chosen]))
    if id := number_in(text):
        statement = statement.where(Case.id == id)
    else:
        statement = statement.where(*(_names(word) for word in text.split()))
    forms = [case.legal_form for case in chosen if case.legal_form]
    alike = sa.case((Case.legal_form.in_(forms), 0), else_=1)
    ordered = statement.order_by(alike, Case.from_register, Case.is_stub, Case.id.desc())
    return db.session.scalars(ordered.options(lazyload(Case.tags)).limit(most)).all()


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


def _names(word: str) -> sa.ColumnElement[bool]:
    partners = sa.select(CasePartner.case_id).join(CasePartner.organisation)
    takes_part = Case.id.in_(partners.where(Organisation.name.icontains(word, autoescape=True)))
    own = (Case.title, Case.partnership_name)
    return sa.or_(*(column.icontains(word, autoescape=True) for column in own), takes_part)


def _member(column: Any, value: str | None) -> Any:
    kind = column.type.enum_class
    return kind(value) if value in {member.value for member in kind} else None


def _territory(case: Case, rows: Sequence[tuple[CasePartner, int | None]]) -> Territory:
    partners = list(dict.fromkeys(partner for partner, _ in rows))
    set_committed_value(case, "partners", partners)
    return _together(partners, {(partner.organisation_id, neighbour) for partner, neighbour in rows})


def _together(partners: Sequence[CasePartner], borders: set[tuple[int, int | None]]) -> Territory:
    here = staying(partners) or partners
    municipalities = [
        one.organisation for one in here if one.organisation.kind is OrganisationKind.MUNICIPALITY
    ]
    ids = {one.id for one in municipalities}
    block = _reachable(ids, borders) == ids if len(ids) > 1 else None
    counts = [one.inhabitants or 0 for one in municipalities]
    places = [
        (one.latitude, one.longitude)
        for one in municipalities
        if one.latitude is not None and one.longitude is not None
    ]
    return Territory(len(ids), sum(counts), block, counts.count(0), len(places), furthest_apart(places))


def _reachable(ids: set[int], borders: set[tuple[int, int | None]]) -> set[int]:
    reached: set[int] = set()
    ahead = {min(ids)}
    while ahead:
        reached |= ahead
        ahead = {there for here, there in borders if here in ahead and there in ids} - reached
    return reached
