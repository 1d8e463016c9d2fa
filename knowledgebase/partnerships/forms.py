# SPDX-License-Identifier: EUPL-1.2
"""The filters of the list of arrangements."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField
from wtforms.fields import DateField
from wtforms.validators import Optional, ValidationError

from knowledgebase.contributions.queries import organisations_named
from knowledgebase.contributions.vocabulary import LegalForm
from knowledgebase.web.forms import Form, Length, offered

IN_REGISTER = (LegalForm.OL, LegalForm.BVO, LegalForm.GO, LegalForm.RZM)
IN_FORCE, ENDED, ALL = "van-kracht", "beeindigd", "alle"


@dataclass(frozen=True)
class Wanted:
    """Which arrangements are asked for. What is None or empty does not matter."""

    day: date
    state: str = IN_FORCE
    words: str = ""
    legal_form: LegalForm | None = None
    province: str | None = None
    organisation_id: int | None = None
    policy_area: str | None = None
    about_ict: bool = False


class Day(DateField):
    """A day; whatever cannot be read as one is said in plain words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read 2026-05-16."""
        text = "".join(valuelist).strip()
        try:
            self.data = date.fromisoformat(text) if text else None
        except ValueError:
            self.data = None
            raise ValueError(_("Write a day as year-month-day, such as 2026-05-16.")) from None


class Filters(Form):
    """Filters, read from the address. One that is wrong is said so and left out; the others count."""

    naam = StringField(_("Words in the name"), [Optional(), Length(0, 100)])
    stand = SelectField(
        _("State"),
        [Optional()],
        choices=offered([("", _("In force")), (ENDED, _("Ended")), (ALL, _("In force or ended"))]),
        default="",
    )
    datum = Day(_("On this day"), [Optional()])
    gemeente = StringField(_("Municipality that takes part"), [Optional(), Length(0, 100)])
    provincie = SelectField(_("Province"), [Optional()])
    vorm = SelectField(_("Legal form"), [Optional()])
    beleidsterrein = SelectField(_("Policy area"), [Optional()])
    onderwerp = SelectField(
        _("Subject"), [Optional()], choices=offered([("", _("Everything")), ("ict", _("Only ICT"))])
    )

    def __init__(self, provinces: list[tuple[str, str]], areas: list[tuple[str, str]]) -> None:
        super().__init__(formdata=request.args, meta={"csrf": False})
        self.provincie.choices = offered([("", _("All provinces")), *provinces])
        forms = [(form.value, form.label) for form in IN_REGISTER]
        self.vorm.choices = offered([("", _("All legal forms")), *forms])
        self.beleidsterrein.choices = offered([("", _("All policy areas")), *areas])
        self.organisation_id: int | None = None

    def validate_gemeente(self, field: StringField) -> None:
        """Find the municipality by name or code."""
        found, _unknown = organisations_named([field.data or ""])
        if not found:
            raise ValidationError(_("We know no municipality by this name."))
        self.organisation_id = found[0].id

    def wanted(self, today: date) -> Wanted:
        """Give what is asked for; call after validate()."""
        form = self._right(self.vorm)
        return Wanted(
            day=self._right(self.datum) or today,
            state=self._right(self.stand) or IN_FORCE,
            words=self._right(self.naam) or "",
            legal_form=LegalForm(form) if form else None,
            province=self._right(self.provincie) or None,
            organisation_id=self.organisation_id,
            policy_area=self._right(self.beleidsterrein) or None,
            about_ict=self._right(self.onderwerp) == "ict",
        )

    def _right(self, field: Any) -> Any:
        return None if field.errors else field.data
