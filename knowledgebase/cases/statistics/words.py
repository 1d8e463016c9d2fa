# SPDX-License-Identifier: EUPL-1.2
"""Statistics as people read them: tables, bars and lines of a file."""

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from knowledgebase.cases.statistics.costing import CostRow
from knowledgebase.cases.statistics.counting import By, Count, OutcomeRow
from knowledgebase.cases.statistics.quartiles import Spread
from knowledgebase.cases.statistics.summary import Statistics
from knowledgebase.cases.told import difference
from knowledgebase.contributions.vocabulary import Outcome
from knowledgebase.web.i18n import euros, number
from knowledgebase.web.spreadsheet import Value

COSTS = "kosten"
MARK = "\N{NO-BREAK SPACE}*"
"""Stands behind what only moderators see."""
TITLES = {
    By.MOTIVE: lazy_gettext("Outcome by motive"),
    By.LEGAL_FORM: lazy_gettext("Outcome by legal form"),
    By.STOPPED_IN: lazy_gettext("Outcome by the phase in which it stopped"),
}
TONES = {
    Outcome.SUCCESSFUL: ("good", 1),
    Outcome.PARTLY: ("good", 0.55),
    Outcome.RUNNING: ("accent", 0.75),
    Outcome.DISAPPOINTING: ("bad", 0.4),
    Outcome.STOPPED: ("bad", 0.7),
    Outcome.NEVER_STARTED: ("bad", 1),
}
"""The colour of each outcome in a bar, and how strong it is; from what went well to what did not."""


def headlines(found: Statistics) -> list[tuple[str, str]]:
    """Give the figures that one remembers, as label and text."""
    return [(label, text) for label, text in _headlines(found) if text]


def cost_head() -> list[str]:
    """Give the heads of the table of costs."""
    return [
        *(_("What it is for"), _("Cases"), _("Budgeted"), _("Actual")),
        *(_("Apart"), _("Middle half"), _("Apart in percent"), _("Middle half, in percent")),
    ]


def cost_cells(rows: Sequence[CostRow]) -> list[list[str]]:
    """Give the cells of the table of costs."""
    return [
        [
            name_of(row),
            number(row.cases),
            euros(round(row.budget)),
            euros(round(row.actual)),
            _more(row.euros.median),
            _between(_more(row.euros.first), _more(row.euros.third)),
            percent(row.percent.median),
            _between(percent(row.percent.first), percent(row.percent.third)),
        ]
        for row in rows
    ]


def cost_bars(rows: Sequence[CostRow]) -> list[tuple[str, int, int]]:
    """Give the bars of the rows, without all of them together, beside which nothing else would show."""
    return [(_bar_name(row), round(row.budget), round(row.actual)) for row in rows if row.item]


def outcome_head(by: By) -> list[str]:
    """Give the heads of a table of outcomes."""
    first = {By.MOTIVE: _("Motive"), By.LEGAL_FORM: _("Legal form")}.get(by, _("Stopped in phase"))
    return [first, _("Cases"), *(outcome.label for outcome in Outcome)]


def outcome_cells(found: Statistics, by: By) -> list[list[str]]:
    """Give the cells of a table of outcomes, all cases first."""
    return [[name, *map(counted, (row.total, *row.outcomes))] for name, row in _rows(found, by)]


def outcome_parts() -> list[tuple[str, str, float]]:
    """Give the parts of a bar of outcomes: name, colour and strength."""
    return [(outcome.label, *TONES[outcome]) for outcome in TONES]


def outcome_bars(found: Statistics, by: By) -> list[tuple[str, int | None, str, list[int | None]]]:
    """Give the bars of a table of outcomes: name, number of cases, both in words, and a number for each part."""
    return [
        (name, row.total.cases, _told(row), [_of(row, outcome).cases for outcome in TONES])
        for name, row in _rows(found, by)
    ]


def counted(count: Count) -> str:
    """Write how many cases, a dash for what is kept back."""
    if count.cases is None:
        return "–"
    return number(count.cases) + (MARK if count.is_kept_back else "")


