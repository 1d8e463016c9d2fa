# SPDX-License-Identifier: EUPL-1.2
"""Forms: what every form of the site shares."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Any
from unicodedata import category

from flask import g, request
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict
from wtforms import Field, IntegerField, PasswordField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

LARGEST_NUMBER = 2**31 - 1
KEPT = "kept_fields"
"""Where `g` holds the fields of the draft that the form of this page goes on with."""
WHOLE = re.compile(r"-?[0-9]+")
MOST_DIGITS = 15
"""More are too many for any number here, and too slow to read."""
JOINERS = "\u200c\u200d"
"""Format characters that some writing systems and emoji need."""
TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Characters that turn the direction of what follows, so that a text shows other than it is."""
BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Characters that show nothing and are no format characters either."""


def tidy(text: str | None) -> str:
    """Strip white space around, and characters that no text needs: NUL and lone surrogates."""
    cleaned = (text or "").replace("\x00", "").replace("\r\n", "\n")
    return cleaned.encode("utf-8", "ignore").decode("utf-8").strip()


def tidy_line(text: str | None) -> str:
    """Tidy one line: without the format characters that nobody sees."""
    return "".join(one for one in tidy(text) if category(one) != "Cf" or one in JOINERS).strip()


def tidy_text(text: str | None) -> str:
    """Tidy a text of several lines: without what turns its direction."""
    return tidy(text).translate(TURNS).strip()


def visible_length(text: str) -> int:
    """Count the characters that show."""
    return sum(category(one) != "Cf" and one not in BLANK for one in text)


class Form(FlaskForm):  # type: ignore[misc]
    """A form that tidies what is typed and tells whether it is wrong.

    It can also be sent only to see what its texts will look like (`preview`), which checks nothing else.
    """

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """How fields behave."""

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Tidy the text of every text field."""
            if issubclass(unbound_field.field_class, StringField):
                given = unbound_field.kwargs.get("filters", [])
                options["filters"] = [*given, _tidying(unbound_field.field_class)]
            return unbound_field.bind(form=form, **options)

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Read what a form sent: text. JSON and files hold things that no field of ours can hold.

            A form that is opened to go on with a draft reads what was kept of it.
            """
            sent = None if request.is_json else super().wrap_formdata(form, formdata)
            if sent is None:
                return g.get(KEPT)
            return request.form if isinstance(sent, CombinedMultiDict) else sent

    @property
    def is_sent(self) -> bool:
        """Whether the form was sent and is right. Renders the texts if they are to be previewed."""
        if not self.wants_preview:
            return bool(self.validate_on_submit())
        for field in self:
            if isinstance(field, Previewable):
                field.preview(self)
        return False

    @property
    def wants_preview(self) -> bool:
        """Whether the form was only sent to see what its texts will look like."""
        return bool(self.is_submitted()) and "preview" in request.form

    @property
    def is_filled(self) -> bool:
        """Whether the form holds what somebody typed: it was sent, or it goes on with a draft."""
        return bool(self.is_submitted()) or KEPT in g

    @property
    def status(self) -> int:
        """The status of a page that shows the form again."""
        return 200 if self.wants_preview and not self.errors else 422


class Previewable(ABC):
    """A field of which one can see, before sending it, what will become of it."""

    @abstractmethod
    def preview(self, form: Form) -> None:
        """Make the preview."""


def _tidying(kind: type[Field]) -> Callable[[str | None], str]:
    """Choose how to tidy a field; a password stays as it was typed."""
    if issubclass(kind, PasswordField):
        return tidy
    return tidy_text if issubclass(kind, TextAreaField) else tidy_line


class Length:
    """Refuse a text that is too short or too long, and say by how much."""

    def __init__(self, least: int = 0, most: int = 200_000) -> None:
        self.least = least
        self.most = most
        self.field_flags = {"maxlength": most} | ({"minlength": least} if least > 1 else {})

    def __call__(self, form: FlaskForm, field: Field) -> None:
        """Check the length: what does not show does not make a text long enough, but does take room."""
        text = field.data or ""
        if self.least and (shown := visible_length(text)) < self.least:
            raise ValidationError(
                _(
                    "Write at least %(least)d characters; this has %(length)d.",
                    least=self.least,
                    length=shown,
                )
            )
        if len(text) > self.most:
            raise ValidationError(
                _(
                    "Write at most %(most)d characters; this has %(length)d.",
                    most=self.most,
                    length=len(text),
                )
            )


def offered(pairs: Iterable[tuple[object, object]]) -> list[SelectChoice]:
    """Give pairs of value and label as choices of a field."""
    return [SelectChoice(value, label) for value, label in pairs]


class CheckboxList(SelectMultipleField):
    """Several choices, each with its own checkbox."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class Euros(IntegerField):
    """Whole euros, typed with or without points and the euro sign."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read `€ 1.250.000` as 1250000."""
        text = "".join(valuelist).replace("€", "").replace(".", "").replace("\N{NO-BREAK SPACE}", "").strip()
        if not text:
            self.data = None
            return
        text = text.removesuffix(",-")
        if not WHOLE.fullmatch(text):
            self.data = None
            raise ValueError(_("Write whole euros, such as 125.000."))
        self.data = int(text[:MOST_DIGITS])
        if abs(self.data) > LARGEST_NUMBER:
            raise ValueError(_("This amount is too large."))


Validator = Callable[[FlaskForm, Field], None]
