# SPDX-License-Identifier: EUPL-1.2
"""What people do with accounts, told in a few words."""

import re
from email.message import EmailMessage
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

PASSWORD = "vier stoelen zwemmen langzaam"


def sign_up(
    browser: FlaskClient, email: str, password: str = PASSWORD, name: str = "Nina Koster"
) -> TestResponse:
    """Fill in the form to sign up."""
    typed = {"name": name, "email": email, "password": password, "language": "nl"}
    return browser.post("/registreren", data=typed)


def sign_in(browser: FlaskClient, email: str, password: str = PASSWORD, **more: str) -> TestResponse:
    """Fill in the form to sign in."""
    return browser.post("/inloggen", data={"email": email, "password": password, **more})


def text_of(letter: EmailMessage) -> str:
    """Give the plain text of a letter."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link_in(letter: EmailMessage) -> str:
    """Give the path of the link with a token in a letter."""
    found = re.search(r"http://localhost(/(?:bevestigen|wachtwoord-vergeten)/\S+)", text_of(letter))
    assert found, text_of(letter)
    return urlsplit(found[1]).path
