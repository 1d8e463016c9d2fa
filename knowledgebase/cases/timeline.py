# SPDX-License-Identifier: EUPL-1.2
"""Dates as far as they are known, written for people, and the phases in their order."""

from dataclasses import dataclass

from flask_babel import gettext as _

from knowledgebase.cases.facts import CaseFacts, Period
from knowledgebase.contributions.vocabulary import Phase
from knowledgebase.web.i18n import as_known


@dataclass(frozen=True)
class Step:
    """A phase on the timeline of a case. `state`: past, current, stopped or ahead."""

    label: str
    when: str
    state: str


def timeline(facts: CaseFacts) -> list[Step]:
    """Give all phases in their order."""
    return [Step(phase.label, when(facts.phases.get(phase)), _state(facts, phase)) for phase in Phase]


def when(period: Period | None) -> str:
    """Write when a phase began and ended."""
    if period is None:
        return ""
    return " – ".join(as_known(text) for text in (period.start, period.end) if text)


def course(facts: CaseFacts) -> str:
    """Write from when to when the whole of it lasted, as far as known."""
    dates = [text for one in facts.phases.values() for text in (one.start, one.end) if text]
    if not dates:
        return ""
    return f"{as_known(min(dates))} – {_end(facts)}"


def _end(facts: CaseFacts) -> str:
    """From the last that ended, or the beginning of the end: a phase that only began tells no end."""
    if facts.phase is not Phase.ENDED and facts.stopped_in is None:
        return _("now") if facts.phase else "…"
    ends = [one.end for one in facts.phases.values()]
    ends += [facts.phases[Phase.ENDED].start] if Phase.ENDED in facts.phases else []
    return as_known(max(ends, default="")) or "…"


def _state(facts: CaseFacts, phase: Phase) -> str:
    if phase is facts.stopped_in:
        return "stopped"
    if phase is facts.phase:
        return "current"
    return "past" if phase in facts.phases or _was_passed(facts, phase) else "ahead"


def _was_passed(facts: CaseFacts, phase: Phase) -> bool:
    """Whether a phase without dates must have been: what follows operation may be left out."""
    ends = [facts.stopped_in or facts.phase or Phase.EXPLORATION, Phase.EVALUATION]
    order = list(Phase)
    return order.index(phase) < min(map(order.index, ends))
