# SPDX-License-Identifier: EUPL-1.2
"""The form for a case in steps: every step holds the whole form, and shows one part of it.

So nothing is lost between steps, and any of them can be the only one that somebody fills in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from knowledgebase.cases.vocabulary import Group


@dataclass(frozen=True)
class Step:
    """A part of the form: its name for people, and its fields."""

    label: Any
    fields: Sequence[str]


STEPS: Mapping[str, Step] = {
    "part-about": Step(
        _("What it is about"),
        ("title", "summary", "sort", "partnership_name", "arrangement", "domains"),
    ),
    "partners": Step(_("Partners"), ("partners", "other_parties")),
    "part-form": Step(
        _("Form of the cooperation"),
        (
            *("legal_form", "organisational_form", "exit_rules", "evaluation_date"),
            *("executive_programme", "executive_programme_url"),
        ),
    ),
    "motives": Step(_("Motive"), ("motives", "driver", "trigger")),
    "phases": Step(_("Phases"), ("phase", "phases", "stopped_in", "stopped_why")),
    "costs": Step(
        _("Costs and benefits"),
        (
            *("costs", "own_costs", "price_year", "cost_note", "allocation_key"),
            *("baseline_measured", "saving_expected", "saving_realised"),
        ),
    ),
    "part-story": Step(_("The story"), ("body",)),
    "part-result": Step(_("Outcome"), ("outcome", "would_do_again", "failure_patterns")),
    "evidence": Step(_("Evidence"), ("evidence",)),
    "part-filing": Step(
        _("Where it belongs"),
        (
            *("theme", "tags", "language", "organisation", "visibility", "organisations"),
            *("note", "is_minor", "is_confirmed"),
            *(f"{group.value}_kept_for" for group in Group),
        ),
    ),
}
"""All parts in their order, by the id that they have on the page."""
NAMES = list(STEPS)
TURN = "stap"
"""Name of the buttons that lead to another step, and of the parameter of the address that opens one."""
WHOLE = "alles"
"""Not a step: everything below each other."""


def lies_ahead(step: str, of: str) -> bool:
    """Tell whether a step comes after another."""
    return step in STEPS and of in STEPS and NAMES.index(step) > NAMES.index(of)


@dataclass(frozen=True)
class Place:
    """Where one is among the steps: the step's number from 1, and the steps before and after."""

    step: str
    number: int
    before: str | None
    after: str | None


def place_of(step: str | None, names: Sequence[str]) -> Place | None:
    """Give where a step is among those with these `names`; None when everything is shown."""
    if step is None or step not in names:
        return None
    at = names.index(step)
    return Place(step, at + 1, names[at - 1] if at else None, names[at + 1] if at + 1 < len(names) else None)
