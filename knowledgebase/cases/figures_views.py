# SPDX-License-Identifier: EUPL-1.2
"""What the cases say together: a page of figures, and each table as a file."""

from flask import render_template
from flask.typing import ResponseReturnValue

from knowledgebase.cases.blueprint import blueprint
from knowledgebase.cases.filtering import chosen_now, filters
from knowledgebase.cases.statistics import words
from knowledgebase.cases.statistics.summary import statistics, statistics_to_pass_on
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.web.i18n import today
from knowledgebase.web.spreadsheet import spreadsheet

TABLES = (words.COSTS, *(by.value for by in words.TITLES))
"""The tables of figures that are files too."""


@blueprint.get("/cijfers")
@permit(Permission.VISIT, kept=True)
def figures() -> ResponseReturnValue:
    """Show what the cases say together: costs and outcomes, as far as they rest on enough cases."""
    chosen = chosen_now()
    found = statistics(viewer(), chosen)
    return render_template(
        "cases/figures.html", found=found, words=words, tables=words.TITLES, today=today(), **filters(chosen)
    )


@blueprint.get(f"/cijfers/<any({', '.join(TABLES)}):table>.csv")
@permit(Permission.VISIT, kept=True)
def figures_file(table: str) -> ResponseReturnValue:
    """Give a table of figures as a file."""
    found = statistics_to_pass_on(viewer(), chosen_now())
    return spreadsheet(words.lines(found, table), f"casussen-{table}")
