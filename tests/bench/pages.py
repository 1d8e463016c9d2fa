# SPDX-License-Identifier: EUPL-1.2
"""Requests per second of a question page, side by side with a bare page of the same size.

Run with `.venv/bin/python -m tests.bench.pages`. Needs wrk (Debian package). Both
sites run under the same server with 2 workers, one after the other, three times;
the medians and their ratio are printed and kept in tests/bench/results/.
"""

import http.client
import json
import os
import platform
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).parent / "results" / "pages.json"
ROUNDS = 3
SECONDS = 8
CONNECTIONS = 16
BARE = """
import sqlite3, os
from flask import Flask, g, render_template
from jinja2 import DictLoader
app = Flask(__name__)
PAGE = "<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1>{{ html|safe }}"
app.jinja_loader = DictLoader({"page.html": PAGE})
@app.get("/vragen/<int:id>")
def show(id):
    if "db" not in g: g.db = sqlite3.connect(os.environ["BARE_DB"])
    title, html = g.db.execute("SELECT title, html FROM page WHERE id = ?", (id,)).fetchone()
    return render_template("page.html", title=title, html=html)
@app.teardown_appcontext
def close(error):
    if "db" in g: g.db.close()
"""


def main() -> None:
    """Measure, print and keep."""
    if not shutil.which("wrk"):
        sys.exit("This benchmark needs wrk: apt-get install wrk")
    with tempfile.TemporaryDirectory() as folder:
        figures = measured(Path(folder))
    figures |= {
        "command": "python -m tests.bench.pages",
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("flask", "granian", "sqlalchemy", "jinja2")},
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=2) + "\n")
    print(json.dumps(figures, indent=2))  # noqa: T201


def measured(folder: Path) -> dict[str, object]:
    """Measure both sites in turn."""
    port = free_port()
    environment = os.environ | {"KB_DATA_DIR": str(folder / "data"), "KB_PORT": str(port)}
    subprocess.run([sys.executable, "-m", "knowledgebase.cli", "init"], env=environment, check=True, cwd=ROOT)
    subprocess.run([sys.executable, "-m", "knowledgebase.cli", "demo"], env=environment, check=True, cwd=ROOT)
    ours, bare = [], []
    for _ in range(ROUNDS):
        with running("knowledgebase.cli.serving:served", port, environment, ROOT, factory=True):
            path = question(port)
            body = fetched(port, path)
            ours.append(requests_per_second(port, path))
        bare_environment = bare_site(folder, body)
        with running("bare:app", port, os.environ | bare_environment, folder):
            size = len(fetched(port, "/vragen/1"))
            bare.append(requests_per_second(port, "/vragen/1"))
    pair = {"ours": statistics.median(ours), "bare": statistics.median(bare)}
    return {
        "requests_per_second": pair,
        "ratio": round(pair["ours"] / pair["bare"], 3),
        "runs": {"ours": ours, "bare": bare},
        "bytes": {"ours": len(body), "bare": size},
        "workers": 2,
        "connections": CONNECTIONS,
    }


def bare_site(folder: Path, body: bytes) -> dict[str, str]:
    """Write the bare site, whose only page is as large as ours."""
    (folder / "bare.py").write_text(BARE)
    path = folder / "bare.sqlite3"
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE page (id INTEGER PRIMARY KEY, title TEXT, html TEXT)")
        text = body.decode()
        text = re.sub(r"^.*?</h1>", "", text, count=1, flags=re.DOTALL).ljust(len(text) - 60)
        database.execute("INSERT INTO page VALUES (1, 'Bare', ?)", (text,))
    return {"BARE_DB": str(path)}


@contextmanager
def running(
    target: str, port: int, environment: dict[str, str], folder: Path, factory: bool = False
) -> Iterator[None]:
    """Run a site under the server with 2 workers of one blocking thread."""
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    command += ["--workers", "2", "--blocking-threads", "1", "--log-level", "error", "--no-ws"]
    command += ["--factory"] if factory else []
    server = subprocess.Popen([*command, target], env=environment, cwd=folder)
    try:
        wait_for(port)
        yield
    finally:
        server.terminate()
        server.wait(10)


def requests_per_second(port: int, path: str) -> float:
    """Load one page and give wrk's figure."""
    address = f"http://127.0.0.1:{port}{path}"
    for seconds in (2, SECONDS):
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-H", "Accept-Language: nl", address]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        sys.exit(said)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])  # type: ignore[index]


def question(port: int) -> str:
    """Give the address of a question with answers."""
    listing = fetched(port, "/vragen?stand=opgelost").decode()
    return re.findall(r'href="(/vragen/\d+-[^"]+)"', listing)[0]


def fetched(port: int, path: str) -> bytes:
    """Fetch a page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={"Accept-Language": "nl"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        sys.exit(f"{path} answered {answer.status}")
    return body


def wait_for(port: int) -> None:
    """Wait until somebody listens."""
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("the server does not answer")


def free_port() -> int:
    """Give a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
