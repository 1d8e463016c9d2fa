# SPDX-License-Identifier: EUPL-1.2
"""Mail: written in the transaction that causes it, sent by the worker afterwards."""

import logging
import smtplib
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Any
from urllib.parse import unquote, urlsplit

import sqlalchemy as sa
from flask import Flask, current_app
from flask_babel import get_locale

from knowledgebase.db import db, now, reading
from knowledgebase.events.models import Letter

log = logging.getLogger(__name__)

RETRY_AFTER = timedelta(minutes=1)
MOST_ATTEMPTS = 8


class Unwritten(Exception):
    """The words of a letter could not be written."""


@dataclass(frozen=True)
class Words:
    """What a letter says."""

    subject: str
    text: str
    html: str | None = None


def written(subject: str, template: str, **facts: Any) -> Words:
    """Write a letter in both forms, in the language in force, also where there is no request, as in the worker."""
    facts |= {"subject": subject, "locale": str(get_locale())}
    text, html = (
        current_app.jinja_env.get_template(f"{template}.{form}").render(**facts) for form in ("txt", "html")
    )
    return Words(subject, text, html)


Composer = Callable[[int], Words | None]
"""Gives the words of the letter with this id, or None when there is nothing left to say."""


def init_app(app: Flask, composers: Mapping[str, Composer]) -> None:
    """Tell the site who writes the letters whose words are chosen when they are sent."""
    app.extensions["composers"] = composers


def post(recipient: str, words: Words) -> None:
    """Add a mail to the open transaction."""
    db.session.add(Letter(recipient=recipient, subject=words.subject, text=words.text, html=words.html))


def post_unwritten(recipient: str, composer: str, headers: Mapping[str, str]) -> Letter:
    """Add a mail to the open transaction whose words `composer` writes at the moment it is sent."""
    letter = Letter(recipient=recipient, subject="", text="", headers=dict(headers), composer=composer)
    db.session.add(letter)
    return letter


def send_due() -> int:
    """Send the letters that are due, each in its own transaction; give their number."""
    with reading():
        due = db.session.scalars(sa.select(Letter.id).where(Letter.not_before <= now()).limit(50)).all()
    for id in due:
        _send(id)
    return len(due)


def _send(id: int) -> None:
    letter = db.session.get(Letter, id, with_for_update=True)
    if letter is None or letter.not_before > now():
        return
    letter.attempts += 1
    letter.not_before = now() + RETRY_AFTER * 2**letter.attempts
    message, attempts = _envelope(letter), letter.attempts
    composer, words = letter.composer, Words(letter.subject, letter.text, letter.html)
    db.session.commit()
    try:
        written = _composed(composer, id) if composer else words
        if written is not None:
            _transmit(_filled(message, written))
    except (OSError, smtplib.SMTPException, Unwritten) as failure:
        log.warning("mail %d could not be sent (attempt %d): %s", id, attempts, failure)
        if attempts < MOST_ATTEMPTS:
            return
        log.error("mail %d is given up after %d attempts", id, attempts)
    db.session.execute(sa.delete(Letter).where(Letter.id == id))
    db.session.commit()


def _composed(composer: str, id: int) -> Words | None:
    composers: Mapping[str, Composer] = current_app.extensions["composers"]
    try:
        with reading():
            return composers[composer](id)
    except Exception as failure:
        # Whatever went wrong with one letter, the others must go out.
        log.exception("mail %d could not be written", id)
        raise Unwritten(str(failure)) from failure


def _envelope(letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"] = current_app.config["MAIL_FROM"]
    message["To"] = letter.recipient
    message["Message-ID"] = make_msgid(domain=urlsplit(current_app.config["BASE_URL"]).hostname)
    message["Auto-Submitted"] = "auto-generated"
    for name, value in letter.headers.items():
        message[name] = value
    return message


def _filled(message: EmailMessage, words: Words) -> EmailMessage:
    message["Subject"] = " ".join(words.subject.split())
    message.set_content(words.text)
    if words.html:
        message.add_alternative(words.html, subtype="html")
    return message


def _transmit(message: EmailMessage) -> None:
    address = urlsplit(current_app.config["MAIL_URL"])
    if address.scheme == "console":
        sys.stdout.write(f"\n--- mail to {message['To']}: {message['Subject']}\n{_text(message)}\n---\n")
        sys.stdout.flush()
        return
    server = smtplib.SMTP_SSL if address.scheme == "smtps" else smtplib.SMTP
    with server(address.hostname or "localhost", address.port or 0, timeout=20) as connection:
        if address.scheme == "smtp+starttls":
            connection.starttls()
        if address.username:
            connection.login(unquote(address.username), unquote(address.password or ""))
        connection.send_message(message)


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    return body.get_content() if body else ""
