# SPDX-License-Identifier: EUPL-1.2
"""The tables within the form for a case: partners, motives, phases, costs, evidence."""

from flask_babel import lazy_gettext as _
from wtforms import Field, FormField, SelectField, StringField
from wtforms.validators import ValidationError

from knowledgebase.cases.content import PART_LABELS
from knowledgebase.cases.facts import AMOUNTS, HIGHEST_SCORE
from knowledgebase.cases.forms.fields import (
    OrganisationName,
    Part,
    WebAddress,
    Year,
    all_of,
    refuse_negative,
)
from knowledgebase.cases.vocabulary import FIXED_ITEMS, PartnerRole
from knowledgebase.contributions.vocabulary import Motive, Phase
from knowledgebase.web.forms import Euros, Length
from knowledgebase.web.known_dates import KnownDate

SCORES = [
    ("0", _("0: played no part")),
    ("1", _("1: a little")),
    ("2", _("2: clearly")),
    (str(HIGHEST_SCORE), _("3: decisive")),
]


class PartnerRow(Part):
    """An organisation that takes or took part."""

    name = OrganisationName(
        PART_LABELS["organisation"], [Length(0, 250)], render_kw={"list": "organisations-known"}
    )
    role = SelectField(
        PART_LABELS["role"], choices=all_of(PartnerRole), default=PartnerRole.PARTICIPANT.value
    )
    joined = KnownDate(PART_LABELS["joined"])
    left = KnownDate(PART_LABELS["left"])

    def validate_name(self, field: OrganisationName) -> None:
        """Ask for the organisation when the row says something of it."""
        if not field.data and (self.joined.data or self.left.data):
            raise ValidationError(_("Name the organisation, or empty the row."))

    def validate_left(self, field: KnownDate) -> None:
        """Refuse to leave before joining."""
        _refuse_backwards(self.joined, field)


class MotiveRow(Part):
    """How much a motive counted."""

    score = SelectField(PART_LABELS["score"], choices=SCORES.copy, default="0")
    line = StringField(PART_LABELS["line"], [Length(0, 300)])


class PeriodRow(Part):
    """When a phase began and ended."""

    start = KnownDate(PART_LABELS["start"])
    end = KnownDate(PART_LABELS["end"])

    def validate_end(self, field: KnownDate) -> None:
        """Refuse to end before the beginning."""
        _refuse_backwards(self.start, field)


class CostRow(Part):
    """The four amounts of a row of the cost table."""

    budget_once = Euros(PART_LABELS["budget_once"], [refuse_negative])
    actual_once = Euros(PART_LABELS["actual_once"], [refuse_negative])
    budget_yearly = Euros(PART_LABELS["budget_yearly"], [refuse_negative])
    actual_yearly = Euros(PART_LABELS["actual_yearly"], [refuse_negative])

    @property
    def is_filled(self) -> bool:
        """Whether any amount is known."""
        return any(self[name].data is not None for name in AMOUNTS)


class OwnCostRow(CostRow):
    """A row of the cost table with a label of its own."""

    label = StringField(PART_LABELS["label"], [Length(0, 120)])

    @property
    def cells(self) -> list[Field]:
        """The fields in the order in which they are shown."""
        return [self.label, *(self[name] for name in AMOUNTS)]

    def validate_label(self, field: StringField) -> None:
        """Ask for the label when there are amounts."""
        if not field.data and self.is_filled:
            raise ValidationError(_("Say what these amounts are for."))


class EvidenceRow(Part):
    """What the outcome rests on."""

    title = StringField(_("Title of the evaluation, report or article"), [Length(0, 300)])
    year = Year(PART_LABELS["year"])
    url = WebAddress(PART_LABELS["url"], [Length(0, 500)])

    def validate_title(self, field: StringField) -> None:
        """Ask for the title when there is a link or a year."""
        if not field.data and (self.url.data or self.year.data):
            raise ValidationError(_("Give the title of this source."))


class MotiveTable(Part):
    """All motives."""


class PhaseTable(Part):
    """All phases."""


class CostTable(Part):
    """The fixed rows of the cost table."""


for motive in Motive:
    setattr(MotiveTable, motive.value, FormField(MotiveRow, motive.text))
for phase in Phase:
    setattr(PhaseTable, phase.value, FormField(PeriodRow, phase.text))
for item in FIXED_ITEMS:
    setattr(CostTable, item.value, FormField(CostRow, item.text))


def _refuse_backwards(first: KnownDate, then: KnownDate) -> None:
    earlier, later = first.data or "", then.data or ""
    shared = min(len(earlier), len(later))
    if not first.errors and later[:shared] < earlier[:shared]:
        raise ValidationError(_("This is before the beginning."))
