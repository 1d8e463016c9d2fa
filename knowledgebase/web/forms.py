# SPDX-License-Identifier: EUPL-1.2
"""Forms: what every form of the site shares."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict
from wtforms import Field, IntegerField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

LARGEST_NUMBER = 2**31 - 1


def tidy(text: str | None) -> str:
    """Strip white space around, and characters that no text needs: NUL and lone surrogates."""
    cleaned = (text or "").replace("\x00", "").replace("\r\n", "\n")
    return cleaned.encode("utf-8", "ignore").decode("utf-8").strip()


class Form(FlaskForm):  # type: ignore[misc]
    """A form that tidies what is typed and tells whether it is wrong."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """How fields behave."""

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Tidy the text of every text field."""
            if issubclass(unbound_field.field_class, StringField | TextAreaField):
                options["filters"] = [*unbound_field.kwargs.get("filters", []), tidy]
            return unbound_field.bind(form=form, **options)

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Read what a form sent: text. JSON and files hold things that no field of ours can hold."""
            sent = None if request.is_json else super().wrap_formdata(form, formdata)
            return request.form if isinstance(sent, CombinedMultiDict) else sent

    @property
    def is_sent(self) -> bool:
        """Whether the form was sent and is right."""
        return bool(self.validate_on_submit())


class Length:
    """Refuse a text that is too short or too long, and say by how much."""

    def __init__(self, least: int = 0, most: int = 200_000) -> None:
        self.least = least
        self.most = most
        self.field_flags = {"maxlength": most} | ({"minlength": least} if least > 1 else {})

    def __call__(self, form: FlaskForm, field: Field) -> None:
        """Check the length."""
        length = len(field.data or "")
        if length < self.least:
            raise ValidationError(
                _(
                    "Write at least %(least)d characters; this has %(length)d.",
                    least=self.least,
                    length=length,
                )
            )
        if length > self.most:
            raise ValidationError(
                _("Write at most %(most)d characters; this has %(length)d.", most=self.most, length=length)
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
        try:
            self.data = int(text.removesuffix(",-"))
        except ValueError:
            self.data = None
            raise ValueError(_("Write whole euros, such as 125.000.")) from None
        if abs(self.data) > LARGEST_NUMBER:
            raise ValueError(_("This amount is too large."))


Validator = Callable[[FlaskForm, Field], None]
