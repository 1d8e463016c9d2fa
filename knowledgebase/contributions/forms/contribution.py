# SPDX-License-Identifier: EUPL-1.2
"""The part of the form that all kinds share."""

from typing import Any

import sqlalchemy as sa
from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Optional, ValidationError

from knowledgebase.contributions.actions import Text, Wording
from knowledgebase.contributions.fields import BasedOn, MarkdownField, OrganisationsField, SentAs, TagsField
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.queries import themes
from knowledgebase.contributions.sides import side_written, without_readers
from knowledgebase.contributions.suggested import TakenSuggestion, suggested_for
from knowledgebase.contributions.vocabulary import VISIBILITY_LABELS
from knowledgebase.db import db, reading
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import Permission, Viewer, Visibility, allows
from knowledgebase.web.forms import LARGEST_NUMBER, Form, Length, offered
from knowledgebase.web.i18n import TEXT_LANGUAGES

READERS = ("organisation", "visibility", "organisations")
"""The fields that say for whom a contribution is, and on whose behalf."""


def whole_id(text: str | None) -> int | None:
    """Read a whole number; anything else is None."""
    return min(int(text[:12]), LARGEST_NUMBER) if text and text.isascii() and text.isdigit() else None


def chosen_id(text: str | None) -> int | None:
    """Read the id of a choice; nothing chosen is None.

    :raises ValueError: when it is no id, so that no forged choice passes for none.
    """
    return int(text) if text else None


class ContributionForm(Form):
    """Title, text, tags, theme, language and audience. Kinds add their own fields."""

    title = StringField(_("Title"), [InputRequired(_("Give it a title.")), Length(15, 300)])
    body = MarkdownField(_("Text"), [InputRequired(_("Write the text.")), Length(30)])
    theme = SelectField(_("Theme"), [Optional()], coerce=chosen_id)
    tags = TagsField(_("Tags"))
    language = SelectField(_("Language of the text"), choices=offered(TEXT_LANGUAGES.items()), default="nl")
    organisation = SelectField(_("On behalf of"), [Optional()], coerce=chosen_id)
    visibility = RadioField(
        _("Who may read this"), choices=offered(VISIBILITY_LABELS.items()), default="public"
    )
    organisations = OrganisationsField(_("Named organisations"))
    note = StringField(_("What did you change?"), [Length(0, 300)])
    is_minor = BooleanField(_("This is a small change"))
    revision = BasedOn()
    suggestion = TakenSuggestion()
    sent_as = SentAs()

    def __init__(self, viewer: Viewer, contribution: Contribution | None = None, **data: Any) -> None:
        with reading():
            if contribution is not None:
                data = self.data_of(contribution) | suggested_for(contribution, viewer)
            super().__init__(data=data)
            self.suggestion.check(contribution, viewer)
            self._offer_choices(viewer, contribution)
            if contribution is not None and not allows(viewer, Permission.CHOOSE_READERS, contribution):
                self._leave_readers_alone()

    def data_of(self, contribution: Contribution) -> dict[str, Any]:
        """Give what the form shows when `contribution` is opened for editing."""
        named = contribution.audience.organisations if contribution.audience else []
        return {
            "title": contribution.title,
            "body": contribution.body,
            "theme": contribution.theme_id,
            "tags": [tag.name for tag in contribution.tags],
            "language": contribution.language,
            "organisation": contribution.organisation_id,
            "visibility": contribution.visibility.value,
            "organisations": [
                one.name for one in named if contribution.visibility == Visibility.ORGANISATIONS
            ],
            "revision": str(contribution.revision),
        }

    def _offer_choices(self, viewer: Viewer, contribution: Contribution | None) -> None:
        english = str(get_locale()) == "en"
        names = [(str(theme.id), theme.name_en if english else theme.name) for theme in themes()]
        self.theme.choices = offered([("", _("No theme")), *names])
        ids = set(viewer.organisation_ids)
        if contribution is not None and contribution.organisation_id:
            ids.add(contribution.organisation_id)
        own = db.session.execute(
            sa.select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids))
        )
        self.organisation.choices = offered([("", _("Only myself")), *((str(id), name) for id, name in own)])

    def _leave_readers_alone(self) -> None:
        """Ask nothing about for whom it is, and hear nothing."""
        for name in READERS:
            del self[name]

    def validate_organisations(self, field: OrganisationsField) -> None:
        """Ask for organisations when the text is meant for named ones."""
        if self.visibility.data == Visibility.ORGANISATIONS.value and not field.ids:
            raise ValidationError(_("Name at least one organisation that may read this."))

    @property
    def based_on(self) -> int:
        """The version that the form was opened on."""
        return whole_id(self.revision.data) or 0

    def checked(self) -> Wording | None:
        """Give what was written if the form was sent and is right; renders the text."""
        with reading():
            return self.wording() if self.is_sent else None

    def wording(self) -> Wording:
        """Give what was written."""
        return Wording(
            text=self.text(),
            title=self.title.data or "",
            summary=self.summary_text(),
            language=self.language.data,
            tags=self.tags.data or (),
            theme_id=self.theme.data,
            note=self.note.data or "",
            sent_as=self.sent_as.data,
            is_minor=self.is_minor.data,
            suggestion_id=self.suggestion.id_taken,
            is_amended=True,
            **self._readers(),
        )

    def _readers(self) -> dict[str, Any]:
        """Give for whom it is and on whose behalf; nothing when the form does not ask."""
        if "visibility" not in self:
            return {}
        return {
            "visibility": Visibility(self.visibility.data),
            "organisation_ids": self.organisations.ids,
            "organisation_id": self.organisation.data,
        }

    def content(self, wording: Wording) -> dict[str, Any]:
        """Give what was written as a side of a merge; kinds add their own fields."""
        written = side_written(wording)
        return written if "visibility" in self else without_readers(written)

    def text(self) -> Text:
        """Render the text."""
        return self.body.text()

    def summary_text(self) -> str:
        """Give the summary; kinds without one have none."""
        return ""
