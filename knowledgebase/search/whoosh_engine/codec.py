# SPDX-License-Identifier: EUPL-1.2
"""How posting lists are kept: as plain arrays, read whole in one step.

Whoosh keeps tuples of differences in compressed blocks of 128 and walks through them one
posting at a time, which is where its time goes. Its codec is made to be replaced: this one
keeps the document numbers and weights of a term as two arrays that numpy reads without copying.
"""

from array import array
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from knowledgebase.search.whoosh_engine.origin import W3Codec, W3LeafMatcher, W3PostingsWriter

Numbers = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.float32]


class Postings(NamedTuple):
    """Documents that hold a term, in order, and how much it weighs in each."""

    docs: Numbers
    weights: Weights


NONE = Postings(np.empty(0, np.uint32), np.empty(0, np.float32))


class ArrayCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's third codec with posting lists as arrays and without lengths of fields."""

    length_stats = False

    def __init__(self) -> None:
        super().__init__(compression=0)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> "ArrayPostingsWriter":
        """Give what writes the posting lists of one field."""
        return ArrayPostingsWriter(dbfile, blocklimit=0, byteids=byteids, compression=0, inlinelimit=0)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> "ArrayMatcher":
        """Give what reads the posting list of one term."""
        offset, length = terminfo.extent()
        return ArrayMatcher(dbfile, offset, length, format_, term=term, scorer=scorer)


class ArrayPostingsWriter(W3PostingsWriter):  # type: ignore[misc]
    """Writes a posting list as one block of numbers and weights as they are in memory."""

    def fill(self, docs: "array[int]", weights: "array[float]") -> None:
        """Set the posting list to write."""
        self._ids, self._weights, self._maxweight = docs, weights, max(weights)

    def _mini_ids(self) -> bytes:
        return bytes(self._ids.tobytes())

    def _mini_weights(self) -> bytes:
        return bytes(self._weights.tobytes())

    def _mini_values(self) -> None:
        return None


class ArrayMatcher(W3LeafMatcher):  # type: ignore[misc]
    """Reads it back."""

    def postings(self) -> Postings:
        """Give the whole list."""
        self._read_data()
        docs, weights, _ = self._data
        return Postings(np.frombuffer(docs, np.uint32), np.frombuffer(weights, np.float32))
