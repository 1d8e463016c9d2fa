# SPDX-License-Identifier: EUPL-1.2
"""Pages of the matrix: as a table or a picture, and as a file for a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.partnerships.blueprint import blueprint
from knowledgebase.partnerships.company import Company, company_of
from knowledgebase.partnerships.forms import AREAS, FORMS, MOST_IN_TABLE, MatrixFilters, Wanted
from knowledgebase.partnerships.listing import options
from knowledgebase.partnerships.matrix import (
    Matrix,
    against_areas,
    against_each_other,
    against_forms,
    strokes,
    summaries,
)
from knowledgebase.partnerships.municipalities import Municipality, areas_among, every_municipality, named
from knowledgebase.partnerships.sharing import Part, parts
from knowledgebase.policy import Permission, permit
from knowledgebase.web.i18n import today
from knowledgebase.web.spreadsheet import spreadsheet

MOST_COMPANIONS = 19
"""Of one municipality the matrix shows this many partners too."""


@dataclass(frozen=True)
class Shown:
    """What the address asks for, and what there is of it."""

    form: MatrixFilters
    wanted: Wanted
    title: str
    there: Sequence[Municipality]
    found: Sequence[Part]
    matrix: Matrix
    company: Company | None

    @property
    def against(self) -> str:
        """What the columns are."""
        return self.form.right(self.form.tegenover) or ""

    @property
    def number(self) -> int:
        """How many arrangements the matrix is about."""
        ids = {one.id for one in self.matrix.municipalities}
        return len({part.arrangement_id for part in self.found if part.organisation_id in ids})

    @property
    def is_drawn(self) -> bool:
        """Whether there are too many cells to write them in a table."""
        return not self.against and len(self.matrix.municipalities) > MOST_IN_TABLE


@blueprint.get("/matrix")
@permit(Permission.VISIT, kept=True)
def matrix() -> ResponseReturnValue:
    """Show who shares arrangements with whom."""
    shown = _shown()
    page = render_template(
        "partnerships/matrix.html",
        shown=shown,
        form=shown.form,
        names=[one.name for one in shown.there],
        list_of=_list_of(shown.wanted),
        file=_file_of(shown.form),
        strokes=strokes(shown.matrix) if shown.is_drawn else [],
        summaries=summaries(shown.matrix) if shown.is_drawn else [],
    )
    return page, 422 if shown.form.errors else 200


@blueprint.get("/matrix.csv")
@permit(Permission.VISIT, kept=True)
def matrix_file() -> ResponseReturnValue:
    """Give the matrix as a file for a spreadsheet."""
    shown = _shown()
    header = [_("Municipality"), _("Code"), *(head.label for head in shown.matrix.heads)]
    lines = zip(shown.matrix.municipalities, shown.matrix.numbers.tolist(), strict=True)
    rows = [[one.name, one.code, *numbers] for one, numbers in lines]
    return spreadsheet([header, *rows], f"matrix-{shown.wanted.day}")


def _shown() -> Shown:
    everyone = every_municipality()
    areas = areas_among(everyone)
    form = MatrixFilters(areas, options()[1])
    form.validate()
    wanted, against = form.wanted(today()), form.right(form.tegenover)
    if against == AREAS:
        wanted = replace(wanted, policy_area=None)
    elif against == FORMS:
        wanted = replace(wanted, legal_form=None)
    there = [one for one in everyone if one.exists_on(wanted.day)]
    found = parts(wanted)
    title, chosen, company = _choice(form, areas, there, found)
    make = {AREAS: against_areas, FORMS: against_forms}.get(against, against_each_other)
    return Shown(
        form, wanted, title, there, found, make(found, chosen, form.right(form.volgorde) or ""), company
    )


def _choice(
    form: MatrixFilters,
    areas: dict[str, list[tuple[str, str]]],
    there: Sequence[Municipality],
    found: Sequence[Part],
) -> tuple[str, Sequence[Municipality], Company | None]:
    """Give the municipalities that are asked for, and the company of the only one that is named."""
    ids = {one.id for one in form.organisations}
    chosen = [one for one in there if one.id in ids]
    if ids and len(chosen) != 1:
        return _("The municipalities you named"), chosen, None
    if chosen:
        company = company_of(chosen[0], found, there)
        near = {one.municipality.id for one in company.partners[:MOST_COMPANIONS]} | ids
        return chosen[0].name, [one for one in there if one.id in near], company
    if area := form.right(form.gebied):
        return named(areas, area), [one for one in there if one.is_in(area)], None
    return _("The whole country"), there, None


def _file_of(form: MatrixFilters) -> str:
    """Give the address of the same as a file."""
    asked: dict[str, Any] = {name: request.args.getlist(name) for name in form.data}
    return url_for("partnerships.matrix_file", **asked)


def _list_of(wanted: Wanted) -> dict[str, str]:
    """Give what the list of arrangements is to be narrowed down by, apart from what the cells add."""
    asked = {
        "datum": "" if wanted.day == today() else wanted.day.isoformat(),
        "vorm": wanted.legal_form.value if wanted.legal_form else "",
        "beleidsterrein": wanted.policy_area or "",
        "onderwerp": "ict" if wanted.about_ict else "",
        "herkomst": wanted.source,
    }
    return {name: value for name, value in asked.items() if value}
