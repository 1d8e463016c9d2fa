# SPDX-License-Identifier: EUPL-1.2
"""A case on one sheet, for whoever decides: what counts most, in few words."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from flask_babel import gettext as _
from flask_babel import ngettext

from knowledgebase.cases.content import LABELS
from knowledgebase.cases.facts import CaseFacts
from knowledgebase.cases.models import CasePartner, staying
from knowledgebase.cases.money import CostTable, Deviation, deviation
from knowledgebase.cases.queries import Territory
from knowledgebase.cases.story import HEADINGS, words_below
from knowledgebase.cases.timeline import course
from knowledgebase.cases.told import Told, count, label_of, labels_of, quoted, told, yes_or_no
from knowledgebase.cases.vocabulary import PartnerRole
from knowledgebase.contributions.vocabulary import Motive
from knowledgebase.web.i18n import euros

Pairs = Iterator[tuple[str, Told]]
TOLD_BRIEFLY = (6, 7, 8)
"""Of the fixed headings: result, what went wrong, what they would do differently."""
LONGEST = 260
"""Characters of one part of the story that fit on the sheet."""
MOST_NAMES = 6


def brief(facts: CaseFacts, partners: Sequence[CasePartner], territory: Territory) -> list[tuple[str, Told]]:
    """Give the facts that an alderman asks for, as far as they are known."""
    pairs = chain(_cooperation(facts, partners, territory), _money(facts), _ending(facts))
    return [(label, found) for label, found in pairs if found.lines]


def story_in_brief(html: str) -> list[tuple[str, str]]:
    """Give the beginning of the parts of the story that teach most, each under its heading."""
    wanted = [headings[place] for place in TOLD_BRIEFLY for headings in HEADINGS.values()]
    parts = words_below(html)
    return [(one, shortened(parts[one])) for one in dict.fromkeys(wanted) if parts.get(one)]


def evidence_in_brief(facts: CaseFacts) -> str:
    """Name what the outcome rests on."""
    return "; ".join(one.cited for one in facts.evidence)


def shortened(text: str, longest: int = LONGEST) -> str:
    """Cut a text behind the last sentence that fits, or else behind a word."""
    if len(text) <= longest:
        return text
    start = text[:longest]
    sentence = max(start.rfind(mark) for mark in (". ", "! ", "? "))
    return start[: sentence + 1] if sentence > longest // 2 else f"{start.rpartition(' ')[0] or start}…"


def names(partners: Iterable[CasePartner]) -> list[str]:
    """Give the names of partners; of many the first few, and how many more there are."""
    found = [partner.organisation.name for partner in partners]
    rest = len(found) - MOST_NAMES
    if rest < 2:
        return found
    return [*found[:MOST_NAMES], ngettext("%(num)d other", "%(num)d others", rest)]


def weightiest(facts: CaseFacts) -> list[Motive]:
    """Give the motives that counted, the weightiest first."""
    counted = {motive: found.score for motive, found in facts.motives.items() if found.score}
    return sorted(counted, key=lambda motive: -counted[motive])


def _cooperation(facts: CaseFacts, partners: Sequence[CasePartner], territory: Territory) -> Pairs:
    left = [partner for partner in partners if partner.role is PartnerRole.LEFT]
    yield _("Who"), told(", ".join(names(staying(partners))))
    yield _("Who left"), told(", ".join(names(left)))
    yield _("Inhabitants together"), count(territory.all_inhabitants)
    yield _("What about"), labels_of(facts.domains)
    yield _label("legal_form"), label_of(facts.legal_form)
    yield _("From when to when"), told(course(facts))
    yield _("Motives, the weightiest first"), labels_of(weightiest(facts))


def _money(facts: CaseFacts) -> Pairs:
    table = CostTable(facts.costs)
    totals = table.totals
    once = totals["budget_once"], totals["actual_once"], deviation(table.once)
    yearly = totals["budget_yearly"], totals["actual_yearly"], deviation(table.yearly)
    yield _("Costs, once"), told(_spent(*once))
    yield _("Costs, per year"), told(_spent(*yearly))
    yield _("Saving per year"), told(_saved(facts))


def _spent(budget: int | None, actual: int | None, apart: Deviation | None) -> str:
    """Write totals, and how far those rows lie apart of which both amounts are known."""
    parts = (
        "" if budget is None else _("budgeted %(amount)s", amount=euros(budget)),
        "" if actual is None else _("spent %(amount)s", amount=euros(actual)),
    )
    return ", ".join(filter(None, parts)) + (apart.in_brackets if apart else "")


def _saved(facts: CaseFacts) -> str:
    expected, realised = facts.saving_expected, facts.saving_realised
    parts = (
        "" if expected is None else _("expected %(amount)s", amount=euros(expected)),
        "" if realised is None else _("realised %(amount)s", amount=euros(realised)),
    )
    return ", ".join(filter(None, parts))


def _ending(facts: CaseFacts) -> Pairs:
    yield _label("outcome"), label_of(facts.outcome)
    yield _label("stopped_in"), label_of(facts.stopped_in)
    yield _label("stopped_why"), quoted(facts.stopped_why)
    yield _label("failure_patterns"), labels_of(facts.failure_patterns)
    yield _label("would_do_again"), yes_or_no(facts.would_do_again)


def _label(name: str) -> str:
    return str(LABELS[name])
