# SPDX-License-Identifier: EUPL-1.2
"""Everything hostile, opened in a browser: nothing runs; and a control in which much does, so that this can fail."""

import html
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from markdown import Markdown
from playwright.sync_api import Browser

from knowledgebase.web.headers import ALWAYS
from knowledgebase.web.markdown import render_all
from tests.hostile import hostile_texts, markdown_attacks, payloads
from tests.hostile.dom import ALLOWED

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DETECTOR = (Path(__file__).parent / "detector.js").read_text(encoding="utf-8")
PER_PAGE = 250
A_MOMENT = 50
"""Milliseconds in which what was provoked may run."""
PAGE = '<!doctype html><html lang="nl"><title>Teksten</title><main>{}</main></html>'

Pages = Callable[[Sequence[str], Mapping[str, str]], list[str]]


@dataclass
class Seen:
    """What a browser saw: where something ran, where something stood that may not, and what was asked for."""

    ran: set[str] = field(default_factory=set)
    strays: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)


@pytest.fixture
def served() -> Iterator[Pages]:
    """Serve pages with headers; gives their addresses."""
    pages: dict[str, tuple[str, Mapping[str, str]]] = {}

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page, headers = pages.get(self.path, ("", {}))
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(page.encode("utf-8", "replace"))

        def log_message(self, *rest: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    def serve(bodies: Sequence[str], headers: Mapping[str, str]) -> list[str]:
        paths = [f"/{len(pages) + number}" for number in range(len(bodies))]
        pages.update({path: (PAGE.format(body), headers) for path, body in zip(paths, bodies, strict=True)})
        return [f"http://127.0.0.1:{server.server_port}{path}" for path in paths]

    yield serve
    server.shutdown()
    thread.join()
    server.server_close()


def test_nothing_runs_and_nothing_strays(chromium: Browser, served: Pages) -> None:
    stored = [one.html for one in render_all(hostile_texts())]
    assert len(stored) > 5_000
    pages = ["".join(f"<div>{one}</div>" for one in some) for some in _batches(stored)]
    assert _opened(chromium, served(pages, {})) == Seen()


def test_without_layers_much_runs_and_the_headers_of_the_site_stop_it_all(
    chromium: Browser, served: Pages
) -> None:
    unsafe = [Markdown().convert(text) for text in (*payloads()[::5], *markdown_attacks())]
    frames = [
        f'<iframe id="{number}" srcdoc="{html.escape(one)}"></iframe>' for number, one in enumerate(unsafe)
    ]
    pages = ["".join(some) for some in _batches(frames)]
    control = _opened(chromium, served(pages, {}))
    assert len(control.ran) > 100
    stopped = _opened(chromium, served(pages, ALWAYS))
    assert stopped.ran == set()
    assert len(stopped.strays) > 100


def _batches(parts: Sequence[str]) -> Iterator[Sequence[str]]:
    return (parts[start : start + PER_PAGE] for start in range(0, len(parts), PER_PAGE))


def _opened(chromium: Browser, addresses: Sequence[str]) -> Seen:
    """Open the pages one after the other and see what happens."""
    seen = Seen()
    context = chromium.new_context()
    context.expose_binding("kbRan", lambda source, place: seen.ran.add(place))
    context.expose_binding("kbStray", lambda source, place: seen.strays.add(place))
    context.add_init_script(
        DETECTOR.replace("ALLOWED", json.dumps({tag: [*names] for tag, names in ALLOWED.items()}))
    )
    context.on("request", lambda request: seen.asked.add(request.url))
    for address in addresses:
        page = context.new_page()
        page.goto(address)
        page.wait_for_timeout(A_MOMENT)
        page.close()
    context.close()
    seen.asked -= set(addresses)
    return seen
