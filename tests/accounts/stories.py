# SPDX-License-Identifier: EUPL-1.2
"""What people do with accounts, told in a few words."""

import re
from collections.abc import Callable
from email.message import EmailMessage
from urllib.parse import urlsplit

import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from knowledgebase.accounts import passwords
from knowledgebase.accounts.models import SignIn, User
from knowledgebase.db import db
from tests.people import Person

PASSWORD = "vier stoelen zwemmen langzaam"
OTHER_PASSWORD = "de brug ging open in de regen"
Letters = Callable[..., list[EmailMessage]]


def sign_up(
    browser: FlaskClient,
    email: str,
    password: str = PASSWORD,
    name: str = "Nina Koster",
    language: str = "nl",
) -> TestResponse:
    """Fill in the form to sign up."""
    typed = {"name": name, "email": email, "password": password, "language": language}
    return browser.post("/registreren", data=typed)


def sign_in(browser: FlaskClient, email: str, password: str = PASSWORD, **more: str) -> TestResponse:
    """Fill in the form to sign in."""
    return browser.post("/inloggen", data={"email": email, "password": password, **more})


def is_signed_in(browser: FlaskClient) -> bool:
    """Tell whether the site knows who this is."""
    return browser.get("/profiel").status_code == 200


def give_password(app: Flask, person: Person, password: str = PASSWORD) -> None:
    """Give one of the cast a password."""
    with app.app_context():
        _user(person).password = passwords.hashed(password)
        db.session.commit()


def change(app: Flask, person: Person, **values: object) -> None:
    """Change the account of one of the cast behind the site's back."""
    with app.app_context():
        for name, value in values.items():
            setattr(_user(person), name, value)
        db.session.commit()


def open_sessions(app: Flask) -> int:
    """Count the sessions of everyone."""
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(SignIn)) or 0


def text_of(letter: EmailMessage) -> str:
    """Give the plain text of a letter."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def links_in(letter: EmailMessage) -> list[str]:
    """Give the addresses in a letter."""
    return re.findall(r"https?://\S+/\S+", text_of(letter))


def link_in(letter: EmailMessage) -> str:
    """Give the path of the link with a token in a letter."""
    paths = [urlsplit(link).path for link in links_in(letter)]
    return next(path for path in paths if re.match(r"/(bevestigen|wachtwoord-vergeten)/", path))


def parsed(answer: TestResponse | str) -> BeautifulSoup:
    """Read a page."""
    return BeautifulSoup(answer if isinstance(answer, str) else answer.get_data(as_text=True), "html.parser")


def attribute(page: BeautifulSoup, selector: str, name: str) -> str:
    """Give an attribute of the one element that a selector finds."""
    [found] = page.select(selector)
    return str(found[name])


def _user(person: Person) -> User:
    user = db.session.get(User, person.id)
    assert user is not None
    return user
