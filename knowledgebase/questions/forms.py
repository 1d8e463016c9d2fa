# SPDX-License-Identifier: EUPL-1.2
"""Forms for questions and answers."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, StringField
from wtforms.validators import InputRequired, Optional, ValidationError

from knowledgebase.contributions.actions import Wording
from knowledgebase.contributions.fields import BasedOn, MarkdownField, SentAs
from knowledgebase.contributions.forms import ContributionForm, whole_id
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.suggested import TakenSuggestion, suggested_for
from knowledgebase.db import reading
from knowledgebase.policy import ANYONE, Viewer, Visibility
from knowledgebase.questions.models import Answer, Facts, Question
from knowledgebase.web.forms import Form, Length, tidy
from knowledgebase.web.i18n import today


class Day(DateField):
    """A day, picked or typed as 2026-03-01."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; what is no day is refused in words of ours."""
        typed = tidy("".join(valuelist[:1]))
        if not typed:
            self.data = None
            return
        try:
            self.data = date.fromisoformat(typed)
        except ValueError:
            self.data = None
            raise ValueError(_("Write a day such as 2026-03-01.")) from None


class QuestionForm(ContributionForm):
    """A question."""

    title = StringField(
        _("Your question in one sentence"), [InputRequired(_("Write your question.")), Length(15, 300)]
    )
    body = MarkdownField(
        _("What do you want to know, and what have you tried?"),
        [InputRequired(_("Explain your question.")), Length(30)],
    )
    needed_by = Day(_("Needed by"), [Optional()])
    is_hidden_asker = BooleanField(_("Hide my name and my organisation from others"))

    def __init__(self, viewer: Viewer, question: Question | None = None, **data: Any) -> None:
        self.known_date = question.needed_by if question else None
        self.was_hidden = question.is_hidden_asker if question else False
        self.own_ids = frozenset(viewer.organisation_ids)
        super().__init__(viewer, question, **data)
        if question is not None and question.author_id != viewer.id:
            del self.is_hidden_asker

    def data_of(self, contribution: Contribution) -> dict[str, Any]:
        """Give what the form shows when a question is opened for editing."""
        return super().data_of(contribution) | {
            "needed_by": self.known_date,
            "is_hidden_asker": self.was_hidden,
        }

    def validate_needed_by(self, field: Day) -> None:
        """Refuse a day that is over, unless the question had it already."""
        if field.data and field.data < today() and field.data != self.known_date:
            raise ValidationError(_("This day is over. Choose today or a later day."))

    def validate_is_hidden_asker(self, field: BooleanField) -> None:
        """Refuse to hide an organisation from itself."""
        named = self.visibility.data == Visibility.ORGANISATIONS.value
        only_own = self.visibility.data == Visibility.OWN.value or (
            named and self.organisations.ids <= self.own_ids
        )
        if field.data and only_own:
            raise ValidationError(
                _("When only your own organisation may read the question, it knows that one of you asked.")
            )

    def content(self, wording: Wording) -> dict[str, Any]:
        """Give what was written as a side of a merge."""
        needed_by = self.needed_by.data
        return super().content(wording) | {"needed_by": needed_by.isoformat() if needed_by else ""}

    def facts(self) -> Facts:
        """Give what is asked besides the wording; whoever is not the asker changes nothing about the name."""
        field = self.is_hidden_asker
        hidden = self.was_hidden if field is None else bool(field.data)
        return Facts(needed_by=self.needed_by.data, is_hidden_asker=hidden)


class AnswerForm(Form):
    """An answer."""

    body = MarkdownField(
        _("Your answer"), [InputRequired(_("Write your answer.")), Length(30)], top=Answer.top_heading
    )
    note = StringField(_("What did you change?"), [Length(0, 300)])
    is_minor = BooleanField(_("This is a small change"))
    revision = BasedOn()
    suggestion = TakenSuggestion()
    sent_as = SentAs()

    def __init__(self, viewer: Viewer = ANYONE, given: Answer | None = None) -> None:
        with reading():
            shown: dict[str, Any] = {}
            if given is not None:
                shown = {"body": given.body, "revision": str(given.revision)} | suggested_for(given, viewer)
            super().__init__(data=shown)
            self.suggestion.check(given, viewer)

    @property
    def based_on(self) -> int:
        """The version that the form was opened on."""
        return whole_id(self.revision.data) or 0

    def checked(self) -> Wording | None:
        """Give what was written if the form was sent and is right; renders the text."""
        with reading():
            return self._wording() if self.is_sent else None

    def _wording(self) -> Wording:
        return Wording(
            text=self.body.text(),
            language="",
            note=self.note.data or "",
            sent_as=self.sent_as.data,
            is_minor=self.is_minor.data,
            suggestion_id=self.suggestion.id_taken,
            is_amended=True,
        )

    def content(self, wording: Wording) -> dict[str, Any]:
        """Give what was written as a side of a merge."""
        return {"body": wording.text.source}
