# SPDX-License-Identifier: EUPL-1.2
"""All that one viewer may find, as if it were one index.

The entries of the viewer's audiences stand in separate indexes. Their documents are numbered
through, and the numbers that ranking needs (how many documents there are, how many hold a word)
are taken over exactly these and over live documents only: the same as from one index that holds
what the viewer may read and nothing else.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from knowledgebase.search.whoosh_engine.rows import NONE, Postings
from knowledgebase.search.whoosh_engine.segment import Mask, Segment


class View:
    """The documents of some segments, numbered through."""

    def __init__(self, segments: tuple[Segment, ...]) -> None:
        self.segments = segments
        sizes = [segment.size for segment in segments]
        self.starts = np.cumsum([0, *sizes])
        self.size = int(self.starts[-1])
        self.keys = _together([segment.keys for segment in segments], np.int64)
        self.changed = _together([segment.changed for segment in segments], np.int64)
        self.live = _together([segment.live for segment in segments], np.bool_)
        self._leave_out_doubles()
        self.count = int(np.count_nonzero(self.live))

    def _leave_out_doubles(self) -> None:
        """Let an id count once, by its newest document, should two indexes hold it."""
        live = np.flatnonzero(self.live)
        newest_first = live[np.lexsort((-self.changed[live], self.keys[live]))]
        keys = self.keys[newest_first]
        self.live[newest_first[1:][keys[1:] == keys[:-1]]] = False

    def placed(self) -> Iterator[tuple[int, Segment]]:
        """Give each segment with the number of its first document."""
        return zip(map(int, self.starts), self.segments, strict=False)

    def postings(self, field: str, term: str) -> Postings:
        """Give the live documents that hold `term`."""
        return self._joined([(start, segment.postings(field, term)) for start, segment in self.placed()])

    def beginning_with(self, field: str, prefix: str) -> Postings:
        """Give the live documents of all terms that begin with `prefix`, once for each term."""
        return self._joined(
            [(start, segment.beginning_with(field, prefix)) for start, segment in self.placed()]
        )

    def _joined(self, pieces: list[tuple[int, Postings]]) -> Postings:
        pieces = [(start, postings) for start, postings in pieces if len(postings.docs)]
        if not pieces:
            return NONE
        docs = np.concatenate([postings.docs + np.uint32(start) for start, postings in pieces])
        weights = np.concatenate([postings.weights for _, postings in pieces])
        alive = self.live[docs]
        return Postings(docs[alive], weights[alive])

    def filed_under(self, name: str, values: tuple[str, ...]) -> Mask:
        """Mark the documents that have any of `values` of the facet `name`."""
        return _together([segment.filed_under(name, values) for segment in self.segments], np.bool_)

    def facet_names(self) -> list[str]:
        """Give the names of all facets."""
        return sorted({name for segment in self.segments for name in segment.filings})

    def count_facet(self, name: str, among: Mask) -> dict[str, int]:
        """Count the documents marked in `among` per value of a facet."""
        counts: dict[str, int] = {}
        for start, segment in self.placed():
            filing = segment.filings.get(name)
            if filing is None:
                continue
            inside = among[start : start + segment.size][filing.docs]
            per_code = np.bincount(filing.codes[inside], minlength=len(filing.values))
            for code in np.flatnonzero(per_code):
                value = filing.values[code]
                counts[value] = counts.get(value, 0) + int(per_code[code])
        return counts

    def flow(self, doc: int) -> bytes:
        """Give the stems of a document in order."""
        start, segment = self._home(doc)
        return segment.flow(doc - start)

    def shown(self, doc: int) -> tuple[str, str, str]:
        """Give title, kind and language of a document."""
        start, segment = self._home(doc)
        return segment.shown(doc - start)

    def _home(self, doc: int) -> tuple[int, Segment]:
        place = int(np.searchsorted(self.starts, doc, side="right")) - 1
        return int(self.starts[place]), self.segments[place]


def _together(arrays: list[npt.NDArray[np.generic]], dtype: type[np.generic]) -> npt.NDArray:  # type: ignore[type-arg]
    return np.concatenate(arrays) if arrays else np.empty(0, dtype)
