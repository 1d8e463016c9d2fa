# SPDX-License-Identifier: EUPL-1.2
"""The form to add a picture or a file."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, Field, StringField
from wtforms.validators import ValidationError
from wtforms.widgets import FileInput

from knowledgebase.contributions.files.accepting import Accepted, NotAccepted, accepted
from knowledgebase.contributions.files.kinds import PICTURES, Trouble
from knowledgebase.contributions.files.names import extension_of
from knowledgebase.db import reading
from knowledgebase.web.forms import Form, Length


class UploadField(Field):
    """One file, read from what the form sent as files: all other fields of the site hold text."""

    widget = FileInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the file that was sent, if there is one with a name."""
        sent = request.files.get(self.name)
        self.data: FileStorage | None = sent if sent and sent.filename else None

    @property
    def is_picture(self) -> bool:
        """Whether the file says that it is a picture."""
        return self.data is not None and extension_of(self.data.filename or "") in PICTURES


class FileForm(Form):
    """A picture or a file, and what a picture says to who cannot see it."""

    file = UploadField(_("Picture or file"))
    alternative = StringField(_("What does the picture show?"), [Length(0, 300)])
    decorative = BooleanField(_("This picture is only decoration"))

    def __init__(self, **data: Any) -> None:
        super().__init__(**data)
        self.file.flags.required = True
        self.trouble: Trouble | None = None

    def validate_alternative(self, field: StringField) -> None:
        """Ask for words with a picture, for who cannot see it."""
        if self.file.is_picture and not field.data and not self.decorative.data:
            raise ValidationError(
                _("Write in one sentence what the picture shows, or tick that it is only decoration.")
            )

    def checked(self) -> Accepted | None:
        """Give the file if the form was sent and all is right; looks at it for up to some seconds."""
        with reading():
            if not self.is_sent:
                return None
        try:
            return self._accepted()
        except NotAccepted as refused:
            self.trouble = refused.trouble
            self.file.errors = [refused.sentence]
            return None

    def alternative_text(self) -> str:
        """Give what the picture shows; nothing for what is only decoration, and for what is no picture."""
        return "" if self.decorative.data or not self.file.is_picture else self.alternative.data or ""

    def first_error(self) -> str:
        """Give one sentence on what is wrong."""
        fields: list[FlaskForm | Field] = [field for field in self if field.errors]
        return str(fields[0].errors[0]) if fields else ""

    def _accepted(self) -> Accepted:
        sent = self.file.data
        if sent is None:
            raise NotAccepted(Trouble.NOTHING)
        return accepted(sent.filename or "", sent.stream)
