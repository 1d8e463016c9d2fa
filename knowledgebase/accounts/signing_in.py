# SPDX-License-Identifier: EUPL-1.2
"""The sign-in library, set up with our tables, words, sessions and addresses.

Flask-Security hashes and checks passwords, signs the links that are mailed,
and signs people in; its pages are ours, because they would write when a link
is merely opened, commit after the answer, and hash while others wait to write.
"""

import math
from datetime import timedelta
from typing import Any

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from flask_principal import identity_changed
from flask_security import RoleMixin, Security, SQLAlchemyUserDatastore, uia_email_mapper
from flask_security.utils import aware_utcnow

from knowledgebase.accounts import sessions
from knowledgebase.accounts.forms import SignInForm
from knowledgebase.accounts.mail_addresses import Addresses
from knowledgebase.accounts.models import User
from knowledgebase.accounts.passwords import SHORTEST, Passwords
from knowledgebase.accounts.throttle import TooManyAttempts
from knowledgebase.accounts.views import security as pages
from knowledgebase.db import db
from knowledgebase.web.errors import TITLES

SETTINGS: dict[str, Any] = {
    "CONFIRMABLE": True,
    "CONFIRM_EMAIL_WITHIN": timedelta(days=5),
    "RESET_PASSWORD_WITHIN": timedelta(hours=1),
    "PASSWORD_HASH": "argon2",
    "PASSWORD_SCHEMES": ["argon2"],
    # As OWASP advises for Argon2id: 19 MiB, two passes.
    "PASSWORD_HASH_PASSLIB_OPTIONS": {
        "argon2__memory_cost": 19_456,
        "argon2__time_cost": 2,
        "argon2__parallelism": 1,
    },
    # Argon2 salts by itself; a site-wide salt would make passwords useless after a restore elsewhere.
    "PASSWORD_SINGLE_HASH": True,
    "PASSWORD_LENGTH_MIN": SHORTEST,
    # What is hashed in links is a hash already, or the reader's own address: a slow hash adds nothing.
    "HASHING_SCHEMES": ["hex_sha256"],
    "DEPRECATED_HASHING_SCHEMES": [],
    "USER_IDENTITY_ATTRIBUTES": [{"email": {"mapper": uia_email_mapper, "case_insensitive": False}}],
    "RETURN_GENERIC_RESPONSES": True,
    "API_ENABLED_METHODS": ["session"],
    "JOIN_USER_ROLES": False,
    "DATETIME_FACTORY": aware_utcnow,
    "CLI_USERS_NAME": None,
    "CLI_ROLES_NAME": None,
}


def init_app(app: Flask) -> None:
    """Set the sign-in library up."""
    app.config.update({f"SECURITY_{name}": value for name, value in SETTINGS.items()})
    app.config["SESSION_PROTECTION"] = None
    library = Security(
        app,
        SQLAlchemyUserDatastore(db, User, RoleMixin),
        register_blueprint=False,
        login_form=SignInForm,
        mail_util_cls=Addresses,
        password_util_cls=Passwords,
    )
    _leave_out_what_costs(app, library)
    sessions.init_app(app)
    app.register_blueprint(pages)
    app.register_error_handler(TooManyAttempts, wait)


def wait(tried: TooManyAttempts) -> ResponseReturnValue:
    """Say how long to wait before the next attempt."""
    minutes = math.ceil(tried.seconds / 60)
    message = ngettext(
        "There were too many attempts. Wait %(num)d minute and try again. Nothing was changed.",
        "There were too many attempts. Wait %(num)d minutes and try again. Nothing was changed.",
        minutes,
    )
    page = render_template("errors/429.html", code=429, title=TITLES[429], message=message)
    return page, 429, {"Retry-After": str(tried.seconds)}


def _leave_out_what_costs(app: Flask, library: Security) -> None:
    """Take away what the library does on every request for features that are not used: needs, and tokens."""
    app.before_request_funcs[None].remove(library.principal._on_before_request)
    identity_changed.disconnect(library.principal._on_identity_changed, app)
    library.login_manager.request_loader(None)
