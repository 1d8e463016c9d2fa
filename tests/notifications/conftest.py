# SPDX-License-Identifier: EUPL-1.2
"""What stories about telling people need: the worker with its chores, and a real mail server."""

from collections.abc import Callable

import pytest
from flask import Flask

from knowledgebase.db import db
from knowledgebase.notifications import mailing
from tests.conftest import Work
from tests.events.test_mail import postbox

__all__ = ["digests", "postbox"]


@pytest.fixture
def digests(app: Flask, work: Work) -> Callable[[], None]:
    """Do the worker's chore of posting digests, as often as it finds something, and send them."""

    def once() -> None:
        with app.app_context():
            mailing.send_digests()
            db.session.commit()
        work()

    return once
