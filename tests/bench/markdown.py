# SPDX-License-Identifier: EUPL-1.2
"""Measure the rendering of text: python -m tests.bench.markdown [--out FILE].

A question of 120 words and a page of 5 KB, layer by layer in this process and then through the
rendering processes one by one; an import of 5,000 short texts; and texts that must be given up.
Prints one JSON object.
"""

import argparse
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from knowledgebase.web.markdown import TOP, pool, render, render_all
from knowledgebase.web.markdown.parsing import parsed
from knowledgebase.web.markdown.sanitising import cleaned, gated

SENTENCE = (
    "De gemeente werkt *samen* met twee buren en betaalt bij vertrek een **uittreedsom** van vijf jaar. "
)
QUESTION = (
    f"Hoe berekenen jullie de uittreedsom?\n\n{SENTENCE * 3}\n\n"
    f"- eerste punt over de kosten\n- tweede punt, zie https://www.vng.nl/artikel\n\n{SENTENCE * 3}"
)
PART = f"## Kosten\n\n{QUESTION}\n\n| post | begroot |\n|---|--:|\n| licenties | 12.000 |\n| advies | 8.000 |\n\n"
PAGE = PART * (5_000 // len(PART) + 1)
SHORT = f"{SENTENCE * 2}\n\n1. {SENTENCE}"
TEXTS = 5_000
SLOW = {"[ × 8,000": "[" * 8_000, "[ × 50,000": "[" * 50_000, "![ × 5,000": "![" * 5_000}


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    text = json.dumps(_measured(), indent=2, ensure_ascii=False)
    sys.stdout.write(text + "\n")
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")


def _measured() -> dict[str, Any]:
    first = _seconds(partial(render, "a"))
    return {
        "command": "python -m tests.bench.markdown",
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "versions": {name: version(name) for name in ("markdown", "bleach", "nh3", "pebble")},
        "first text, processes started, ms": round(first * 1e3, 1),
        "question": _costs(QUESTION),
        "page": _costs(PAGE),
        "import": _import(),
        "given up": {name: round(_seconds(partial(render, text)), 2) for name, text in SLOW.items()},
    }


def _costs(source: str) -> dict[str, Any]:
    html = parsed(source, TOP)
    safe = cleaned(html)
    return {
        "words": len(source.split()),
        "characters": len(source),
        "parser, ms": _median(partial(parsed, source, TOP)),
        "bleach, ms": _median(partial(cleaned, html)),
        "nh3, ms": _median(partial(gated, safe)),
        "render through a process, ms": _median(partial(render, source)),
    }


def _import() -> dict[str, Any]:
    texts = [f"{number} {SHORT}" for number in range(TEXTS)]
    seconds = _seconds(lambda: [*render_all(texts)])
    return {
        "texts": TEXTS,
        "words each": len(SHORT.split()),
        "processes": pool.PROCESSES,
        "per second": round(TEXTS / seconds),
    }


def _median(work: Callable[[], object], times: int = 200) -> float:
    return round(statistics.median(_seconds(work) for _ in range(times)) * 1e3, 3)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
