# SPDX-License-Identifier: EUPL-1.2
"""Lines per second that `kb import` renders, stores and indexes.

Run with `.venv/bin/python -m tests.bench.importing [questions]`: 2,000 questions with
6,000 answers unless told otherwise, into an empty site on SQLite (or on the database of
KB_BENCH_DATABASE_URL, which must be empty). The goal is 200 lines per second on two cores.
"""

import json
import os
import platform
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.process.lines import write_lines
from tests.servers import kb

RESULTS = Path(__file__).parent / "results"
GOAL = 200


def main() -> int:
    """Measure, print and keep the result."""
    questions = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    result = measured(questions)
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"importing-{result['database']}-{questions}.json").write_text(
        json.dumps(result, indent=1) + "\n"
    )
    return 0 if result["lines_per_second"] >= GOAL else 1


def measured(questions: int) -> dict[str, Any]:
    """Import a generated file twice into an empty site."""
    url = os.environ.get("KB_BENCH_DATABASE_URL", "")
    settings = {"KB_DATABASE_URL": url} if url else {}
    with tempfile.TemporaryDirectory() as folder:
        data, file = Path(folder) / "data", Path(folder) / "lines.jsonl"
        lines = write_lines(file, questions)
        _run(data, settings, "init")
        first, processor, told = _run(data, settings, "import", str(file), "--json")
        again, _, told_again = _run(data, settings, "import", str(file), "--json")
        _run(data, settings, "search", "check")
    assert sum(json.loads(told)["added"].values()) == lines
    assert not any(json.loads(told_again)["added"].values())
    return {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": [round(one, 1) for one in os.getloadavg()],
        "database": url.partition(":")[0].partition("+")[0] or "sqlite",
        "lines": lines,
        "seconds": round(first, 1),
        "processor_seconds": round(processor, 1),
        "lines_per_second": round(lines / first, 1),
        "lines_per_processor_second": round(lines / processor, 1),
        "seconds_again": round(again, 1),
    }


def _run(data: Path, settings: dict[str, str], *arguments: str) -> tuple[float, float, str]:
    """Run a command; give its seconds by the clock, by the processors, and what it printed."""
    before, started = _processor(), time.perf_counter()
    done = kb(data, *arguments, **settings)
    if done.returncode:
        raise SystemExit(done.stderr)
    return time.perf_counter() - started, _processor() - before, done.stdout


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    raise SystemExit(main())
