# SPDX-License-Identifier: EUPL-1.2
"""Time and weight of the matrix, on the register that comes with the software.

Run with `.venv/bin/python -m tests.bench.matrix`. Every request asks for another
address, so that no page is kept; the first of each sort warms up and does not count.
The medians are printed and kept in tests/bench/results/.
"""

import gzip
import json
import platform
import statistics
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from flask.testing import FlaskClient

from knowledgebase.db import db
from knowledgebase.organisations.importing import import_organisations
from knowledgebase.partnerships.importing import import_register
from tests.sites import close_site, create_site, migrate

RESULTS = Path(__file__).parent / "results" / "matrix.json"
ROUNDS = 9
PAGES = {
    "the whole country": "/samenwerkingen/matrix?volgorde=",
    "the largest province": "/samenwerkingen/matrix?gebied=PV30",
    "one municipality": "/samenwerkingen/matrix?gemeente=gm0917",
    "policy areas": "/samenwerkingen/matrix?tegenover=beleidsterreinen",
    "the file": "/samenwerkingen/matrix.csv?volgorde=",
}


def main() -> None:
    """Measure, print and keep."""
    with tempfile.TemporaryDirectory() as folder:
        pages = measured(Path(folder))
    figures = {
        "pages": pages,
        "rounds": ROUNDS,
        "command": "python -m tests.bench.matrix",
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("flask", "jinja2", "numpy", "sqlalchemy")},
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=2) + "\n")
    print(json.dumps(figures, indent=2))  # noqa: T201


def measured(folder: Path) -> dict[str, dict[str, float]]:
    """Fill a site with the register, and measure each page."""
    url = f"sqlite:///{folder / 'bench.sqlite3'}"
    migrate(folder, url)
    site = create_site(url, folder)
    with site.app_context():
        import_organisations()
        import_register()
        db.session.commit()
    found = {name: measure(site.test_client(), address) for name, address in PAGES.items()}
    close_site(site)
    return found


def measure(browser: FlaskClient, address: str) -> dict[str, float]:
    """Give the median and the longest time of a page in milliseconds, and its weight in bytes."""
    times = []
    for turn in range(ROUNDS + 1):
        started = time.perf_counter()
        answer = browser.get(f"{address}&keer={turn}")
        times.append((time.perf_counter() - started) * 1000)
        assert answer.status_code == 200
    return {
        "milliseconds": round(statistics.median(times[1:])),
        "longest": round(max(times[1:])),
        "bytes": len(answer.data),
        "gzipped": len(gzip.compress(answer.data)),
    }


if __name__ == "__main__":
    main()
