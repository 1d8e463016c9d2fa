# SPDX-License-Identifier: EUPL-1.2
"""What was typed on a form that could not be taken: given back on the page that says so."""

from flask import Flask, request
from werkzeug.exceptions import HTTPException

from knowledgebase.web.forms import tidy

SECRETS = frozenset({"password", "present"})
TOKEN = "csrf_token"  # noqa: S105 the name of a field
LEAST_TO_SHOW = 15


def init_app(app: Flask) -> None:
    """Let error pages show what was typed, and send it once more."""
    app.jinja_env.globals.update(
        typed=typed, may_be_sent_again=may_be_sent_again, LEAST_TO_SHOW=LEAST_TO_SHOW
    )


def typed() -> list[tuple[str, str]]:
    """Give the fields of the form that was sent; of one that holds a password, nothing."""
    try:
        sent = request.form.items(multi=True)
    except HTTPException:
        return []
    fields = [(tidy(name), tidy(value)) for name, value in sent if name != TOKEN and value]
    return [] if SECRETS & dict(fields).keys() else fields


def may_be_sent_again() -> bool:
    """Tell whether a page of ours sent the form, as the browser says.

    Otherwise another site could have a person send what they never wrote.
    """
    return request.headers.get("Sec-Fetch-Site") == "same-origin"
