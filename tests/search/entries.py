# SPDX-License-Identifier: EUPL-1.2
"""Entries to search among, and short ways to look at what was found."""

from datetime import UTC, datetime, timedelta
from typing import Any

from knowledgebase.search.protocol import Entry, Query, Results, SearchEngine

VISITOR = frozenset({"public"})
MEMBER = frozenset({"public", "members"})
NEIGHBOUR = frozenset({"public", "members", "a17"})
START = datetime(2026, 1, 1, tzinfo=UTC)


def entry(number: int, title: str = "Een vraag over iets", audience: str = "public", **more: Any) -> Entry:
    """Make an entry; later numbers are newer."""
    given: dict[str, Any] = {
        "kind": "question",
        "language": "nl",
        "changed": START + timedelta(days=number),
        "facets": {"kind": ("question",), "tag": ("ict",)},
    }
    return Entry(number, title=title, audience=audience, **(given | more))


def found(engine: SearchEngine, text: str, audiences: frozenset[str] = VISITOR, **more: Any) -> Results:
    """Search."""
    return engine.search(Query(text, audiences, **more))


def ids(engine: SearchEngine, text: str, audiences: frozenset[str] = VISITOR, **more: Any) -> list[int]:
    """Give the ids that a search finds, in order."""
    return [hit.id for hit in found(engine, text, audiences, **more).hits]