def name_of(row: CostRow) -> str:
    """Write what a row of costs is for."""
    name = row.item.label if row.item else str(_("All rows together"))
    return name + (MARK if row.is_kept_back else "")


def percent(share: float) -> str:
    """Write how many percent more or less; a cost that nobody budgeted has no percentage."""
    return str(_("not budgeted")) if math.isinf(share) else f"{round(share):+d}%"


def lines(found: Statistics, table: str) -> Iterator[Sequence[Value]]:
    """Give head and lines of the file of a table: of costs, or of what outcomes are counted by."""
    if table == COSTS:
        yield _cost_columns()
        for span, rows in ((_("Once"), found.once), (_("Per year"), found.yearly)):
            yield from ([span, *_cost_line(row)] for row in rows)
    else:
        yield outcome_head(By(table))
        for name, row in _rows(found, By(table)):
            counts = (count.cases for count in (row.total, *row.outcomes))
            yield [name, *("" if cases is None else cases for cases in counts)]


def _rows(found: Statistics, by: By) -> Iterator[tuple[str, OutcomeRow]]:
    for row in found.outcomes[By.ALL]:
        yield _("All cases"), row
    for row in found.outcomes[by]:
        yield row.value.label if row.value else _("Did not stop, or not told"), row


def _of(row: OutcomeRow, outcome: Outcome) -> Count:
    return row.outcomes[list(Outcome).index(outcome)]


def _told(row: OutcomeRow) -> str:
    told = ((outcome, _of(row, outcome)) for outcome in TONES)
    return " · ".join(f"{outcome.label}: {counted(count)}" for outcome, count in told if count.cases)


def _bar_name(row: CostRow) -> str:
    cases = ngettext("%(num)d case", "%(num)d cases", row.cases)
    return f"{name_of(row)}: {percent(row.percent.median)} ({cases})"


def _headlines(found: Statistics) -> Iterator[tuple[str, str]]:
    if found.all:
        yield _("Successful, wholly or partly"), _well(found.all)
    yield _("Actual beside budget, once"), _apart(found.once)
    yield _("Actual beside budget, per year"), _apart(found.yearly)


def _apart(rows: Sequence[CostRow]) -> str:
    row = next((row for row in rows if row.item is None), None)
    if row is None:
        return ""
    apart = {"percent": percent(row.percent.median), "euros": _more(row.euros.median)}
    return str(_("median %(percent)s (%(euros)s)", **apart)) + (MARK if row.is_kept_back else "")


def _well(row: OutcomeRow) -> str:
    well = [_of(row, outcome) for outcome in (Outcome.SUCCESSFUL, Outcome.PARTLY)]
    cases = [count.cases for count in well if count.cases is not None]
    if len(cases) < len(well) or not row.total.cases:
        return ""
    share = round(100 * sum(cases) / row.total.cases)
    mark = MARK if any(count.is_kept_back for count in well) else ""
    return (
        str(_("%(some)s of %(all)s (%(share)s%%)", some=sum(cases), all=row.total.cases, share=share)) + mark
    )


def _between(low: str, high: str) -> str:
    return low if low == high else str(_("%(low)s to %(high)s", low=low, high=high))


def _cost_columns() -> list[str]:
    return [
        *(_("Once or per year"), _("What it is for"), _("Cases"), _("Median budgeted"), _("Median actual")),
        *(_("First quartile apart"), _("Median apart"), _("Third quartile apart")),
        *(_("First quartile apart, percent"), _("Median apart, percent"), _("Third quartile apart, percent")),
    ]


def _cost_line(row: CostRow) -> list[Value]:
    amounts = (round(amount) for amount in (row.budget, row.actual, *_cuts(row.euros)))
    return [name_of(row), row.cases, *amounts, *map(_percentage, _cuts(row.percent))]


def _cuts(found: Spread) -> tuple[float, float, float]:
    return found.first, found.median, found.third


def _percentage(share: float) -> Value:
    return str(_("not budgeted")) if math.isinf(share) else Decimal(f"{share:.1f}")


def _more(amount: float) -> str:
    return difference(round(amount)).text
