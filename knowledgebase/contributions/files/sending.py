# SPDX-License-Identifier: EUPL-1.2
"""Let the one page that takes files take more than the others."""

from flask import Flask, request

from knowledgebase.contributions.files.accepting import SENTENCES
from knowledgebase.contributions.files.kinds import LARGEST_FILE, MEGABYTE, Trouble
from knowledgebase.web.errors import TooLarge

ENDPOINT = "contributions.add_file"
LONGEST_UPLOAD = LARGEST_FILE + MEGABYTE
"""Bytes of a request with a file: what comes with the largest one fits in a megabyte."""


def init_app(app: Flask) -> None:
    """Raise the limit before anything reads the request."""
    app.before_request(make_room)


def make_room() -> None:
    """Raise the limit for a file, and say what it is to who sends more.

    :raises TooLarge: instead of reading it all.
    """
    if request.endpoint != ENDPOINT:
        return
    request.max_content_length = LONGEST_UPLOAD
    if (request.content_length or 0) > LONGEST_UPLOAD:
        raise TooLarge(str(SENTENCES[Trouble.TOO_LARGE]))
