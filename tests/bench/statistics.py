# SPDX-License-Identifier: EUPL-1.2
"""Milliseconds that the page of statistics takes over 2,000 complete cases.

Run with `.venv/bin/python -m tests.bench.statistics [cases]`, on SQLite or on the empty database of
KB_BENCH_DATABASE_URL. The page is made anew for each request, as for somebody who is signed in. The goal is 300.
"""

import json
import os
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask

from knowledgebase.cases.facts import CaseFacts, Cost
from knowledgebase.cases.vocabulary import FIXED_ITEMS
from knowledgebase.contributions.vocabulary import Domain, LegalForm, Motive, Outcome, Phase
from tests.cases.telling import facts, tell
from tests.people import People, Person
from tests.sites import close_site, create_site, migrate_and_settle, sign_in

RESULTS = Path(__file__).parent / "results"
GOAL = 300
ROUNDS = 15
PAGES = {
    "all": "/casussen/cijfers",
    "filtered": "/casussen/cijfers?rechtsvorm=CG&domein=privacy",
    "file": "/casussen/cijfers/kosten.csv",
}


def main() -> int:
    """Measure, print and keep the result."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    url = os.environ.get("KB_BENCH_DATABASE_URL", "")
    with tempfile.TemporaryDirectory() as folder:
        result = measured(url or f"sqlite:///{folder}/bench.sqlite3", Path(folder), cases)
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    RESULTS.mkdir(exist_ok=True)
    name = f"statistics-{result['database']}-{cases}.json"
    (RESULTS / name).write_text(json.dumps(result, indent=1) + "\n")
    return 0 if max(result["milliseconds"].values()) <= GOAL else 1


def measured(url: str, folder: Path, cases: int) -> dict[str, Any]:
    """Tell the cases and ask for each page a number of times."""
    migrate_and_settle(folder, url)
    site = create_site(url, folder)
    with site.app_context():
        bram = People().bram
    tell(site, bram, [generated(random.Random(number)) for number in range(cases)])
    passed, worked = (
        {name: milliseconds(site, bram, address, clock) for name, address in PAGES.items()}
        for clock in (time.perf_counter, time.process_time)
    )
    close_site(site)
    return {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": [round(one, 1) for one in os.getloadavg()],
        "database": url.partition(":")[0].partition("+")[0],
        "cases": cases,
        "milliseconds": passed,
        "processor_milliseconds": worked,
    }


def generated(chance: random.Random) -> CaseFacts:
    """Give a complete case with about half of its cost table."""
    stopped = chance.random() < 0.3
    return facts(
        chance.choice(list(Outcome)),
        motives=[motive for motive in Motive if chance.random() < 0.5] or [Motive.COST],
        legal_form=chance.choice(list(LegalForm)),
        phase=chance.choice(list(Phase)),
        domains=chance.sample(list(Domain), 3),
        stopped_in=chance.choice(list(Phase)) if stopped else None,
        costs=[cost(item, chance) for item in FIXED_ITEMS if chance.random() < 0.5],
    )


def cost(item: Any, chance: random.Random) -> Cost:
    """Give a row of which the actual cost is 70 to 180 percent of the budget, which may be nothing."""
    once, yearly = (chance.choice((0, 1, 1, 1)) * chance.randrange(10_000, 800_000) for _ in range(2))
    more = chance.uniform(0.7, 1.8)
    return Cost(item, "", once, round((once or 40_000) * more), yearly, round((yearly or 9_000) * more))


def milliseconds(site: Flask, person: Person, address: str, clock: Callable[[], float]) -> float:
    """Give the median of how long requests took by a clock: that of the wall, or that of the processor."""
    browser = site.test_client()
    sign_in(site, browser, person)
    times = []
    for _ in range(ROUNDS):
        started = clock()
        assert browser.get(address).status_code == 200
        times.append(1000 * (clock() - started))
    return round(statistics.median(times), 1)


if __name__ == "__main__":
    sys.exit(main())
