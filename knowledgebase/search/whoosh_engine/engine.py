# SPDX-License-Identifier: EUPL-1.2
"""The embedded search engine: Whoosh keeps the index, in one folder per audience.

Each entry stands in the index of its own audience only. A search opens the indexes of the
viewer's audiences and no others, and ranks over them as if they were one (`view`), so that
nothing hidden has any influence and nothing has to be kept twice or merged by rank.
"""

import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from knowledgebase.search.protocol import (
    MEMBERS,
    PUBLIC,
    Entry,
    IndexUnusable,
    Progress,
    Query,
    Results,
    Suggestion,
    check_audiences,
)
from knowledgebase.search.whoosh_engine.binder import bound, tidy
from knowledgebase.search.whoosh_engine.failures import building, changing, reading
from knowledgebase.search.whoosh_engine.generations import Generations
from knowledgebase.search.whoosh_engine.part import Part
from knowledgebase.search.whoosh_engine.rebuilding import build
from knowledgebase.search.whoosh_engine.schema import EPOCH
from knowledgebase.search.whoosh_engine.searching import held, results
from knowledgebase.search.whoosh_engine.segment import Segment
from knowledgebase.search.whoosh_engine.shelf import Shelf
from knowledgebase.search.whoosh_engine.suggesting import suggestions
from knowledgebase.search.whoosh_engine.view import View

VIEWS_KEPT = 32


class WhooshEngine:
    """A `SearchEngine` in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._generations = Generations(folder)
        self._lock = threading.RLock()
        self._generation = folder
        self._shelves: dict[str, Shelf] = {}
        self._views: dict[frozenset[str], View] = {}

    def put(self, entries: Iterable[Entry]) -> None:
        """See `SearchEngine.put`."""
        newest = {entry.id: entry for entry in entries}
        self._change(newest, set(newest))

    def remove(self, ids: Iterable[int]) -> None:
        """See `SearchEngine.remove`."""
        self._change({}, set(ids))

    def search(self, query: Query) -> Results:
        """See `SearchEngine.search`."""
        check_audiences(query.audiences)
        with reading():
            return results(self._view(query.audiences), query)

    def matching(self, queries: Sequence[Query], ids: Collection[int]) -> list[frozenset[int]]:
        """See `SearchEngine.matching`."""
        asked_of = {query.audiences for query in queries}
        check_audiences(name for audiences in asked_of for name in audiences)
        with reading():
            parts = {audiences: Part(self._view(audiences), ids) for audiences in asked_of}
            return [held(parts[query.audiences], query) for query in queries]

    def suggest(self, prefix: str, audiences: frozenset[str], limit: int = 5) -> list[Suggestion]:
        """See `SearchEngine.suggest`."""
        check_audiences(audiences)
        with reading():
            return suggestions(self._view(audiences), prefix, limit)

    def replace_all(self, entries: Iterable[Entry], progress: Progress | None = None) -> int:
        """See `SearchEngine.replace_all`."""
        with self._generations.writing(), building(), self._generations.fresh() as folder:
            return build(folder, entries, progress)

    def ids(self, audience: str) -> Iterator[tuple[int, datetime]]:
        """See `SearchEngine.ids`."""
        check_audiences({audience})
        with reading():
            view = self._view(frozenset({audience}))
            live = np.flatnonzero(view.live)
            for doc in live[np.argsort(view.keys[live])]:
                yield int(view.keys[doc]), EPOCH + timedelta(microseconds=int(view.changed[doc]))

    def audiences(self) -> frozenset[str]:
        """See `SearchEngine.audiences`."""
        with reading(), self._lock:
            self._follow_pointer()
            return frozenset(name for name in self._known_audiences() if self._shelf(name).count())

    def healthy(self) -> bool:
        """See `SearchEngine.healthy`."""
        try:
            with reading():
                everyone = frozenset(self._known_audiences())
            self.search(Query("gemeente", audiences=everyone))
        except IndexUnusable:
            return False
        return True

    def _view(self, audiences: frozenset[str]) -> View:
        """Give what these audiences may find, made anew only when one of their indexes changed."""
        with self._lock:
            segments = self._segments(audiences)
            view = self._views.get(audiences)
            if view is None or view.segments != segments:
                view = View(segments)
                self._views.pop(audiences, None)
                self._views[audiences] = view
                if len(self._views) > VIEWS_KEPT:
                    del self._views[next(iter(self._views))]
            return view

    def _segments(self, audiences: frozenset[str]) -> tuple[Segment, ...]:
        """Open the indexes, all of one generation: the former is removed as soon as another counts."""
        while True:
            self._follow_pointer()
            try:
                shelves = [self._shelf(name) for name in sorted(audiences)]
                segments = tuple(segment for shelf in shelves for segment in shelf.segments())
            except FileNotFoundError:
                if self._generations.current() == self._generation:
                    raise
            else:
                if self._generations.current() == self._generation:
                    return segments

    def _follow_pointer(self) -> None:
        current = self._generations.current()
        if current != self._generation:
            self._generation, self._shelves, self._views = current, {}, {}

    def _shelf(self, audience: str) -> Shelf:
        shelf = Shelf(self._generation / audience, required=audience in (PUBLIC, MEMBERS))
        return self._shelves.setdefault(audience, shelf)

    def _known_audiences(self) -> set[str]:
        folders = self._generations.current().iterdir()
        return {PUBLIC, MEMBERS} | {path.name for path in folders if path.name.isalnum()}

    def _change(self, entries: dict[int, Entry], gone: set[int]) -> None:
        """Take out where entries no longer belong, then add: a text that moves is never in two places."""
        homes = {entry.audience for entry in entries.values()}
        check_audiences(homes)
        if not gone:
            return
        with self._generations.writing(), self._lock, changing():
            self._follow_pointer()
            for audience in self._known_audiences():
                leaving = {key for key in gone if key not in entries or entries[key].audience != audience}
                if self._holds(audience, leaving):
                    self._bind(audience, leaving, [])
            for audience in homes:
                coming = [entry for entry in entries.values() if entry.audience == audience]
                self._bind(audience, {entry.id for entry in coming}, coming)

    def _holds(self, audience: str, ids: set[int]) -> bool:
        segments = self._shelf(audience).segments()
        return any(np.any(np.isin(segment.keys, list(ids)) & segment.live) for segment in segments)

    def _bind(self, audience: str, gone: set[int], coming: list[Entry]) -> None:
        """Change one index, then merge what became many small pieces."""
        shelf = self._shelf(audience)
        with bound(shelf) as binder:
            binder.take_out(gone)
            for entry in coming:
                binder.add(entry)
        tidy(shelf)
