# SPDX-License-Identifier: EUPL-1.2
"""How complete a case is, and what would be the next useful thing to add."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from knowledgebase.cases.facts import CaseFacts

A_STORY = 600
"""A text shorter than this many characters is a beginning, not yet the story."""


@dataclass(frozen=True)
class Asked:
    """Something that a complete case tells. `field` names the part of the form."""

    field: str
    label: Any
    is_told: Callable[[CaseFacts], bool]


REQUIRED = (
    Asked("partners", _("Partners"), lambda facts: bool(facts.partners)),
    Asked("legal_form", _("Legal form"), lambda facts: facts.legal_form is not None),
    Asked("domains", _("ICT domain"), lambda facts: bool(facts.domains)),
    Asked("motives", _("Motive"), lambda facts: any(motive.score for motive in facts.motives.values())),
    Asked("phase", _("Phase"), lambda facts: facts.phase is not None),
    Asked("outcome", _("Outcome"), lambda facts: facts.outcome is not None),
)
"""Without these a case is a stub."""

WANTED = (
    Asked("costs", _("Costs: budget beside actual"), lambda facts: bool(facts.costs)),
    Asked(
        "would_do_again", _("Whether you would do it again"), lambda facts: facts.would_do_again is not None
    ),
    Asked("driver", _("What moved the partners"), lambda facts: facts.driver is not None),
    Asked("trigger", _("What set it off"), lambda facts: bool(facts.trigger)),
    Asked(
        "baseline_measured",
        _("Whether a baseline was measured"),
        lambda facts: facts.baseline_measured is not None,
    ),
    Asked("saving_realised", _("Saving realised"), lambda facts: facts.saving_realised is not None),
    Asked("saving_expected", _("Saving expected"), lambda facts: facts.saving_expected is not None),
    Asked("phases", _("When each phase began"), lambda facts: bool(facts.phases)),
    Asked("evidence", _("Evidence"), lambda facts: bool(facts.evidence)),
    Asked(
        "organisational_form", _("Organisational form"), lambda facts: facts.organisational_form is not None
    ),
    Asked("exit_rules", _("Rules on exit"), lambda facts: facts.exit_rules is not None),
    Asked("evaluation_date", _("Date of the evaluation"), lambda facts: bool(facts.evaluation_date)),
    Asked("allocation_key", _("Cost-allocation key"), lambda facts: bool(facts.allocation_key)),
    Asked("price_year", _("Price year"), lambda facts: facts.price_year is not None),
    Asked(
        "executive_programme",
        _("Cooperation paragraph in the executive programme"),
        lambda facts: facts.executive_programme is not None,
    ),
    Asked("partnership_name", _("Name of the partnership"), lambda facts: bool(facts.partnership_name)),
)
STORY = Asked("body", _("The story"), lambda facts: False)


@dataclass(frozen=True)
class Completeness:
    """How complete a case is, in percent, and what it does not tell yet, the most useful first."""

    percent: int
    missing: Sequence[Asked]

    @property
    def next(self) -> Asked | None:
        """The next useful thing to add."""
        return self.missing[0] if self.missing else None


def missing_to_publish(facts: CaseFacts) -> list[Asked]:
    """Give what makes a case a stub."""
    return [asked for asked in REQUIRED if not asked.is_told(facts)]


def completeness(facts: CaseFacts, story: str, kept: Collection[str] = ()) -> Completeness:
    """Tell how complete a case is; title and summary, which every case has, count too.

    `kept` are the facts that are not for whoever reads: nobody is told that these are missing.
    """
    wanted = [asked for asked in WANTED if not asked.is_told(facts)]
    story_missing = [STORY] if len(story) < A_STORY else []
    found = [*missing_to_publish(facts), *story_missing, *wanted]
    missing = [asked for asked in found if asked.field not in kept]
    asked = len(REQUIRED) + len(WANTED) + 3
    return Completeness(round(100 * (asked - len(missing)) / asked), missing)
