# SPDX-License-Identifier: EUPL-1.2
"""Cases side by side: what each tells of the same things, and where they differ."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from knowledgebase.cases.content import LABELS
from knowledgebase.cases.facts import CaseFacts, Motivation
from knowledgebase.cases.glance import fewer_readers, form, setting
from knowledgebase.cases.models import Case, CasePartner
from knowledgebase.cases.money import CostTable, Pair, deviation, per_inhabitant, total
from knowledgebase.cases.queries import Territory
from knowledgebase.cases.timeline import course, when
from knowledgebase.cases.told import (
    Told,
    cents,
    difference,
    label_of,
    labels_of,
    money,
    percent,
    quoted,
    told,
    yes_or_no,
)
from knowledgebase.cases.vocabulary import FIXED_ITEMS, Group
from knowledgebase.contributions.vocabulary import Motive, Outcome, Phase
from knowledgebase.web.i18n import as_known

FEWEST, MOST = 2, 4
"""How many cases fit side by side."""
GOES_ON = frozenset(Outcome) - {Outcome.STOPPED, Outcome.NEVER_STARTED}
"""What came of a cooperation that did not stop."""


@dataclass(frozen=True)
class Side:
    """A case in the comparison, with its facts but for the hidden parts, and the municipalities that take part."""

    case: Case
    facts: CaseFacts
    territory: Territory
    hidden: Collection[Group] = ()


@dataclass(frozen=True)
class Entry:
    """What a case tells of one thing, or, with a `detail`, of one side of it."""

    label: str
    told: Told
    detail: str = ""


Entries = Iterator[Entry]


@dataclass(frozen=True)
class Row:
    """What each of the cases tells of one thing."""

    label: str
    detail: str
    cells: Sequence[Told]

    @property
    def differs(self) -> bool:
        """Whether not all say the same; one that does not say it differs from one that does."""
        return len({cell.lines for cell in self.cells}) > 1

    @property
    def counts(self) -> bool:
        """Whether it is about numbers; what has two sides always is."""
        return bool(self.detail) or any(cell.number is not None for cell in self.cells)


@dataclass(frozen=True)
class Part:
    """Rows that belong together."""

    title: str
    rows: Sequence[Row]


def comparison(sides: Sequence[Side]) -> list[Part]:
    """Lay the cases side by side, part by part."""
    phases = [phase for phase in Phase if any(phase in side.facts.phases for side in sides)]
    parts = (
        _part(_("At a glance"), sides, _at_a_glance),
        _part(_("Motive"), sides, _motives),
        _part(_("Phases"), sides, lambda side: _phases(side.facts, phases)),
        _part(_("Costs and benefits"), sides, _benefits),
        _kept(sides),
        _spent(_("Costs, once"), sides, lambda table: table.once),
        _spent(_("Costs, per year"), sides, lambda table: table.yearly),
    )
    return [part for part in parts if part.rows]


def differences(parts: Sequence[Part]) -> list[Part]:
    """Keep the rows in which the cases differ."""
    kept = (replace(part, rows=[row for row in part.rows if row.differs]) for part in parts)
    return [part for part in kept if part.rows]


def price_years(sides: Sequence[Side]) -> list[str]:
    """Give the years of the prices, when the cases that tell amounts do not share one."""
    years = sorted({side.facts.price_year or 0 for side in sides if side.facts.costs})
    return [str(year or _("not known")) for year in years] if len(years) > 1 else []


def _part(title: str, sides: Sequence[Side], tell: Callable[[Side], Entries]) -> Part:
    told_by_each = zip(*(tell(side) for side in sides), strict=True)
    return Part(
        title, [Row(each[0].label, each[0].detail, [one.told for one in each]) for each in told_by_each]
    )


def _at_a_glance(side: Side) -> Entries:
    yield Entry(_label("partners"), told(*map(_partner, side.case.partners)))
    yield from (Entry(*pair) for pair in (*form(side.facts), *setting(side.facts, side.territory)))
    yield Entry(_label("failure_patterns"), labels_of(side.facts.failure_patterns))
    evidence = (one.cited for one in side.facts.evidence)
    yield Entry(_label("evidence"), quoted(*evidence))
    yield Entry(_label("from_register"), yes_or_no(side.facts.from_register))


def _motives(side: Side) -> Entries:
    motives = side.facts.motives
    for motive in Motive:
        found = motives.get(motive, Motivation()) if motives else None
        score = _("%(score)s of 3", score=found.score) if found else ""
        yield Entry(motive.label, quoted(score, found.line if found else ""))
    yield Entry(_label("trigger"), quoted(side.facts.trigger))


def _phases(facts: CaseFacts, phases: Sequence[Phase]) -> Entries:
    yield Entry(_("Period"), told(course(facts)))
    yield Entry(_label("stopped_in"), _stopped(facts))
    yield Entry(_label("stopped_why"), quoted(facts.stopped_why))
    yield from (Entry(phase.label, told(when(facts.phases.get(phase)))) for phase in phases)


def _stopped(facts: CaseFacts) -> Told:
    if facts.stopped_in is None and facts.outcome in GOES_ON:
        return told(_("Did not stop"))
    return label_of(facts.stopped_in)


def _benefits(side: Side) -> Entries:
    facts = side.facts
    yield Entry(_label("price_year"), told(str(facts.price_year or "")))
    yield Entry(_label("allocation_key"), quoted(facts.allocation_key))
    for name in ("saving_expected", "saving_realised"):
        saving = getattr(facts, name)
        yield Entry(_label(name), money(saving), _("together"))
        share = per_inhabitant(saving, side.territory.all_inhabitants)
        yield Entry(_label(name), cents(share), _("per inhabitant"))
    yield Entry(_label("cost_note"), quoted(facts.cost_note))


def _kept(sides: Sequence[Side]) -> Part:
    """Tell for whom parts are that are for fewer readers; no row when there are none."""
    title = _label("kept_for")
    if not any(side.facts.kept_for for side in sides):
        return Part(title, [])
    return Part(title, [Row(title, "", [fewer_readers(side.facts, side.hidden) for side in sides])])


def _spent(title: str, sides: Sequence[Side], chosen: Callable[[CostTable], list[Pair]]) -> Part:
    """Lay the amounts of one sort side by side; no rows when no case tells any."""
    tables = {side.case.id: chosen(CostTable(side.facts.costs)) for side in sides}
    names = {name for pairs in tables.values() for name, *_amounts in pairs}
    fixed = [item.label for item in FIXED_ITEMS if item.label in names]
    own = sorted(names - set(fixed))
    if not names:
        return Part(title, [])
    return _part(title, sides, lambda side: _amounts(tables[side.case.id], [*fixed, *own], side.territory))


def _amounts(pairs: list[Pair], names: Sequence[str], territory: Territory) -> Entries:
    for name in names:
        yield from _beside(name, *map(money, _sums(pair for pair in pairs if pair[0] == name)))
    sums = _sums(pairs)
    yield from _beside(_("Total"), *map(money, sums))
    apart = deviation(pairs)
    yield Entry(_("Actual minus budget"), difference(apart.euros if apart else None), _("in euros"))
    yield Entry(_("Actual minus budget"), percent(apart.percent if apart else None), _("in percent"))
    shares = (per_inhabitant(amount, territory.all_inhabitants) for amount in sums)
    yield from _beside(_("Total per inhabitant"), *map(cents, shares))


def _beside(label: str, budget: Told, actual: Told) -> Entries:
    yield Entry(label, budget, _("budgeted"))
    yield Entry(label, actual, _("actual"))


def _sums(pairs: Iterable[Pair]) -> tuple[int | None, int | None]:
    known = list(pairs)
    return total(budget for _name, budget, _actual in known), total(actual for *_name, actual in known)


def _partner(partner: CasePartner) -> str:
    parts = (partner.role.label, as_known(partner.left))
    return f"{partner.organisation.name} ({', '.join(filter(None, parts))})"


def _label(name: str) -> str:
    return str(LABELS[name])
