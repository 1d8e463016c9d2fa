# SPDX-License-Identifier: EUPL-1.2
"""What stories about questions share."""

from collections.abc import Callable

import pytest
from flask import Flask

from knowledgebase.events import worker
from knowledgebase.questions.follow_ups import ask_due

Chores = Callable[[], None]


@pytest.fixture
def chores(app: Flask) -> Chores:
    """Do what the worker does now and then."""

    def done() -> None:
        with app.app_context():
            worker.do_chores([ask_due])

    return done
