# SPDX-License-Identifier: EUPL-1.2
"""A case as a paragraph for an executive programme or a council proposal, with its sources."""

from collections.abc import Iterator, Sequence
from datetime import date

from babel.lists import format_list
from flask_babel import get_locale
from flask_babel import gettext as _

from knowledgebase.cases.brief import names, weightiest
from knowledgebase.cases.facts import CaseFacts, Evidence
from knowledgebase.cases.models import CasePartner, staying
from knowledgebase.cases.money import CostTable, Pair, deviation
from knowledgebase.cases.timeline import course
from knowledgebase.web.i18n import day, euros

Partners = Sequence[CasePartner]


def paragraph(facts: CaseFacts, partners: Partners) -> str:
    """Write what is known in whole sentences; what is not known is left out."""
    return " ".join(filter(None, _sentences(facts, partners)))


def sources(title: str, address: str, evidence: Sequence[Evidence], read_on: date) -> list[str]:
    """Name where the paragraph comes from: the case, and what its outcome rests on."""
    own = _(
        "“%(title)s”, Goede Buur, %(address)s, read on %(day)s",
        title=title,
        address=address,
        day=day(read_on),
    )
    return [own, *(", ".join(filter(None, (one.title, str(one.year or ""), one.url))) for one in evidence)]


def _sentences(facts: CaseFacts, partners: Partners) -> Iterator[str]:
    yield _who(facts, partners)
    yield _when(facts)
    yield _why(facts)
    table = CostTable(facts.costs)
    yield _cost(_("Once: budgeted %(budget)s, spent %(actual)s%(apart)s."), table.once)
    yield _cost(_("Per year: budgeted %(budget)s, spent %(actual)s%(apart)s."), table.yearly)
    yield _outcome(facts)


def _who(facts: CaseFacts, partners: Partners) -> str:
    who = _listed(names(staying(partners) or partners))
    if not who:
        return ""
    what = _listed([_within(domain.label) for domain in facts.domains]) or _("ICT")
    told = _("cooperation of %(who)s on %(what)s", who=who, what=what)
    return f"{facts.partnership_name}: {told}." if facts.partnership_name else f"{told[0].upper()}{told[1:]}."


def _when(facts: CaseFacts) -> str:
    form = _("Legal form: %(form)s.", form=_within(facts.legal_form.label)) if facts.legal_form else ""
    lasted = _("Duration: %(when)s.", when=course(facts)) if course(facts) else ""
    return f"{form} {lasted}".strip()


def _why(facts: CaseFacts) -> str:
    motives = _listed([_within(motive.label) for motive in weightiest(facts)])
    return _("Motives, the weightiest first: %(motives)s.", motives=motives) if motives else ""


def _cost(sentence: str, pairs: Sequence[Pair]) -> str:
    """Write about the rows of which both amounts are known, as the difference does."""
    known = [(budget, actual) for _name, budget, actual in pairs if budget is not None and actual is not None]
    apart = deviation(pairs)
    if apart is None:
        return ""
    budget, actual = (sum(amounts) for amounts in zip(*known, strict=True))
    return sentence % {"budget": euros(budget), "actual": euros(actual), "apart": apart.in_brackets}


def _outcome(facts: CaseFacts) -> str:
    if facts.outcome is None:
        return ""
    outcome = _("Outcome: %(outcome)s", outcome=_within(facts.outcome.label))
    phase = _("in the phase “%(phase)s”", phase=facts.stopped_in.label) if facts.stopped_in else ""
    return f"{outcome}, {phase}." if phase else f"{outcome}."


def _listed(words: Sequence[str]) -> str:
    return format_list(list(words), locale=get_locale()) if words else ""


def _within(label: str) -> str:
    """Write a label within a sentence: abbreviations keep their capitals."""
    return label[0].lower() + label[1:] if label[1:2].islower() else label
