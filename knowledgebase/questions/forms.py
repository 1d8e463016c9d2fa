# SPDX-License-Identifier: EUPL-1.2
"""Forms for questions and answers."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired

from knowledgebase.contributions.actions import Wording
from knowledgebase.contributions.fields import BasedOn, MarkdownField, SentAs
from knowledgebase.contributions.forms import ContributionForm, whole_id
from knowledgebase.contributions.suggested import TakenSuggestion, suggested_for
from knowledgebase.db import reading
from knowledgebase.policy import ANYONE, Viewer
from knowledgebase.questions.models import Answer
from knowledgebase.web.forms import Form, Length


class QuestionForm(ContributionForm):
    """A question."""

    title = StringField(
        _("Your question in one sentence"), [InputRequired(_("Write your question.")), Length(15, 300)]
    )
    body = MarkdownField(
        _("What do you want to know, and what have you tried?"),
        [InputRequired(_("Explain your question.")), Length(30)],
    )


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
