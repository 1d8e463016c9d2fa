# SPDX-License-Identifier: EUPL-1.2
"""A case at a glance: its facts as label and text."""

from collections.abc import Collection, Iterator

from flask_babel import gettext as _

from knowledgebase.cases.content import LABELS
from knowledgebase.cases.facts import CaseFacts
from knowledgebase.cases.money import CostTable, Deviation, deviation
from knowledgebase.cases.queries import Territory
from knowledgebase.cases.told import Told, count, label_of, labels_of, money, quoted, signed, told, yes_or_no
from knowledgebase.cases.vocabulary import PART_READERS_LABELS, Group
from knowledgebase.web.i18n import as_known, euros, number

Pairs = Iterator[tuple[str, Told]]
"""A label, and what is told under it."""


def glance(facts: CaseFacts, territory: Territory, hidden: Collection[Group] = ()) -> list[tuple[str, str]]:
    """Give what is known of the case as pairs of label and text; `hidden` are the parts that the facts leave out."""
    kept = (_label("kept_for"), fewer_readers(facts, hidden))
    pairs = (*form(facts), *setting(facts, territory), *_ending_and_benefits(facts), kept)
    return [(label, found.text) for label, found in pairs if found.lines]


def deviations(table: CostTable) -> list[tuple[str, str]]:
    """Tell how far the actual cost lies from the budget, over the rows of which both are known."""
    found = (
        (_("Actual beside budget, once"), table.once),
        (_("Actual beside budget, per year"), table.yearly),
    )
    return [(label, _apart(apart)) for label, pairs in found if (apart := deviation(pairs))]


def fewer_readers(facts: CaseFacts, hidden: Collection[Group]) -> Told:
    """Tell for whom parts are that are for fewer than the case; of what is `hidden`, only that it is there."""
    lines = []
    for readers, label in PART_READERS_LABELS.items():
        parts = [group for group, found in facts.kept_for.items() if found is readers]
        names = [_("part of this case") if group in hidden else group.label for group in parts]
        lines += [f"{label}: {', '.join(dict.fromkeys(names))}"] if names else []
    return told(*lines)


def form(facts: CaseFacts) -> Pairs:
    """Tell what sort of cooperation it is and where it stands."""
    yield _label("sort"), label_of(facts.sort)
    yield _label("partnership_name"), told(facts.partnership_name)
    for name in ("legal_form", "organisational_form", "phase", "outcome", "driver"):
        yield _label(name), label_of(getattr(facts, name))
    yield _label("domains"), labels_of(facts.domains)


def setting(facts: CaseFacts, territory: Territory) -> Pairs:
    """Tell of whom it consists and what was agreed."""
    yield _("Inhabitants together"), _inhabitants(territory)
    yield _("One contiguous block?"), _block(territory)
    yield _label("other_parties"), quoted(facts.other_parties)
    yield _label("evaluation_date"), told(as_known(facts.evaluation_date))
    for name in ("would_do_again", "exit_rules", "baseline_measured", "executive_programme"):
        yield _label(name), yes_or_no(getattr(facts, name))


def _ending_and_benefits(facts: CaseFacts) -> Pairs:
    yield _label("stopped_in"), label_of(facts.stopped_in)
    yield _label("allocation_key"), quoted(facts.allocation_key)
    yield _label("saving_expected"), money(facts.saving_expected)
    yield _label("saving_realised"), money(facts.saving_realised)


def _label(name: str) -> str:
    return str(LABELS[name])


def _inhabitants(territory: Territory) -> Told:
    if territory.uncounted and territory.inhabitants:
        return told(_("at least %(number)s", number=number(territory.inhabitants)))
    return count(territory.all_inhabitants)


def _block(territory: Territory) -> Told:
    if territory.is_one_block is False and territory.kilometres:
        return told(_("No; at most %(number)s km apart", number=number(round(territory.kilometres))))
    return yes_or_no(territory.is_one_block)


def _apart(apart: Deviation) -> str:
    return f"{signed(apart.euros, euros(apart.euros))}{apart.in_brackets}"
