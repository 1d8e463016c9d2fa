# SPDX-License-Identifier: EUPL-1.2
"""Tell the visitor, on the next page, what was done."""

from flask import flash


def say(sentence: str) -> None:
    """Show `sentence` at the top of the next page."""
    flash(sentence, "positive")


def warn(sentence: str) -> None:
    """Show `sentence` at the top of the next page, as a warning."""
    flash(sentence, "warning")
