# SPDX-License-Identifier: EUPL-1.2
"""Posting lists as plain arrays: for each field its terms in order, and for all of them together the
documents and weights.

Whoosh writes and reads posting lists one posting at a time, which is where its time goes; its
codec is made to be replaced. Here a term is found by halving, its list is a slice that numpy
reads from the mapped file without copying, and all terms with one beginning are one slice too.
"""

import json
from array import array
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from knowledgebase.search.whoosh_engine.origin import W3Codec

EXTENSION = ".rows"
FOOTER = 8
"""Bytes at the end that tell how long the directory before them is."""

ALIGNMENT = 8


class Postings(NamedTuple):
    """Documents that hold a term and how much it weighs in each; in order, unless of several terms."""

    docs: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.float32]


NONE = Postings(np.empty(0, np.uint32), np.empty(0, np.float32))

Row = tuple["array[int]", "array[float]"]


class RowsWriter:
    """Writes the posting lists of one segment."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._directory: dict[str, dict[str, tuple[int, int]]] = {}
        self.is_closed = False

    def write(self, field: str, rows: Mapping[bytes, Row]) -> None:
        """Write the posting lists of one field, given by term."""
        terms = sorted(term for term, (docs, _) in rows.items() if docs)
        docs, weights = array("I"), array("f")
        for term in terms:
            docs += rows[term][0]
            weights += rows[term][1]
        self._directory[field] = {
            "terms": self._add(b"".join(terms)),
            "term_ends": self._add(np.cumsum([len(term) for term in terms], dtype=np.uint32).tobytes()),
            "row_ends": self._add(
                np.cumsum([len(rows[term][0]) for term in terms], dtype=np.uint32).tobytes()
            ),
            "docs": self._add(docs.tobytes()),
            "weights": self._add(weights.tobytes()),
        }

    def _add(self, content: bytes) -> tuple[int, int]:
        start = self._file.tell()
        self._file.write(content + b"\0" * (-len(content) % ALIGNMENT))
        return start, len(content)

    def close(self) -> None:
        """Write the directory and end."""
        directory = json.dumps(self._directory).encode()
        self._file.write(directory + len(directory).to_bytes(FOOTER, "big"))
        self._file.close()
        self.is_closed = True


class Field:
    """The posting lists of one field, as they lie in a mapped file."""

    def __init__(self, content: memoryview, directory: Mapping[str, tuple[int, int]]) -> None:
        parts = {name: content[start : start + length] for name, (start, length) in directory.items()}
        self._terms = parts["terms"]
        self._term_ends = np.frombuffer(parts["term_ends"], np.uint32)
        self._row_ends = np.frombuffer(parts["row_ends"], np.uint32)
        self._docs = np.frombuffer(parts["docs"], np.uint32)
        self._weights = np.frombuffer(parts["weights"], np.float32)

    def __len__(self) -> int:
        return len(self._term_ends)

    def term(self, place: int) -> bytes:
        """Give the term at a place in the order."""
        start = int(self._term_ends[place - 1]) if place else 0
        return bytes(self._terms[start : int(self._term_ends[place])])

    def postings(self, term: bytes) -> Postings:
        """Give the posting list of a term."""
        place = self._place(term)
        return self._slice(place, place + 1) if place < len(self) and self.term(place) == term else NONE

    def beginning_with(self, prefix: bytes) -> Postings:
        """Give the posting lists of all terms that begin with `prefix`, one after the other."""
        return self._slice(self._place(prefix), self._place(prefix + b"\xff"))

    def rows(self) -> Iterator[tuple[bytes, Postings]]:
        """Give all terms in order with their posting lists."""
        for place in range(len(self)):
            yield self.term(place), self._slice(place, place + 1)

    def _place(self, term: bytes) -> int:
        """Give the place of the first term that is not before `term`."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self.term(middle) < term:
                low = middle + 1
            else:
                high = middle
        return low

    def _slice(self, first: int, end: int) -> Postings:
        if first >= end:
            return NONE
        start = int(self._row_ends[first - 1]) if first else 0
        stop = int(self._row_ends[end - 1])
        return Postings(self._docs[start:stop], self._weights[start:stop])


class RowsReader:
    """Reads the posting lists of one segment."""

    def __init__(self, content: memoryview) -> None:
        length = int.from_bytes(content[-FOOTER:], "big")
        directory = json.loads(bytes(content[-FOOTER - length : -FOOTER]))
        self.fields = {name: Field(content, parts) for name, parts in directory.items()}

    def indexed_field_names(self) -> list[str]:
        """Give the names of the fields, for Whoosh."""
        return list(self.fields)


class RowsCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's third codec with these posting lists, and without lengths of fields."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> RowsWriter:
        """Give what writes the posting lists of a segment."""
        return RowsWriter(segment.create_file(storage, EXTENSION))

    def terms_reader(self, storage: Any, segment: Any) -> RowsReader:
        """Give what reads them."""
        return RowsReader(storage.part(segment.make_filename(EXTENSION)))
