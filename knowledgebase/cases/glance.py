# SPDX-License-Identifier: EUPL-1.2
"""A case at a glance: its facts as label and text."""

from collections.abc import Iterator

from flask_babel import gettext as _

from knowledgebase.cases.content import LABELS
from knowledgebase.cases.facts import CaseFacts
from knowledgebase.cases.money import CostTable, Deviation, deviation
from knowledgebase.cases.queries import Territory
from knowledgebase.cases.timeline import as_known
from knowledgebase.contributions.vocabulary import Labelled
from knowledgebase.web.i18n import euros, number

YES_OR_NO = ("would_do_again", "exit_rules", "baseline_measured", "executive_programme")


def glance(facts: CaseFacts, territory: Territory) -> list[tuple[str, str]]:
    """Give what is known of the case as pairs of label and text."""
    return [(str(label), text) for label, text in _pairs(facts, territory) if text]


def deviations(table: CostTable) -> list[tuple[str, str]]:
    """Tell how far the actual cost lies from the budget, over the rows of which both are known."""
    found = (
        (_("Actual beside budget, once"), table.once),
        (_("Actual beside budget, per year"), table.yearly),
    )
    return [(label, _apart(apart)) for label, pairs in found if (apart := deviation(pairs))]


def signed(amount: int) -> str:
    """Write how many whole euros more or less something is: +€ 1.250."""
    return f"{'+' if amount > 0 else ''}{euros(amount)}"


def _pairs(facts: CaseFacts, territory: Territory) -> Iterator[tuple[object, str]]:
    yield LABELS["sort"], facts.sort.label
    yield LABELS["partnership_name"], facts.partnership_name
    for name in ("legal_form", "organisational_form", "phase", "outcome", "stopped_in", "driver"):
        yield LABELS[name], _label(getattr(facts, name))
    yield LABELS["domains"], ", ".join(domain.label for domain in facts.domains)
    yield _("Inhabitants together"), number(territory.inhabitants) if territory.inhabitants else ""
    yield _("One contiguous block?"), _yes_or_no(territory.is_one_block)
    yield LABELS["other_parties"], facts.other_parties
    yield LABELS["evaluation_date"], as_known(facts.evaluation_date)
    for name in YES_OR_NO:
        yield LABELS[name], _yes_or_no(getattr(facts, name))
    yield LABELS["allocation_key"], facts.allocation_key
    yield LABELS["saving_expected"], euros(facts.saving_expected)
    yield LABELS["saving_realised"], euros(facts.saving_realised)


def _apart(apart: Deviation) -> str:
    percent = "" if apart.percent is None else f" ({apart.percent:+d}%)"
    return f"{signed(apart.euros)}{percent}"


def _label(member: Labelled | None) -> str:
    return member.label if member else ""


def _yes_or_no(answer: bool | None) -> str:
    if answer is None:
        return ""
    return str(_("Yes") if answer else _("No"))
