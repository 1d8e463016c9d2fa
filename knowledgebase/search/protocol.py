# SPDX-License-Identifier: EUPL-1.2
"""What the rest of the site may expect of a search engine, whichever one is installed."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

PUBLIC = "public"
MEMBERS = "members"
_NAMED_ORGANISATIONS = re.compile(r"a[0-9]+\Z")

Order = Literal["relevance", "newest"]
Progress = Callable[[int], None]
"""Called now and then during a rebuild with the number of entries done so far."""


class IndexUnusable(Exception):
    """The index is missing, damaged or cannot be read or written; rebuild it from the database.

    The cause is kept as `__cause__`.
    """


class WriteFailed(Exception):
    """The index could not be written, as with a full disk; it is as it was. Try again later."""


class WriterBusy(Exception):
    """Another process is writing to the index; try again, or leave it to that process."""


@dataclass(frozen=True)
class Entry:
    """One findable contribution, as the index gets to know it.

    `audience` says who may find it: "public", "members", or the name of one set of
    organisations such as "a17". `body` and `answers` are plain text; `answers` holds the
    answers and comments that are found as part of their question, as far as this audience
    may read them. `facets` files the entry: a name (kind, theme, tag, organisation,
    legal_form, outcome, language, …) with the values that hold. `changed` is in UTC.
    """

    id: int
    kind: str
    audience: str
    language: str
    title: str
    changed: datetime
    tags: tuple[str, ...] = ()
    summary: str = ""
    body: str = ""
    answers: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Query:
    """What somebody searches for.

    `text` is what was typed, as typed: words, "phrases", -word and one pre*; anything
    else counts as words. Empty text finds everything. `filters` keeps entries that have,
    for each facet named, at least one of the values. `audiences` is what the viewer may
    read: {"public"} for a visitor, with "members" and "a17"… added for a member.
    `any_word` finds what holds at least one of the words, those with more of them first,
    instead of only what holds them all.
    """

    text: str
    audiences: frozenset[str] = frozenset({PUBLIC})
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: Order = "relevance"
    limit: int = 20
    offset: int = 0
    any_word: bool = False


@dataclass(frozen=True)
class Hit:
    """One entry found. Scores compare hits of one search with each other, and mean nothing else."""

    id: int
    score: float
    kind: str
    title: str
    language: str
    changed: datetime


@dataclass(frozen=True)
class Note:
    """Something about the query that the searcher should know.

    `code` is one of the keys of `knowledgebase.search.language.NOTES`, which holds the sentences;
    `detail` is the piece of the query it is about, if any.
    """

    code: str
    detail: str = ""


@dataclass(frozen=True)
class Results:
    """The answer to a query.

    `total` and `facets` (name → value → number of entries) are exact and count only what
    the audiences of the query may read. The counts of a facet leave out the filter on that
    facet itself, so that they say what choosing another value would give. `notes` says what
    in the query was ignored or loosened.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """A title that completes what is being typed."""

    id: int
    kind: str
    title: str


class SearchEngine(Protocol):
    """Find entries by their words.

    Every method raises `IndexUnusable` when the index cannot be read or written; the answer
    to that is `replace_all` with everything from the database. Nothing an engine returns
    depends on entries outside the audiences asked for: not hits, order, scores, totals,
    facets, suggestions nor notes.
    """

    def put(self, entries: Iterable[Entry]) -> None:
        """Make `entries` findable, each replacing what was known under its id, in any audience.

        Visible to every later search, in every process, when this returns. An entry that changes
        audience is taken out of its former one first. Putting again what was put does no harm, and
        is the answer to a failure: `WriterBusy` when another process is writing, `WriteFailed` when
        the disk refuses. Entries of one audience come in all or none.
        """

    def remove(self, ids: Iterable[int]) -> None:
        """Make the entries with these ids unfindable; unknown ids are no error. Otherwise as `put`."""

    def search(self, query: Query) -> Results:
        """Find what `query` asks; never fails on what somebody typed."""

    def matching(self, queries: Sequence[Query], ids: Collection[int]) -> list[frozenset[int]]:
        """Give for each query which of these entries hold all it asks, never some of it for want of better.

        Order, limit and offset of the queries do not count. Meant for many queries and few entries.
        """

    def suggest(self, prefix: str, audiences: frozenset[str], limit: int = 5) -> list[Suggestion]:
        """Give up to `limit` titles that hold the words of `prefix`, the last of which may be unfinished."""

    def replace_all(self, entries: Iterable[Entry], progress: Progress | None = None) -> int:
        """Build the whole index anew from `entries` and give their number.

        Searching goes on in the old index until the new one takes its place at once.
        When it fails, the old index stays. Raises `WriterBusy` when another process is writing,
        `WriteFailed` when the disk refuses.
        """

    def ids(self, audience: str) -> Iterator[tuple[int, datetime]]:
        """Give id and `changed` of every entry of exactly this audience, in order of id."""

    def audiences(self) -> frozenset[str]:
        """Give the audiences that have entries."""

    def healthy(self) -> bool:
        """Whether the index answers a search; never raises."""


def check_audiences(names: Iterable[str]) -> None:
    """Make sure that audiences are named as they should be: they become names of folders.

    :raises ValueError: naming the one that is not.
    """
    for name in names:
        if not (name in (PUBLIC, MEMBERS) or _NAMED_ORGANISATIONS.match(name)):
            raise ValueError(f"{name!r} is not an audience")
