# SPDX-License-Identifier: EUPL-1.2
"""Pages to sign up and to confirm the address. Opening a link changes nothing: mail filters open links too."""

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from knowledgebase.accounts import actions, throttle
from knowledgebase.accounts.forms import AddressForm, SignUpForm
from knowledgebase.accounts.links import who_confirms
from knowledgebase.accounts.mail_addresses import organisation_of
from knowledgebase.accounts.passwords import hashed
from knowledgebase.accounts.queries import locked
from knowledgebase.accounts.views.blueprints import security
from knowledgebase.db import db, reading
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.web.flashes import say

ADDRESS = "signed_up_with"


@security.get("/registreren")
@permit(Permission.VISIT)
def register() -> ResponseReturnValue:
    """Show the form to sign up."""
    if viewer().is_known:
        return redirect(url_for("accounts.profile"), 303)
    form = SignUpForm(language=str(get_locale()))
    return render_template("accounts/sign_up.html", form=form)


@security.post("/registreren")
@permit(Permission.VISIT)
def sign_up() -> ResponseReturnValue:
    """Sign up; who has an account already is told so by mail, and nobody else is told."""
    form = SignUpForm()
    if not form.is_sent:
        return render_template("accounts/sign_up.html", form=form), 422
    hash, email = hashed(form.password.data or ""), form.email.data or ""
    throttle.count(throttle.MAILS, email)
    actions.register_person(form.name.data or "", email, hash, form.language.data)
    db.session.commit()
    session[ADDRESS] = email
    return redirect(url_for("security.registered"), 303)


@security.get("/registreren/verstuurd")
@permit(Permission.VISIT)
def registered() -> ResponseReturnValue:
    """Say that a mail is on its way, and what follows from the address."""
    email = session.get(ADDRESS)
    if not email:
        return redirect(url_for("security.register"), 303)
    return render_template("accounts/signed_up.html", email=email, organisation=organisation_of(email))


@security.get("/bevestigen")
@permit(Permission.VISIT)
def send_confirmation() -> ResponseReturnValue:
    """Show the form to ask for the link again."""
    return render_template("accounts/ask_to_confirm.html", form=AddressForm())


@security.post("/bevestigen")
@permit(Permission.VISIT)
def send_confirmation_again() -> ResponseReturnValue:
    """Send the link again."""
    form = AddressForm()
    if not form.is_sent:
        return render_template("accounts/ask_to_confirm.html", form=form), 422
    email = form.email.data or ""
    throttle.count(throttle.MAILS, email)
    actions.ask_to_confirm(email)
    db.session.commit()
    session[ADDRESS] = email
    return redirect(url_for("security.registered"), 303)


@security.get("/bevestigen/<token>")
@permit(Permission.VISIT)
def confirm_email(token: str) -> ResponseReturnValue:
    """Show the button that confirms the address."""
    user = who_confirms(token)
    if user is None:
        return _no_longer_works()
    organisation = organisation_of(user.email)
    return render_template("accounts/confirm.html", person=user, organisation=organisation, token=token)


@security.post("/bevestigen/<token>")
@permit(Permission.VISIT)
def confirm(token: str) -> ResponseReturnValue:
    """Confirm the address."""
    with reading():
        found = who_confirms(token)
        user_id = found.id if found else 0
    user = locked(user_id)
    if user is None or not user.active:
        return _no_longer_works()
    actions.confirm(user)
    db.session.commit()
    say(_("Your address is confirmed. You can sign in now."))
    return redirect(url_for("security.login"), 303)


def _no_longer_works() -> ResponseReturnValue:
    again = url_for("security.send_confirmation")
    return render_template("accounts/link_expired.html", again=again), 410
