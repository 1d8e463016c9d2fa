# SPDX-License-Identifier: EUPL-1.2
"""Pages to choose a new password: by mail when it is forgotten, or knowing the present one."""

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from knowledgebase.accounts import actions, sessions, throttle
from knowledgebase.accounts.forms import AddressForm, ChangePasswordForm, NewPasswordForm
from knowledgebase.accounts.links import who_chooses_password
from knowledgebase.accounts.passwords import hashed
from knowledgebase.accounts.views.blueprints import security
from knowledgebase.db import db, reading
from knowledgebase.policy import Permission, permit
from knowledgebase.web.flashes import say

ADDRESS = "recovers"


@security.get("/wachtwoord-vergeten")
@permit(Permission.VISIT)
def forgot_password() -> ResponseReturnValue:
    """Show the form to ask for a link."""
    return render_template("accounts/recover.html", form=AddressForm())


@security.post("/wachtwoord-vergeten")
@permit(Permission.VISIT)
def send_reset() -> ResponseReturnValue:
    """Send the link, if there is an account."""
    form = AddressForm()
    if not form.is_sent:
        return render_template("accounts/recover.html", form=form), 422
    email = form.email.data or ""
    throttle.count(throttle.MAILS, email)
    actions.recover(email)
    db.session.commit()
    session[ADDRESS] = email
    return redirect(url_for("security.reset_sent"), 303)


@security.get("/wachtwoord-vergeten/verstuurd")
@permit(Permission.VISIT)
def reset_sent() -> ResponseReturnValue:
    """Say that a mail is on its way if there is an account."""
    email = session.get(ADDRESS)
    if not email:
        return redirect(url_for("security.forgot_password"), 303)
    return render_template("accounts/recovery_sent.html", email=email)


@security.get("/wachtwoord-vergeten/<token>")
@permit(Permission.VISIT)
def reset_password(token: str) -> ResponseReturnValue:
    """Show the form to choose a new password."""
    user = who_chooses_password(token)
    if user is None:
        return _no_longer_works()
    return render_template("accounts/choose_password.html", form=NewPasswordForm(user), token=token)


@security.post("/wachtwoord-vergeten/<token>")
@permit(Permission.VISIT)
def choose_password(token: str) -> ResponseReturnValue:
    """Choose a new password. The link came by mail, so the address is confirmed as well."""
    with reading():
        user = who_chooses_password(token)
        if user is None:
            return _no_longer_works()
        form = NewPasswordForm(user)
        if not form.is_sent:
            return render_template("accounts/choose_password.html", form=form, token=token), 422
        user_id, present = user.id, user.password
        hash = hashed(form.password.data or "")
    try:
        changed = actions.choose_password(user_id, hash, instead_of=present)
    except actions.AccountChanged:
        return _no_longer_works()
    actions.confirm(changed)
    db.session.commit()
    say(_("Your new password is set. Sign in with it."))
    return redirect(url_for("security.login"), 303)


@security.get("/wachtwoord-wijzigen")
@permit(Permission.ACCOUNT)
def change_password() -> ResponseReturnValue:
    """Show the form to change the password."""
    return render_template("accounts/change_password.html", form=ChangePasswordForm(current_user))


@security.post("/wachtwoord-wijzigen")
@permit(Permission.ACCOUNT)
def save_password() -> ResponseReturnValue:
    """Change the password: every other session ends."""
    throttle.count(throttle.SIGNING_IN, current_user.email)
    db.session.commit()
    with reading():
        form = ChangePasswordForm(current_user)
        is_right = form.is_sent
        user_id, email, present = current_user.id, current_user.email, current_user.password
        hash = hashed(form.password.data or "") if is_right else ""
    if not form.present.errors:
        throttle.forgive(throttle.SIGNING_IN, email)
    if not is_right:
        db.session.commit()
        return render_template("accounts/change_password.html", form=form), 422
    try:
        changed = actions.choose_password(user_id, hash, instead_of=present)
    except actions.AccountChanged:
        return redirect(url_for("security.login"), 303)
    sessions.begin(changed)
    db.session.commit()
    say(_("Your password is changed. You are signed out everywhere else."))
    return redirect(url_for("accounts.profile"), 303)


def _no_longer_works() -> ResponseReturnValue:
    again = url_for("security.forgot_password")
    return render_template("accounts/link_expired.html", again=again), 410
