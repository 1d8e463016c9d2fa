# SPDX-License-Identifier: EUPL-1.2
"""What a WSGI server runs: the site with its static files, which a browser may keep for ever."""

import faulthandler
import multiprocessing
import re
import signal
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from knowledgebase.app import create_app
from knowledgebase.cli.processes import end_with
from knowledgebase.web.headers import ALWAYS

YEAR = 365 * 24 * 3600
HASHED = re.compile(r"-[0-9a-f]{10}\.\w+$")
"""A name that changes with the content: `site-4f3a9c1e02.css`."""


def served() -> Flask:
    """Put the site together for a process of the web server, which ends with the server itself."""
    # A library in C that breaks takes the process with it: the log then says what it was doing.
    faulthandler.enable()
    if server := multiprocessing.parent_process():
        end_with(server.pid or 0, signal.SIGKILL)
    site = create_app()
    site.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        site.wsgi_app,
        root=site.static_folder,
        prefix=site.static_url_path,
        max_age=YEAR,
        immutable_file_test=lambda path, url: bool(HASHED.search(url)),
        add_headers_function=_add_headers,
    )
    return site


def _add_headers(headers: Headers, path: str, url: str) -> None:
    for name, value in ALWAYS.items():
        headers[name] = value
