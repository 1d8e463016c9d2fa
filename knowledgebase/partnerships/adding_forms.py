# SPDX-License-Identifier: EUPL-1.2
"""The form in which members tell of a partnership, and the one in which a moderator decides on it."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Optional, ValidationError

from knowledgebase.cases.forms.fields import WebAddress
from knowledgebase.contributions.queries import organisations_named
from knowledgebase.contributions.vocabulary import LegalForm
from knowledgebase.organisations.models import OrganisationKind
from knowledgebase.partnerships.adding import Spell, Told
from knowledgebase.partnerships.forms import IN_REGISTER, Day
from knowledgebase.partnerships.models import Subject
from knowledgebase.web.forms import Form, Length, offered

FEWEST, MOST = 2, 100
LET_IN, REFUSE = "let_in", "refuse"


class Parties(TextAreaField):
    """Who takes part, a line each: name; since; until. `spells` holds them once read."""

    spells: Sequence[Spell] = ()

    def pre_validate(self, form: BaseForm) -> None:
        """Read the lines."""
        lines = [line for line in (self.data or "").splitlines() if line.strip()]
        if len(lines) > MOST:
            raise ValidationError(_("Name at most %(most)d participants.", most=MOST))
        self.spells = [_spell(line) for line in lines]
        names = {one.municipality.id if one.municipality else one.name.casefold() for one in self.spells}
        if len(names) < len(self.spells):
            raise ValidationError(_("Somebody is named twice. Keep one line for each."))
        if len(names) < FEWEST:
            raise ValidationError(_("Name two participants or more, each on a line of its own."))


class PartnershipForm(Form):
    """What there is to tell of a partnership."""

    name = StringField(_("Name"), [InputRequired(_("Give the name.")), Length(5, 300)])
    legal_form = SelectField(_("Legal form"))
    subject = SelectField(_("What it is about"))
    policy_area = SelectField(_("Policy area"), [Optional()])
    starts = Day(_("In force since"), [InputRequired(_("Say since when."))])
    ends = Day(_("Ended on"), [Optional()])
    parties = Parties(_("Who takes part"), [InputRequired(_("Say who takes part."))])
    purpose = TextAreaField(_("Purpose"), [InputRequired(_("Say what it is for.")), Length(15, 5_000)])
    source_url = WebAddress(_("Web page about it"), [Optional(), Length(0, 300)])

    def __init__(self, areas: Sequence[tuple[str, str]], told: Told | None = None) -> None:
        super().__init__(data=_shown(told) if told else None)
        forms = [(form.value, form.label) for form in LegalForm if form not in IN_REGISTER]
        self.legal_form.choices = offered(forms)
        subjects = [(one.value, one.label) for one in Subject if one is not Subject.SUPPOSED]
        self.subject.choices = offered(subjects)
        self.policy_area.choices = offered([("", _("None of these")), *areas])

    def validate_ends(self, field: Day) -> None:
        """Refuse to end before the beginning."""
        if field.data and self.starts.data and field.data <= self.starts.data:
            raise ValidationError(_("This is before the beginning."))

    def told(self) -> Told:
        """Give what was told; once the form is right."""
        return Told(
            name=self.name.data or "",
            legal_form=LegalForm(self.legal_form.data),
            subject=Subject(self.subject.data),
            starts=self.starts.data or date.max,
            ends=self.ends.data,
            purpose=self.purpose.data or "",
            source_url=self.source_url.data or "",
            policy_area=self.policy_area.data or "",
            spells=self.parties.spells,
        )


class DecisionForm(Form):
    """Whether a partnership is let in."""

    verdict = RadioField(
        _("Decision"),
        [InputRequired(_("Choose what becomes of it."))],
        choices=offered([(LET_IN, _("Show it to everyone")), (REFUSE, _("Do not show it to others"))]),
    )
    reason = TextAreaField(_("Reason, for whoever added it"), [Length(0, 1_000)])

    def validate_reason(self, field: TextAreaField) -> None:
        """Ask for the reason of a refusal."""
        if self.verdict.data == REFUSE and not field.data:
            raise ValidationError(_("Say why, so that it can be put right."))


def _spell(line: str) -> Spell:
    name, joined, left = (*(part.strip() for part in line.split(";", 2)), "", "")[:3]
    found, _unknown = organisations_named([name])
    known = next((one for one in found if one.kind is OrganisationKind.MUNICIPALITY), None)
    spell = Spell(name, known, _day(joined, line), _day(left, line))
    if not 0 < len(name) <= 200 or (spell.joined and spell.left and spell.left <= spell.joined):
        raise _wrong(line)
    return spell


def _day(text: str, line: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise _wrong(line) from None


def _wrong(line: str) -> ValidationError:
    words = gettext(
        "“%(line)s” cannot be read. Write: name; since; until, with days such as 2026-05-16.", line=line
    )
    return ValidationError(words)


def _shown(told: Told) -> dict[str, object]:
    plain = {
        name: getattr(told, name)
        for name in ("name", "starts", "ends", "purpose", "source_url", "policy_area")
    }
    lines = [
        "; ".join((one.name, *(day.isoformat() if day else "" for day in (one.joined, one.left)))).rstrip(
            "; "
        )
        for one in told.spells
    ]
    return plain | {
        "legal_form": told.legal_form.value,
        "subject": told.subject.value,
        "parties": "\n".join(lines),
    }
