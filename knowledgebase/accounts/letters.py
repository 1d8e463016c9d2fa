# SPDX-License-Identifier: EUPL-1.2
"""Letters about accounts, in the language of who reads them. Links never come from the request."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _

from knowledgebase.accounts import links
from knowledgebase.accounts.mail_addresses import for_the_envelope
from knowledgebase.accounts.models import User
from knowledgebase.db import db
from knowledgebase.events import mail
from knowledgebase.organisations.models import Organisation
from knowledgebase.web.addresses import absolute


@dataclass(frozen=True)
class Draft:
    """A letter that is written but not posted."""

    recipient: str
    words: mail.Words

    def post(self) -> None:
        """Post it with the open transaction."""
        mail.post(for_the_envelope(self.recipient), self.words)

    def rehearse(self) -> None:
        """Do all the work of posting it and take it back, so that the time does not tell that nobody got it."""
        attempt = db.session.begin_nested()
        self.post()
        db.session.flush()
        attempt.rollback()


def confirmation(user: User, organisation: Organisation | None) -> Draft:
    """Ask whoever signed up to confirm the address, and say what follows from it."""
    with _language_of(user):
        subject = _("Confirm your address for Goede Buur")
        return _draft(user, subject, "confirmation", link=links.to_confirm(user), organisation=organisation)


def signed_up_again(user: User) -> Draft:
    """Tell somebody who has an account that somebody signed up with the address again."""
    with _language_of(user):
        return _draft(
            user,
            _("You already have an account at Goede Buur"),
            "signed_up_again",
            sign_in=absolute(url_for("security.login")),
            link=links.to_choose_password(user),
        )


def recovery(user: User) -> Draft:
    """Send a link with which a new password can be chosen, once and within an hour."""
    with _language_of(user):
        return _draft(
            user, _("Choose a new password for Goede Buur"), "recovery", link=links.to_choose_password(user)
        )


def password_changed(user: User) -> Draft:
    """Tell that the password was changed, and what to do if it was somebody else."""
    with _language_of(user):
        link = absolute(url_for("security.forgot_password"))
        return _draft(user, _("Your password for Goede Buur was changed"), "password_changed", link=link)


def _language_of(user: User) -> Any:
    return force_locale(user.language or str(get_locale() or "nl"))


def _draft(user: User, subject: str, name: str, **facts: Any) -> Draft:
    return Draft(user.email, mail.written(subject, f"accounts/letters/{name}", **facts))
