# SPDX-License-Identifier: EUPL-1.2
"""Queries meant to break a search engine."""

import json
from pathlib import Path

LONG_ONES = [
    "w " * 10_000,
    "a" * 1_000_000,
    '"' + "de gemeente " * 2_000 + '"',
    "-" * 100_000,
    " -a" * 5_000,
    "ver* " * 1_000,
    "'" * 100_000,
    "a-" * 50_000,
    "a.b" * 50_000,
    "\u0301" * 100_000,
    "ﷺ" * 10_000,
    "\x00\x1f\x7f\u2028" * 1_000,
    "ver*",
    "een*",
    '"' + " ".join(["de"] * 12) + '"',
    " ".join(f"woord{number}-woord" for number in range(40)),
]
"""More of the same, and what this engine in particular could be tried with."""


def hostile_queries() -> list[str]:
    """Give all of them; the file says where its share comes from."""
    told = json.loads(Path(__file__).with_name("hostile_queries.json").read_text())
    return told["hostile"] + [_generated(**one) for one in told["generated"]] + LONG_ONES


def _generated(repeat: str, n: int, suffix: str = "") -> str:
    pieces = (repeat.replace("%d", str(number)) for number in range(n))
    return "".join(pieces) + suffix
