# SPDX-License-Identifier: EUPL-1.2
"""Mail: written in the transaction that causes it, sent by the worker afterwards."""

import logging
import smtplib
import sys
from datetime import timedelta
from email.message import EmailMessage
from email.utils import make_msgid
from urllib.parse import unquote, urlsplit

import sqlalchemy as sa
from flask import current_app

from knowledgebase.db import db, now, reading
from knowledgebase.events.models import Letter

log = logging.getLogger(__name__)

RETRY_AFTER = timedelta(minutes=1)
MOST_ATTEMPTS = 8


def post(recipient: str, subject: str, text: str, html: str | None = None) -> None:
    """Add a mail to the open transaction."""
    db.session.add(Letter(recipient=recipient, subject=subject, text=text, html=html))


def send_due() -> int:
    """Send the letters that are due, each in its own transaction; give their number."""
    with reading():
        due = db.session.scalars(sa.select(Letter.id).where(Letter.not_before <= now()).limit(50)).all()
    for id in due:
        _send(id)
    return len(due)


def _send(id: int) -> None:
    letter = db.session.get(Letter, id, with_for_update=True)
    if letter is None:
        return
    letter.attempts += 1
    letter.not_before = now() + RETRY_AFTER * 2**letter.attempts
    message, attempts = _message(letter), letter.attempts
    db.session.commit()
    try:
        _transmit(message)
    except (OSError, smtplib.SMTPException) as failure:
        log.warning("mail %d could not be sent (attempt %d): %s", id, attempts, failure)
        if attempts < MOST_ATTEMPTS:
            return
        log.error("mail %d is given up after %d attempts", id, attempts)
    db.session.execute(sa.delete(Letter).where(Letter.id == id))
    db.session.commit()


def _message(letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"] = current_app.config["MAIL_FROM"]
    message["To"] = letter.recipient
    message["Subject"] = " ".join(letter.subject.split())
    message["Message-ID"] = make_msgid(domain=urlsplit(current_app.config["BASE_URL"]).hostname)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
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
