# SPDX-License-Identifier: EUPL-1.2
"""The form for an agreement."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional, Regexp

from knowledgebase.branch.actions import AgreementFacts, own_content
from knowledgebase.branch.models import Agreement, Sort, State
from knowledgebase.contributions.actions import Wording
from knowledgebase.contributions.forms import ContributionForm
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.vocabulary import choices
from knowledgebase.policy import Viewer
from knowledgebase.web.forms import Length, offered


class AgreementForm(ContributionForm):
    """An agreement."""

    number = StringField(
        _("Number"),
        [
            InputRequired(_("Give it a number.")),
            Regexp(r"^[0-9]{4}-[0-9]{2,3}$", message=_("Write a year and a number, such as 2026-01.")),
        ],
    )
    summary = TextAreaField(
        _("Summary"), [InputRequired(_("Say in a few sentences what is agreed.")), Length(15, 600)]
    )
    sort = RadioField(_("What it asks of members"), default=Sort.RECOMMENDATION.value)
    state = SelectField(_("State"), default=State.DRAFT.value)
    in_force_from = DateField(_("In force from"), [Optional()])

    def _offer_choices(self, viewer: Viewer, contribution: Contribution | None) -> None:
        super()._offer_choices(viewer, contribution)
        self.sort.choices = offered(choices(Sort))
        self.state.choices = offered(choices(State))

    def data_of(self, contribution: Contribution) -> dict[str, Any]:
        """Give what the form shows when an agreement is opened for editing."""
        data = super().data_of(contribution)
        if isinstance(contribution, Agreement):
            data |= {"number": contribution.number, "summary": contribution.summary}
            data |= {"sort": contribution.sort.value, "state": contribution.state.value}
            data |= {"in_force_from": contribution.in_force_from}
        return data

    def summary_text(self) -> str:
        """Give the summary."""
        return self.summary.data or ""

    def content(self, wording: Wording) -> dict[str, Any]:
        """Give what was written as a side of a merge, with the facts."""
        return super().content(wording) | own_content(self.facts())

    def facts(self) -> AgreementFacts:
        """Give what the form says of the agreement."""
        return AgreementFacts(
            self.number.data or "", Sort(self.sort.data), State(self.state.data), self.in_force_from.data
        )

    def refuse_number(self) -> None:
        """Say at the field that the number is another's."""
        self.number.errors = [
            *self.number.errors,
            _("Another agreement has this number; choose the next one."),
        ]
