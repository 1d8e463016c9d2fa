# SPDX-License-Identifier: EUPL-1.2
"""Pages to sign in and out."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.accounts import throttle
from knowledgebase.accounts.actions import AccountChanged, sign_in, sign_out
from knowledgebase.accounts.forms import SignInForm
from knowledgebase.accounts.views.blueprints import security
from knowledgebase.db import db, reading
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.web.addresses import local_target
from knowledgebase.web.flashes import say


@security.get("/inloggen")
@permit(Permission.VISIT)
def login() -> ResponseReturnValue:
    """Show the form to sign in."""
    if viewer().is_known:
        return redirect(_destination(request.args.get("next")), 303)
    return _page(SignInForm(formdata=None))


@security.post("/inloggen")
@permit(Permission.VISIT)
def open_session() -> ResponseReturnValue:
    """Sign in."""
    form = SignInForm(formdata=request.form)
    if not form.is_complete:
        return _page(form), 422
    name = form.email.data or ""
    throttle.count(throttle.SIGNING_IN, name)
    db.session.commit()
    with reading():
        is_right = form.validate()
        verified = form.user.password if form.user else None
        user_id = form.user.id if form.user else 0
    if not is_right:
        form.refuse()
        return _page(form), 422
    try:
        throttle.forgive(throttle.SIGNING_IN, name)
        sign_in(user_id, verified)
    except AccountChanged:
        db.session.rollback()
        form.refuse()
        return _page(form), 422
    db.session.commit()
    return redirect(_destination(form.next.data), 303)


@security.post("/uitloggen")
@permit(Permission.VISIT)
def logout() -> ResponseReturnValue:
    """Sign out."""
    sign_out(viewer())
    db.session.commit()
    say(_("You are signed out."))
    return redirect(url_for("front.home"), 303)


def _destination(target: str | None) -> str:
    return local_target(target, url_for("front.home"))


def _page(form: SignInForm) -> str:
    return render_template("accounts/sign_in.html", form=form)
