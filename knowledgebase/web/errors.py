# SPDX-License-Identifier: EUPL-1.2
"""Error pages: what happened, what was kept, what to do next."""

import logging

from flask import Flask, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

log = logging.getLogger(__name__)

TITLES = {
    400: _("We could not read this request"),
    401: _("Please sign in first"),
    403: _("You may not do this"),
    404: _("This page does not exist, or is not meant for you"),
    405: _("This address does not work that way"),
    409: _("Somebody else was here in the meantime"),
    410: _("This was removed for good"),
    413: _("This is too large"),
    422: _("Something in the form is not right yet"),
    429: _("That went too fast"),
    500: _("Something went wrong on our side"),
    503: _("We are briefly out of order"),
}


class TooLarge(RequestEntityTooLarge):
    """What was sent is too large; `message` says how large it may be."""

    def __init__(self, message: str) -> None:
        super().__init__()
        self.message = message


def init_app(app: Flask) -> None:
    """Answer every error with a page that says what to do."""
    app.register_error_handler(HTTPException, show)
    app.register_error_handler(CSRFError, form_expired)
    app.register_error_handler(OperationalError, database_away)
    app.register_error_handler(Exception, unexpected)


def show(error: HTTPException) -> ResponseReturnValue:
    """Render the page of this error; redirects pass through."""
    code = error.code or 500
    if code < 400:
        return error.get_response()
    known = code if code in TITLES else 400 if code < 500 else 500
    headers = [(name, value) for name, value in error.get_headers() if name.lower() not in {"content-type"}]
    message = error.message if isinstance(error, TooLarge) else None
    if request.accept_mimetypes.best == "application/json":
        return jsonify(status=code, title=str(TITLES[known]), message=message), code, headers
    page = render_template(f"errors/{known}.html", code=code, title=TITLES[known], message=message)
    return page, code, headers


def form_expired(error: CSRFError) -> ResponseReturnValue:
    """Say that a form was open for too long, and how to keep what was typed."""
    message = _(
        "This form was open for too long, or you signed out in another tab. Nothing was changed. "
        "What you typed is kept below."
    )
    return render_template("errors/400.html", code=400, title=TITLES[400], message=message), 400


def database_away(error: OperationalError) -> ResponseReturnValue:
    """Say that the database does not answer or its disk is full."""
    log.error("the database does not answer: %s", error)
    return render_template("errors/503.html", code=503, title=TITLES[503], message=None), 503


def unexpected(error: Exception) -> ResponseReturnValue:
    """Log what nobody foresaw and show a page that says so."""
    log.exception("unexpected error on %s %s", request.method, request.path)
    return render_template("errors/500.html", code=500, title=TITLES[500], message=None), 500
