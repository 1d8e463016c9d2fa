# SPDX-License-Identifier: EUPL-1.2
"""One segment of an index, as searching sees it: arrays over its documents."""

import threading
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from knowledgebase.search.whoosh_engine.mapped import Reader
from knowledgebase.search.whoosh_engine.rows import Postings
from knowledgebase.search.whoosh_engine.schema import FACET_MARK, SCHEMA

Mask = npt.NDArray[np.bool_]


class Filing(NamedTuple):
    """How documents are filed under one facet: pairs of document and number of the value."""

    values: list[str]
    docs: npt.NDArray[np.uint32]
    codes: npt.NDArray[np.uint32]


class Segment:
    """The documents of one segment. All but `live` never changes, and is shared between snapshots.

    Whoosh's columns keep a position while they are read, hence the lock.
    """

    def __init__(self, reader: Reader, deleted: frozenset[int]) -> None:
        self._reader = reader
        self._lock = threading.Lock()
        self.size = int(reader.doc_count_all())
        self.keys = reader.numbers("key")
        self.changed = reader.numbers("changed")
        self.filings = self._read_filings()
        self._flow = reader.column_reader("flow", SCHEMA["flow"].column_type, translate=False)
        self.deleted = deleted
        self.live = self._mark(deleted)

    def with_deleted(self, deleted: frozenset[int]) -> "Segment":
        """Give this segment with other documents taken out."""
        if deleted == self.deleted:
            return self
        other = Segment.__new__(Segment)
        other.__dict__.update(self.__dict__)
        other.deleted = deleted
        other.live = self._mark(deleted)
        return other

    def _mark(self, deleted: frozenset[int]) -> Mask:
        live = np.ones(self.size, np.bool_)
        live[list(deleted)] = False
        return live

    @property
    def count(self) -> int:
        """Number of live documents."""
        return self.size - len(self.deleted)

    def postings(self, field: str, term: str) -> Postings:
        """Give the documents that hold `term`, also those taken out."""
        return self._reader.field(field).postings(term.encode())

    def beginning_with(self, field: str, prefix: str) -> Postings:
        """Give the documents of all terms that begin with `prefix`, once for each term."""
        return self._reader.field(field).beginning_with(prefix.encode())

    def _read_filings(self) -> dict[str, Filing]:
        gathered: dict[str, list[tuple[str, Any]]] = {}
        facets = self._reader.field("facets")
        for term in facets.terms():
            name, _, value = term.partition(FACET_MARK)
            gathered.setdefault(name, []).append((value, facets.postings(term.encode()).docs))
        return {name: _filing(pairs) for name, pairs in gathered.items()}

    def filed_under(self, name: str, values: tuple[str, ...]) -> Mask:
        """Mark the documents that have any of `values` of the facet `name`."""
        marked = np.zeros(self.size, np.bool_)
        filing = self.filings.get(name)
        if filing:
            wanted = [code for code, value in enumerate(filing.values) if value in values]
            marked[filing.docs[np.isin(filing.codes, wanted)]] = True
        return marked

    def flow(self, doc: int) -> bytes:
        """Give the stems of a document in order."""
        with self._lock:
            return bytes(self._flow[doc])

    def shown(self, doc: int) -> tuple[str, str, str]:
        """Give title, kind and language of a document."""
        with self._lock:
            title, kind, language = self._reader.stored_fields(doc)["shown"]
        return title, kind, language


def _filing(pairs: list[tuple[str, Any]]) -> Filing:
    docs = np.concatenate([docs for _, docs in pairs])
    codes = np.repeat(np.arange(len(pairs), dtype=np.uint32), [len(docs) for _, docs in pairs])
    return Filing([value for value, _ in pairs], docs, codes)
