# SPDX-License-Identifier: EUPL-1.2
"""Mail goes out over SMTP once it is committed, and waits when the server is away."""

import email
import email.policy
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from knowledgebase.db import db
from knowledgebase.events import mail
from tests.conftest import Clock

TRANSMIT = mail._transmit


class Postbox:
    """Keeps what the server was sent."""

    def __init__(self) -> None:
        self.letters: list[email.message.EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.letters.append(message)  # type: ignore[arg-type]
        return "250 OK"


@pytest.fixture
def postbox(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    """A real mail server on this machine."""
    monkeypatch.setattr(mail, "_transmit", TRANSMIT)
    box = Postbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    app.config["MAIL_URL"] = f"smtp://127.0.0.1:{server.port}"
    yield box
    server.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.one_database("mail does not depend on the database")
def test_a_letter_is_sent_as_it_was_written(app: Flask, postbox: Postbox) -> None:
    with app.app_context():
        subject = "Bevestig je adres\nBcc: x@y.test"
        mail.post("anna@demo.test", mail.Words(subject, "Klik op de knop: één keer.", "<p>één</p>"))
        db.session.commit()
        assert mail.send_due() == 1
        assert mail.send_due() == 0
    (letter,) = postbox.letters
    assert (letter["To"], letter["Bcc"]) == ("anna@demo.test", None)
    assert letter["Subject"] == "Bevestig je adres Bcc: x@y.test"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_body(("plain",)).get_content().strip() == "Klik op de knop: één keer."  # type: ignore[union-attr]
    assert "<p>één</p>" in letter.get_body(("html",)).get_content()  # type: ignore[union-attr]


@pytest.mark.one_database("mail does not depend on the database")
def test_a_letter_waits_while_the_server_is_away(app: Flask, postbox: Postbox, at: Clock) -> None:
    there = app.config["MAIL_URL"]
    app.config["MAIL_URL"] = f"smtp://127.0.0.1:{free_port()}"
    with app.app_context():
        with at("2026-06-01 12:00"):
            mail.post("anna@demo.test", mail.Words("Hallo", "Tekst"))
            db.session.commit()
            assert mail.send_due() == 1
            assert mail.send_due() == 0
        app.config["MAIL_URL"] = there
        with at("2026-06-01 12:05"):
            assert mail.send_due() == 1
            assert mail.send_due() == 0
    assert [letter["Subject"] for letter in postbox.letters] == ["Hallo"]
