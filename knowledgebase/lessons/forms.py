# SPDX-License-Identifier: EUPL-1.2
"""The form for a lesson."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from knowledgebase.contributions.actions import Wording
from knowledgebase.contributions.fields import MarkdownField
from knowledgebase.contributions.forms import ContributionForm, whole_id
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.vocabulary import Audience, Domain, LegalForm, Motive, Phase, choices
from knowledgebase.db import reading
from knowledgebase.lessons.actions import LessonFacts, Source, own_content
from knowledgebase.lessons.models import Direction, Evidence, FacetName, Lesson
from knowledgebase.lessons.queries import case_to_learn_from
from knowledgebase.policy import Viewer
from knowledgebase.web.forms import CheckboxList, Length, offered
from knowledgebase.web.markdown.passages import Quote, anchor_of

LONGEST_QUOTE = 1_000
"""Characters of a passage: one insight, and an address that can hold it."""


class LessonForm(ContributionForm):
    """A lesson."""

    condition = TextAreaField(_("When …"), [InputRequired(_("Say when this holds.")), Length(10, 2_000)])
    therefore = TextAreaField(_("Then …"), [InputRequired(_("Say what to do or avoid.")), Length(10, 2_000)])
    direction = RadioField(_("Do or avoid"), default=Direction.DO.value)
    body = MarkdownField(_("What happened"), [Length(0)], top=Lesson.top_heading)
    evidence = RadioField(_("What it rests on"), default=Evidence.ONE.value)
    audience = CheckboxList(_("For whom"))
    phase = CheckboxList(_("Phase"))
    domain = CheckboxList(_("ICT domain"))
    motive = CheckboxList(_("Motive"))
    legal_form = CheckboxList(_("Legal form"))

    def _offer_choices(self, viewer: Viewer, contribution: Contribution | None) -> None:
        super()._offer_choices(viewer, contribution)
        self.direction.choices = offered(choices(Direction))
        self.evidence.choices = offered(choices(Evidence))
        self.audience.choices = offered(choices(Audience))
        self.phase.choices = offered(choices(Phase))
        self.domain.choices = offered(choices(Domain))
        self.motive.choices = offered(choices(Motive))
        self.legal_form.choices = offered(choices(LegalForm))

    def data_of(self, contribution: Contribution) -> dict[str, Any]:
        """Give what the form shows when a lesson is opened for editing."""
        data = super().data_of(contribution)
        if isinstance(contribution, Lesson):
            own = {name: getattr(contribution, name) for name in ("condition", "therefore")}
            chosen = {name.value: [one.value for one in contribution.filed(name)] for name in FacetName}
            data |= own | chosen
            data |= {"direction": contribution.direction.value, "evidence": contribution.evidence.value}
        return data

    def content(self, wording: Wording) -> dict[str, Any]:
        """Give what was written as a side of a merge, with the facts."""
        return super().content(wording) | own_content(self.facts())

    def facts(self) -> LessonFacts:
        """Give what the form says of the lesson."""
        return LessonFacts(
            condition=self.condition.data or "",
            therefore=self.therefore.data or "",
            direction=Direction(self.direction.data),
            evidence=Evidence(self.evidence.data),
            filed={name: self[name.value].data or () for name in FacetName},
        )


class NewLessonForm(LessonForm):
    """A lesson that is new; it may be drawn from a case, and then from a passage that is quoted.

    `drawn_from` is the case, if the viewer may read it.
    """

    case = HiddenField()
    quote = TextAreaField(_("The passage it is drawn from"), [Length(0, LONGEST_QUOTE)])

    def __init__(self, viewer: Viewer, **given: Any) -> None:
        super().__init__(viewer, **given)
        with reading():
            self.drawn_from = case_to_learn_from(whole_id(self.case.data), viewer)
        if self.drawn_from is None:
            del self.quote

    def validate_quote(self, field: TextAreaField) -> None:
        """Refuse words that do not stand in the case."""
        if field.data and self._anchor() is None:
            raise ValidationError(
                _(
                    "This does not stand in the story of the case as it is now. Copy it from there, word for word."
                )
            )

    @property
    def sources(self) -> list[Source]:
        """The case it is drawn from, if it is."""
        case = self.drawn_from
        if case is None:
            return []
        quote = " ".join((self.quote.data or "").split())
        return [Source(case.id, quote, (quote and self._anchor()) or "", case.revision)]

    def _anchor(self) -> str | None:
        case = self.drawn_from
        return anchor_of(Quote(self.quote.data or ""), case.html) if case else None
