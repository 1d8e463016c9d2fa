# SPDX-License-Identifier: EUPL-1.2
"""What stories about telling people need: the worker with its chores, and a real mail server."""

from collections.abc import Callable, Iterator

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from knowledgebase.db import db
from knowledgebase.events import mail
from knowledgebase.notifications import mailing
from tests.conftest import Work
from tests.events.test_mail import TRANSMIT, Postbox, free_port


@pytest.fixture
def digests(app: Flask, work: Work) -> Callable[[], None]:
    """Do the worker's chore of posting digests, as often as it finds something, and send them."""

    def once() -> None:
        with app.app_context():
            mailing.send_digests()
            db.session.commit()
        work()

    return once


@pytest.fixture
def smtp(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    """A real mail server on this machine."""
    monkeypatch.setattr(mail, "_transmit", TRANSMIT)
    box = Postbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    app.config["MAIL_URL"] = f"smtp://127.0.0.1:{server.port}"
    yield box
    server.stop()
