# SPDX-License-Identifier: EUPL-1.2
"""The filters of the list of arrangements and of the matrix."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField
from wtforms.fields import DateField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.form import BaseForm
from wtforms.validators import Optional, ValidationError

from knowledgebase.contributions.queries import organisations_named
from knowledgebase.contributions.vocabulary import LegalForm
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import ANYONE, Viewer
from knowledgebase.web.forms import Form, Length, offered

IN_REGISTER = (LegalForm.OL, LegalForm.BVO, LegalForm.GO, LegalForm.RZM)
IN_FORCE, ENDED, ALL = "van-kracht", "beeindigd", "alle"
FROM_REGISTER, ADDED, WAITING = "register", "leden", "wacht"
AREAS, FORMS = "beleidsterreinen", "rechtsvormen"
BY_NAME, BY_REGION = "naam", "regio"
SOURCES = [
    ("", _("Register and members")),
    (FROM_REGISTER, _("Only the register")),
    (ADDED, _("Only added by members")),
]
MOST_IN_TABLE = 75
"""More municipalities are drawn, not written: no browser likes a table of a hundred thousand cells."""


@dataclass(frozen=True)
class Wanted:
    """Which arrangements are asked for. What is None or empty does not matter."""

    day: date
    state: str = IN_FORCE
    words: str = ""
    legal_form: LegalForm | None = None
    province: str | None = None
    organisation_ids: tuple[int, ...] = ()
    policy_area: str | None = None
    about_ict: bool = False
    source: str = ""
    viewer: Viewer = ANYONE


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


class Names(StringField):
    """Municipalities by name or code, each behind a semicolon or in a field of its own.

    `organisations` holds those that were found, once validated.
    """

    organisations: Sequence[Organisation] = ()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the names."""
        names = [name.strip() for text in valuelist for name in text.replace("\n", ";").split(";")]
        self.data = "; ".join(dict.fromkeys(filter(None, names)))

    def post_validate(self, form: BaseForm, stop_validation: bool) -> None:
        """Look the names up, and show them as they are written."""
        if stop_validation or self.errors:
            return
        self.organisations, unknown = organisations_named((self.data or "").split("; "))
        if unknown:
            self.organisations = ()
            names = ", ".join(unknown[:5])  # what was typed: a lazy text would say it is safe
            raise ValidationError(gettext("We know no municipality by the name %(names)s.", names=names))
        self.data = "; ".join(one.name for one in self.organisations)


class Narrowing(Form):
    """What arrangements can be narrowed down by, read from the address.

    What is wrong is said so and left out; the rest counts.
    """

    datum = Day(_("On this day"), [Optional()])
    vorm = SelectField(_("Legal form"), [Optional()])
    beleidsterrein = SelectField(_("Policy area"), [Optional()])
    onderwerp = SelectField(
        _("Subject"), [Optional()], choices=offered([("", _("Everything")), ("ict", _("Only ICT"))])
    )
    herkomst = SelectField(_("Source"), [Optional()], choices=offered(SOURCES), default="")

    def __init__(self, areas: list[tuple[str, str]]) -> None:
        super().__init__(formdata=request.args, meta={"csrf": False})
        forms = [(form.value, form.label) for form in LegalForm]
        self.vorm.choices = offered([("", _("All legal forms")), *forms])
        self.beleidsterrein.choices = offered([("", _("All policy areas")), *areas])

    def wanted(self, today: date) -> Wanted:
        """Give what is asked for; call after validate()."""
        form = self.right(self.vorm)
        return Wanted(
            day=self.right(self.datum) or today,
            legal_form=LegalForm(form) if form else None,
            policy_area=self.right(self.beleidsterrein) or None,
            about_ict=self.right(self.onderwerp) == "ict",
            source=self.right(self.herkomst) or "",
        )

    def right(self, field: Any) -> Any:
        """Give what stands in a field, if it is right."""
        return None if field.errors else field.data


class Filters(Narrowing):
    """Filters of the list."""

    naam = StringField(_("Words in the name"), [Optional(), Length(0, 100)])
    stand = SelectField(
        _("State"),
        [Optional()],
        choices=offered([("", _("In force")), (ENDED, _("Ended")), (ALL, _("In force or ended"))]),
        default="",
    )
    gemeente = Names(_("Municipality that takes part"), [Optional(), Length(0, 400)])
    provincie = SelectField(_("Province"), [Optional()])
    herkomst = SelectField(
        _("Source"),
        [Optional()],
        choices=offered([*SOURCES, (WAITING, _("Waiting for a moderator"))]),
        default="",
    )

    def __init__(self, provinces: list[tuple[str, str]], areas: list[tuple[str, str]]) -> None:
        super().__init__(areas)
        self.provincie.choices = offered([("", _("All provinces")), *provinces])

    def wanted(self, today: date) -> Wanted:
        """Give what is asked for; call after validate()."""
        return replace(
            super().wanted(today),
            state=self.right(self.stand) or IN_FORCE,
            words=self.right(self.naam) or "",
            province=self.right(self.provincie) or None,
            organisation_ids=tuple(one.id for one in self.gemeente.organisations),
        )


class MatrixFilters(Narrowing):
    """Which municipalities the matrix shows, against what, and in which order."""

    gebied = SelectField(_("Province or region"), [Optional()])
    gemeente = Names(_("Municipalities"), [Optional(), Length(0, 4000)])
    erbij = Names(_("Name a municipality"), [Optional(), Length(0, 4000)])
    tegenover = SelectField(
        _("Against"),
        [Optional()],
        choices=offered([("", _("Each other")), (AREAS, _("Policy areas")), (FORMS, _("Legal forms"))]),
    )
    volgorde = SelectField(
        _("Order"),
        [Optional()],
        choices=offered(
            [
                ("", _("So that blocks show")),
                (BY_NAME, _("By name")),
                (BY_REGION, _("By province and region")),
            ]
        ),
    )

    def __init__(self, regions: dict[str, list[tuple[str, str]]], areas: list[tuple[str, str]]) -> None:
        super().__init__(areas)
        self.gebied.choices = [
            *offered([("", _("The whole country"))]),
            *(
                SelectChoice(*choice, optgroup=sort)
                for sort, choices in regions.items()
                for choice in choices
            ),
        ]

    @property
    def organisations(self) -> list[Organisation]:
        """The municipalities that are named; call after validate()."""
        both = (*self.gemeente.organisations, *self.erbij.organisations)
        return list({one.id: one for one in both}.values())

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every filter, and let what is added stand with what was named before."""
        is_right = bool(super().validate(extra_validators))
        if not self.gemeente.errors and not self.erbij.errors:
            self.gemeente.data = "; ".join(one.name for one in self.organisations)
            self.erbij.data = ""
        return is_right

    def validate_gemeente(self, field: Names) -> None:
        """Refuse more than a table can show."""
        if (field.data or "").count(";") >= MOST_IN_TABLE:
            raise ValidationError(_("Name at most %(most)d municipalities.", most=MOST_IN_TABLE))

    validate_erbij = validate_gemeente
