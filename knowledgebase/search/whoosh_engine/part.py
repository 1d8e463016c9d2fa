# SPDX-License-Identifier: EUPL-1.2
"""A few documents of a view, as if there were no others.

Whether a query finds them then costs a few look-ups in posting lists, however large the index is.
"""

from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from knowledgebase.search.whoosh_engine.rows import NONE, Postings
from knowledgebase.search.whoosh_engine.segment import Mask
from knowledgebase.search.whoosh_engine.view import View


class Part:
    """The documents of a view that have one of some ids, numbered anew."""

    def __init__(self, view: View, ids: Collection[int]) -> None:
        docs = np.flatnonzero(view.live & np.isin(view.keys, list(ids)))
        self._view, self._docs = view, docs
        self._homes = [
            (segment, (docs[(docs >= start) & (docs < start + segment.size)] - start).astype(np.uint32))
            for start, segment in view.placed()
        ]
        self._starts = np.cumsum([0, *(len(own) for _, own in self._homes)])
        self.size = self.count = len(docs)
        self.keys = view.keys[docs]
        self.live = np.ones(self.size, np.bool_)
        self._filed: dict[tuple[str, tuple[str, ...]], Mask] = {}

    def postings(self, field: str, term: str) -> Postings:
        """See `View.postings`; the rows of one term are in order, so that each document is looked up."""
        return self._joined([_looked_up(one.postings(field, term), own) for one, own in self._homes])

    def beginning_with(self, field: str, prefix: str) -> Postings:
        """See `View.beginning_with`."""
        return self._joined([_sifted(one.beginning_with(field, prefix), own) for one, own in self._homes])

    def filed_under(self, name: str, values: tuple[str, ...]) -> Mask:
        """See `View.filed_under`."""
        if (name, values) not in self._filed:
            self._filed[name, values] = self._view.filed_under(name, values)[self._docs]
        return self._filed[name, values]

    def flow(self, doc: int) -> bytes:
        """See `View.flow`."""
        return self._view.flow(int(self._docs[doc]))

    def _joined(self, pieces: list[Postings]) -> Postings:
        if not any(len(piece.docs) for piece in pieces):
            return NONE
        docs = [piece.docs + np.uint32(start) for piece, start in zip(pieces, self._starts, strict=False)]
        return Postings(np.concatenate(docs), np.concatenate([piece.weights for piece in pieces]))


def _looked_up(found: Postings, own: npt.NDArray[np.uint32]) -> Postings:
    if not len(found.docs) or not len(own):
        return NONE
    places = np.searchsorted(found.docs, own)
    places[places == len(found.docs)] = 0
    held = found.docs[places] == own
    return Postings(np.flatnonzero(held).astype(np.uint32), found.weights[places[held]])


def _sifted(found: Postings, own: npt.NDArray[np.uint32]) -> Postings:
    if not len(found.docs) or not len(own):
        return NONE
    places = np.searchsorted(own, found.docs)
    places[places == len(own)] = 0
    held = own[places] == found.docs
    return Postings(places[held].astype(np.uint32), found.weights[held])
