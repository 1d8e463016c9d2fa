# SPDX-License-Identifier: EUPL-1.2
"""The form to name a co-author."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField
from wtforms.validators import InputRequired, ValidationError

from knowledgebase.accounts.mail_addresses import LONGEST, AddressWrong, canonical
from knowledgebase.web.forms import Form, Length


class CoAuthorForm(Form):
    """The mail address of a member."""

    email = EmailField(_("Mail address"), [InputRequired(_("Write the mail address.")), Length(0, LONGEST)])

    def validate_email(self, field: EmailField) -> None:
        """Write the address the one way that it is stored."""
        try:
            field.data = canonical(field.data or "")
        except AddressWrong:
            raise ValidationError(_("This is not a mail address.")) from None

    def refuse(self) -> None:
        """Say at the field that nobody with this address can be named."""
        self.email.errors = [
            _(
                "Nobody with this address can be named: it belongs to no member, or this is not meant for that member."
            )
        ]
