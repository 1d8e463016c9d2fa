# SPDX-License-Identifier: EUPL-1.2
"""Measure the search engine: python -m tests.bench.search [--questions 10000] [--out FILE].

Indexes questions with three answers each, asks 200 mixed queries with facets and fragments,
puts 1 and 50 entries, and completes titles. Prints one JSON object.
"""

import argparse
import json
import os
import platform
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from knowledgebase.search.fragments import fragments
from knowledgebase.search.protocol import Entry, Query
from knowledgebase.search.whoosh_engine import WhooshEngine
from tests.bench.dutch import Dutch
from tests.search.hostile import hostile_queries


class Took(NamedTuple):
    """Milliseconds that passed, and that the processor worked."""

    passed: float
    worked: float


VISITOR = frozenset({"public"})
MEMBER = frozenset({"public", "members", "a1", "a2"})


def main() -> None:
    """Measure and report."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        report = _measured(Path(folder) / "index", options.questions)
    text = json.dumps(report, indent=2)
    sys.stdout.write(text + "\n")
    if options.out:
        options.out.write_text(text + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--out", type=Path)
    return parser.parse_args()


def _measured(folder: Path, count: int) -> dict[str, Any]:
    dutch = Dutch()
    entries = _with_audiences(list(dutch.entries(count)))
    engine = WhooshEngine(folder)
    started, worked = time.perf_counter(), time.process_time()
    engine.replace_all(entries)
    indexing, working = time.perf_counter() - started, time.process_time() - worked
    queries = [dutch.query(number) for number in range(200)]
    return {
        "command": " ".join(["python -m tests.bench.search", *sys.argv[1:]]),
        "date": datetime.now(UTC).date().isoformat(),
        "versions": {"python": platform.python_version()}
        | {name: version(name) for name in ("whoosh-reloaded", "numpy", "pystemmer")},
        "load_of_the_machine": round(os.getloadavg()[0], 1),
        "questions": count,
        "answers": 3 * count,
        "indexed_seconds": round(indexing, 1),
        "indexed_processor_seconds": round(working, 1),
        "index_megabytes": round(sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6, 1),
        "opened_anew_ms": _spread([_once(lambda: WhooshEngine(folder).search(Query("gemeente", MEMBER)))]),
        "search_visitor_ms": _spread([_timed(engine, query, VISITOR, {}) for query in queries]),
        "search_member_ms": _spread([_timed(engine, query, MEMBER, {}) for query in queries]),
        "search_filtered_ms": _spread(
            [_timed(engine, query, MEMBER, {"tag": ("tag-1",)}) for query in queries]
        ),
        "search_with_fragments_ms": _spread(_with_fragments(engine, queries, entries)),
        "search_hostile_ms": _spread([_timed(engine, query, MEMBER, {}) for query in hostile_queries()]),
        "suggest_ms": _spread([_once(lambda q=q: engine.suggest(q[:5], MEMBER)) for q in queries]),
        "put_1_visible_ms": _spread([_put(engine, dutch, count + 1 + n, 1) for n in range(60)]),
        "put_50_visible_ms": _spread([_put(engine, dutch, count + 1000 + 50 * n, 50) for n in range(12)]),
        "memory_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _with_audiences(entries: list[Entry]) -> list[Entry]:
    """Give three in ten to members and one in ten to named organisations."""
    dice = random.Random(1)
    audiences = dice.choices(("public", "members", "a1", "a2", "a3"), (60, 30, 4, 3, 3), k=len(entries))
    return [_moved(entry, audience) for entry, audience in zip(entries, audiences, strict=True)]


def _moved(entry: Entry, audience: str) -> Entry:
    return Entry(**{**entry.__dict__, "audience": audience})


def _once(act: Callable[[], Any]) -> Took:
    """Measure in milliseconds; the processor's share shows what a busy machine hides."""
    started, worked = time.perf_counter(), time.process_time()
    act()
    return Took((time.perf_counter() - started) * 1000, (time.process_time() - worked) * 1000)


def _timed(
    engine: WhooshEngine, text: str, audiences: frozenset[str], filters: dict[str, tuple[str, ...]]
) -> Took:
    return _once(lambda: engine.search(Query(text, audiences, filters)))


def _with_fragments(engine: WhooshEngine, queries: list[str], entries: list[Entry]) -> list[Took]:
    texts = {entry.id: entry.body + "\n" + entry.answers for entry in entries}

    def page(query: str) -> None:
        for hit in engine.search(Query(query, MEMBER)).hits:
            fragments(texts[hit.id], query)

    return [_once(lambda query=query: page(query)) for query in queries]


def _put(engine: WhooshEngine, dutch: Dutch, first: int, count: int) -> Took:
    entries = [dutch.entry(number) for number in range(first, first + count)]

    def put_and_find() -> None:
        engine.put(entries)
        if engine.search(Query("", VISITOR, order="newest")).total < count:
            raise RuntimeError("what was put is not found")

    return _once(put_and_find)


def _spread(times: list[Took]) -> dict[str, float]:
    passed = sorted(one.passed for one in times)
    worked = sorted(one.worked for one in times)
    spread = {"p50": statistics.median(passed), "p95": passed[int(len(passed) * 0.95)], "max": passed[-1]}
    processor = {"processor_p50": statistics.median(worked), "processor_p95": worked[int(len(worked) * 0.95)]}
    return {name: round(value, 1) for name, value in (spread | processor).items()}


if __name__ == "__main__":
    main()
