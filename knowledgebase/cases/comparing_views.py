# SPDX-License-Identifier: EUPL-1.2
"""Pages that lay cases side by side, and the one to choose them on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.cases.blueprint import blueprint
from knowledgebase.cases.comparing import FEWEST, MOST, Part, Row, Side, comparison, differences, price_years
from knowledgebase.cases.models import Case
from knowledgebase.cases.queries import cases_numbered, cases_to_add, territories_of
from knowledgebase.organisations.models import COUNTED_IN
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.web.addresses import absolute, number_in
from knowledgebase.web.forms import tidy
from knowledgebase.web.paging import PAGE_SIZE
from knowledgebase.web.spreadsheet import Value, spreadsheet

LONGEST_SEARCH = 100
OFFERED = 10


@dataclass(frozen=True)
class Choice:
    """The cases that the address names, as far as the viewer may see them, and what is wrong with the address."""

    cases: Sequence[Case]
    misses_some: bool

    @property
    def is_complete(self) -> bool:
        """Whether these can be laid side by side."""
        return not self.misses_some and FEWEST <= len(self.cases) <= MOST

    @property
    def status(self) -> int:
        """What is answered to who asked for these."""
        if self.misses_some:
            return 404
        return 422 if len(self.cases) > MOST else 200

    def address(self, endpoint: str = "cases.compare", without: Case | None = None, **more: Any) -> str:
        """Give an address that names the same cases in the same order."""
        return url_for(endpoint, casus=[case.id for case in self.cases if case is not without], **more)


@blueprint.get("/vergelijken")
@permit(Permission.VISIT, kept=True)
def compare() -> ResponseReturnValue:
    """Lay two to four cases side by side, or let the visitor choose them."""
    choice = _choice()
    if "kies" in request.args or not choice.is_complete:
        return _chooser(choice), choice.status
    if "zoek" in request.args:
        return redirect(choice.address())
    sides = _sides(choice)
    return render_template(
        "cases/compare.html",
        choice=choice,
        parts=_parts(sides),
        is_short=_is_short(),
        can_add=len(sides) < MOST,
        price_years=price_years(sides),
        counted_in=COUNTED_IN,
    )


@blueprint.get("/vergelijken.csv")
@permit(Permission.VISIT, kept=True)
def compare_in_spreadsheet() -> ResponseReturnValue:
    """Give the same rows as a file for a spreadsheet."""
    choice = _choice()
    if not choice.is_complete:
        return redirect(url_for("cases.compare", casus=_named()))
    titles = [case.title for case in choice.cases]
    addresses = [absolute(url_for("cases.show", id=case)) for case in choice.cases]
    rows: list[list[Value]] = [[_("Part"), _("What"), *titles], ["", _("Address"), *addresses]]
    for part in _parts(_sides(choice)):
        rows += [[part.title, _name(row), *_values(row)] for row in part.rows]
    return spreadsheet(rows, "-".join((_("comparison"), *(str(case.id) for case in choice.cases))))


def _choice() -> Choice:
    """Read which cases the address names; what is no number of a case counts as one that is not there."""
    ids = list(dict.fromkeys(number_in(text) or 0 for text in _named()))
    found = cases_numbered(viewer(), ids)
    return Choice(found, misses_some=len(found) < len(ids))


def _named() -> list[str]:
    return [text for text in map(tidy, request.args.getlist("casus")) if text][:PAGE_SIZE]


def _chooser(choice: Choice) -> str:
    text = tidy(request.args.get("zoek"))[:LONGEST_SEARCH]
    others = cases_to_add(viewer(), text, choice.cases, OFFERED)
    return render_template(
        "cases/choose.html", choice=choice, others=others, text=text, fewest=FEWEST, most=MOST
    )


def _sides(choice: Choice) -> list[Side]:
    territories = territories_of(choice.cases)
    return [
        Side(case, case.facts_for(viewer()), territories[case.id], case.hidden_from(viewer()))
        for case in choice.cases
    ]


def _parts(sides: Sequence[Side]) -> list[Part]:
    parts = comparison(sides)
    return differences(parts) if _is_short() else parts


def _is_short() -> bool:
    return bool(request.args.get("verschillen"))


def _name(row: Row) -> str:
    return f"{row.label}: {row.detail}" if row.detail else row.label


def _values(row: Row) -> list[Value]:
    known = ((cell.text or _("not known")) if cell.number is None else cell.number for cell in row.cells)
    return list(known)
