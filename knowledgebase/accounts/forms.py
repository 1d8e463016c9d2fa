# SPDX-License-Identifier: EUPL-1.2
"""Forms about accounts."""

from collections.abc import Sequence
from typing import Any

from flask import current_app, request
from flask_babel import lazy_gettext as _
from flask_security import LoginForm
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, PasswordField, SearchField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, StopValidation, ValidationError

from knowledgebase.accounts import passwords
from knowledgebase.accounts.mail_addresses import LONGEST, AddressWrong, canonical
from knowledgebase.accounts.models import User
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import Role
from knowledgebase.web.addresses import local_target
from knowledgebase.web.forms import Form, Length, offered, tidy
from knowledgebase.web.i18n import LANGUAGES

WRONG = _("The address or the password is not right. Try again, or choose a new password.")
"""The one sentence for every sign-in that fails: it tells nobody who has an account."""
UNCONFIRMED = _("Your address is not confirmed yet. Open the link in our mail, or ask for a new one below.")
EMPTY_ADDRESS = _("Write your work address, such as name@municipality.nl.")
EMPTY_PASSWORD = _("Write your password.")
SHORTEST_NAME, LONGEST_NAME = 2, 120


class Address:
    """Refuse what is no mail address, and write the rest the one way that it is stored."""

    def __call__(self, form: FlaskForm, field: Field) -> None:
        """Check the address."""
        try:
            field.data = canonical(tidy(field.data))
        except AddressWrong:
            raise StopValidation(
                _("This is not a mail address. It looks like name@municipality.nl.")
            ) from None


class GoodPassword:
    """Refuse a new password that is easy to guess for somebody who knows the person."""

    def __call__(self, form: Any, field: Field) -> None:
        """Check the password."""
        person = getattr(form, "person", None)
        typed = (
            {"name": form["name"].data, "email": form["email"].data} if person is None else {"user": person}
        )
        util = current_app.extensions["security"].password_util
        wrong, normal = util.validate(field.data or "", person is None, **typed)
        if wrong:
            raise ValidationError(wrong[0])
        field.data = normal


def one_line(text: str | None) -> str:
    """Put a text on one line."""
    return " ".join((text or "").split())


class SignInForm(LoginForm):
    """Sign in, and go on to a page of this site.

    The library looks the person up and takes as long for who does not exist.
    """

    email = EmailField(_("Work address"), [DataRequired(EMPTY_ADDRESS), Length(most=LONGEST), Address()])
    password = PasswordField(
        _("Password"), [InputRequired(EMPTY_PASSWORD), Length(most=passwords.MOST_READ)], description=" "
    )
    remember = None  # type: ignore[assignment]
    submit = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.next.data = local_target(self.next.data, "")

    @property
    def is_complete(self) -> bool:
        """Whether both fields can be read, so that it makes sense to try them."""
        return bool(FlaskForm.validate(self))

    def refuse(self) -> None:
        """Say that it went wrong, and only to who knows the password why."""
        known = self.user_authenticated and self.requires_confirmation
        self.email.errors = []
        self.password.errors = [UNCONFIRMED if known else WRONG]


class SignUpForm(Form):
    """Sign up."""

    name = StringField(
        _("Name"),
        [DataRequired(_("Write your name.")), Length(SHORTEST_NAME, LONGEST_NAME)],
        filters=[one_line],
    )
    email = EmailField(_("Work address"), [DataRequired(EMPTY_ADDRESS), Length(most=LONGEST), Address()])
    password = PasswordField(_("Password"), [InputRequired(EMPTY_PASSWORD), GoodPassword()])
    language = SelectField(_("Language of pages and mail"), choices=offered(LANGUAGES.items()))


class AddressForm(Form):
    """Ask for a mail."""

    email = EmailField(_("Work address"), [DataRequired(EMPTY_ADDRESS), Length(most=LONGEST), Address()])


class NewPasswordForm(Form):
    """Choose a new password."""

    password = PasswordField(_("New password"), [InputRequired(EMPTY_PASSWORD), GoodPassword()])

    def __init__(self, person: User) -> None:
        super().__init__()
        self.person = person


class ChangePasswordForm(Form):
    """Change the password, knowing the present one."""

    present = PasswordField(
        _("Present password"), [InputRequired(EMPTY_PASSWORD), Length(most=passwords.MOST_READ)]
    )
    password = PasswordField(_("New password"), [InputRequired(EMPTY_PASSWORD), GoodPassword()])

    def __init__(self, person: User) -> None:
        super().__init__()
        self.person = person

    def validate_present(self, field: Field) -> None:
        """Check the present password."""
        if not passwords.matches(field.data, self.person.password):
            raise ValidationError(_("This is not your present password."))

    def validate_password(self, field: Field) -> None:
        """See that the password changes."""
        if passwords.normal(field.data or "") == passwords.normal(self.present.data or ""):
            raise ValidationError(_("This is your present password. Choose another one."))


class ProfileForm(Form):
    """What a person tells about themselves."""

    name = StringField(
        _("Name"),
        [DataRequired(_("Write your name.")), Length(SHORTEST_NAME, LONGEST_NAME)],
        filters=[one_line],
    )
    job_title = StringField(_("Job title"), [Length(most=120)], filters=[one_line])
    about = TextAreaField(_("About you"), [Length(most=2_000)])
    language = SelectField(
        _("Language of pages and mail"),
        choices=offered([("", _("That of the browser")), *LANGUAGES.items()]),
    )


class GrantForm(Form):
    """Give a role to a person."""

    role = SelectField(_("Role"))
    organisation = SelectField(_("At organisation"))

    def __init__(
        self,
        person: User,
        roles: Sequence[Role],
        organisations: Sequence[Organisation],
        site_wide: bool,
    ) -> None:
        home = next((str(one.id) for one in person.organisations), "")
        super().__init__(organisation=home)
        self.role.choices = offered((role.value, role.label) for role in roles)
        none = [("", _("The whole site"))] if site_wide else []
        self.organisation.choices = offered([*none, *((str(one.id), one.name) for one in organisations)])


class FilterForm(Form):
    """Look for people. What cannot be read counts as not asked."""

    class Meta(Form.Meta):
        """Only reads."""

        csrf = False

    naam = SearchField(_("Name or address"))
    rol = SelectField(_("Role"), choices=offered([("", _("All"))]))

    def __init__(self) -> None:
        super().__init__(formdata=request.args)
        self.rol.choices = offered([("", _("All")), *((role.value, role.label) for role in Role)])

    @property
    def text(self) -> str:
        """What to look for in names and addresses."""
        return (self.naam.data or "")[:LONGEST]

    @property
    def role(self) -> Role | None:
        """The role to look for."""
        return next((role for role in Role if role.value == self.rol.data), None)
