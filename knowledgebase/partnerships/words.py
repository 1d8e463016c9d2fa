# SPDX-License-Identifier: EUPL-1.2
"""How the pages of the register say things."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from knowledgebase.cases import timeline as phases
from knowledgebase.organisations.models import Organisation
from knowledgebase.partnerships.models import Arrangement, ArrangementVersion, Participant, Subject
from knowledgebase.partnerships.versions import Step, in_force
from knowledgebase.web.i18n import day, number, today

Badge = tuple[str, str]
Fact = tuple[str, str]

KINDS = {
    "gemeente": lazy_gettext("Municipality"),
    "waterschap": lazy_gettext("Water authority"),
    "provincie": lazy_gettext("Province"),
    "ministerie": lazy_gettext("Ministry"),
    "so": lazy_gettext("Partnership body"),
}


def period(starts: date, ends: date | None) -> str:
    """Say from when until when something is in force."""
    if ends is None:
        return str(_("since %(start)s", start=day(starts)))
    return str(_("%(start)s until %(end)s", start=day(starts), end=day(ends)))


def badges_of(arrangement: Arrangement) -> list[Badge]:
    """Give the small marks beside the name: what it is about, and whether it ended."""
    shown = arrangement.is_about_ict or arrangement.subject == Subject.SUPPOSED
    about = [(arrangement.subject.label, "info")] if shown and arrangement.subject else []
    ended = [(_("Ended"), "neutral")] if has_ended(arrangement) else []
    added = [] if arrangement.is_from_register else [(_("Not from the register"), "warning")]
    hidden = [] if arrangement.is_shown else [(_("Not shown to others"), "neutral")]
    return about + ended + added + hidden


def has_ended(arrangement: Arrangement) -> bool:
    """Tell whether an arrangement is no longer in force."""
    return arrangement.ends is not None and arrangement.ends <= today()


def kind_label(participant: Participant) -> str:
    """Say what sort of participant this is; one that we know and the register does not is a municipality."""
    kind = participant.kind or ("gemeente" if participant.organisation_id else "")
    return str(KINDS.get(kind, kind or _("Other organisation")))


def facts_of(
    arrangement: Arrangement, version: ArrangementVersion, municipalities: Sequence[Organisation]
) -> list[Fact]:
    """Give the facts of an arrangement, with those of the version that is shown."""
    inhabitants = sum(one.inhabitants or 0 for one in municipalities)
    facts = [
        (_("Legal form"), arrangement.legal_form.label),
        (_("In force"), period(arrangement.starts, arrangement.ends)),
        (_("Subject"), arrangement.subject.label if arrangement.subject else ""),
        (_("Policy areas"), "; ".join(area.name.replace(" | ", " – ") for area in version.policy_areas)),
        (_("Participants"), number(len(version.participants))),
        (_("Inhabitants together"), number(inhabitants) if inhabitants else ""),
        (_("Powers"), version.competence.replace("; ", ", ")),
        (_("Kept in the register by"), version.holder),
        (_("Cited as"), version.cite_title if version.cite_title != arrangement.name else ""),
        (_("Number in the register"), version.register_id if arrangement.is_from_register else ""),
    ]
    return [(name, value) for name, value in facts if value]


def timeline(steps: Sequence[Step], arrangement: Arrangement) -> list[phases.Step]:
    """Give how many joined and left at each version, oldest first, and the end; `steps` are newest first."""
    course = [
        phases.Step(_moved(step), day(step.version.starts), _state(step.version)) for step in steps[::-1]
    ]
    if arrangement.ends is None:
        return course
    state = "stopped" if has_ended(arrangement) else "ahead"
    return [*course, phases.Step(_("Ended"), day(arrangement.ends), state)]


def _moved(step: Step) -> str:
    if step.is_first:
        return str(ngettext("%(num)d participant", "%(num)d participants", len(step.joined)))
    joined = ngettext("%(num)d joined", "%(num)d joined", len(step.joined)) if step.joined else ""
    left = ngettext("%(num)d left", "%(num)d left", len(step.left)) if step.left else ""
    return ", ".join(filter(None, (joined, left))) or str(_("The same participants"))


def _state(version: ArrangementVersion) -> str:
    if in_force(version, today()):
        return "current"
    return "ahead" if version.starts > today() else "past"
