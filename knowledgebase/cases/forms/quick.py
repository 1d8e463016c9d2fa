# SPDX-License-Identifier: EUPL-1.2
"""The quick entry: a title, a summary and two sentences."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired

from knowledgebase.cases.facts import CaseFacts
from knowledgebase.cases.models import Case
from knowledgebase.contributions.fields import MarkdownField
from knowledgebase.contributions.forms import ContributionForm
from knowledgebase.contributions.models import Contribution
from knowledgebase.web.forms import Length

LONGEST_SUMMARY = 280


class QuickCaseForm(ContributionForm):
    """A case in short, which becomes a stub."""

    title = StringField(_("Title"), [InputRequired(_("Give the case a title.")), Length(15, 300)])
    summary = TextAreaField(
        _("Summary"), [InputRequired(_("Say in short what it is about.")), Length(15, LONGEST_SUMMARY)]
    )
    body = MarkdownField(
        _("What happened"),
        [InputRequired(_("Write two sentences.")), Length(30)],
        top=Case.top_heading,
    )

    def data_of(self, contribution: Contribution) -> dict[str, Any]:
        """Give what the form shows when a case is opened for editing."""
        return super().data_of(contribution) | {"summary": contribution.summary}

    def summary_text(self) -> str:
        """Give the summary."""
        return str(self.summary.data or "")

    def facts(self) -> CaseFacts:
        """Give what the form says of the case beyond its text."""
        return CaseFacts()

    @property
    def wants_rows(self) -> bool:
        """Whether the form was only sent to get more rows; this one has none."""
        return False

    @property
    def wants_turn(self) -> bool:
        """Whether the form was only sent to see another step; this one has none."""
        return False
