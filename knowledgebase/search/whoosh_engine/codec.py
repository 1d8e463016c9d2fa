# SPDX-License-Identifier: EUPL-1.2
"""How posting lists are kept: as plain arrays, read whole in one step.

Whoosh keeps tuples of differences in compressed blocks of 128 and walks through them one
posting at a time, which is where its searching time goes. Its codec is made to be replaced:
this one keeps document numbers and weights as arrays that numpy reads without copying.
"""

from array import array
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from knowledgebase.search.whoosh_engine.origin import W3Codec, W3LeafMatcher, W3PostingsWriter

Numbers = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.float32]

BLOCK = 1 << 16
"""Postings per block; most words have one block."""


class Postings(NamedTuple):
    """Documents that hold a term, in order, and how much it weighs in each."""

    docs: Numbers
    weights: Weights


NONE = Postings(np.empty(0, np.uint32), np.empty(0, np.float32))


class ArrayCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's third codec with posting lists as arrays and without lengths of fields."""

    length_stats = False

    def __init__(self) -> None:
        super().__init__(blocklimit=BLOCK, compression=0, inlinelimit=1)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> "ArrayPostingsWriter":
        """Give what writes the posting lists of one field."""
        return ArrayPostingsWriter(dbfile, blocklimit=BLOCK, byteids=byteids, compression=0, inlinelimit=1)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> "ArrayMatcher":
        """Give what reads the posting list of one term."""
        offset, length = terminfo.extent()
        return ArrayMatcher(dbfile, offset, length, format_, term=term, scorer=scorer)


class ArrayPostingsWriter(W3PostingsWriter):  # type: ignore[misc]
    """Writes numbers and weights as they are in memory."""

    def _mini_ids(self) -> bytes:
        return bytes(self._ids.tobytes())

    def _mini_weights(self) -> bytes:
        return bytes(self._weights.tobytes())

    def _mini_values(self) -> None:
        return None


class ArrayMatcher(W3LeafMatcher):  # type: ignore[misc]
    """Reads them back: one by one for Whoosh, which merges segments; all at once for searching."""

    def _read_ids(self) -> None:
        if self._data is None:
            self._read_data()
        self._ids = array("I", self._data[0])

    def _read_weights(self) -> None:
        if self._data is None:
            self._read_data()
        self._weights = array("f", self._data[1])

    def _read_values(self) -> None:
        self._values = (None,) * self._blocklength

    def postings(self) -> Postings:
        """Give the whole list."""
        docs, weights = [], []
        while True:
            self._read_data()
            docs.append(np.frombuffer(self._data[0], np.uint32))
            weights.append(np.frombuffer(self._data[1], np.float32))
            if self._lastblock:
                break
            self._next_block()
        return Postings(_one(docs), _one(weights))


def _one(pieces: list[Any]) -> Any:
    return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)
