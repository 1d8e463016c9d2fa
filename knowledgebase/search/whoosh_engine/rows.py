# SPDX-License-Identifier: EUPL-1.2
"""Posting lists as plain arrays: for each field its terms in order, and for all of them together the
documents and weights.

Whoosh writes and reads posting lists one posting at a time, which is where its time goes; its
codec is made to be replaced. Here a term is found by halving, its list is a slice that numpy
reads from the mapped file without copying, and all terms with one beginning are one slice too.
"""

import json
from array import array
from collections.abc import Iterable, Mapping
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


class Gathered:
    """The posting lists of one field as they come in: three arrays, so that no object is made per posting.

    That takes 12 bytes per posting, 20 while sorting.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._terms, self._docs, self._weights = array("I"), array("I"), array("f")

    def add(self, doc: int, weights: Mapping[str, float]) -> None:
        """Add a document that comes after all others."""
        self._terms.extend(self._numbered(weights))
        self._docs.extend([doc] * len(weights))
        self._weights.extend(weights.values())

    def take_over(self, field: "Field", places: npt.NDArray[np.int64]) -> None:
        """Add all of another field; `places` has the new number of each document, or -1 to leave it out."""
        numbers = np.repeat(np.array(self._numbered(field.terms()), np.uint32), field.lengths)
        new = places[field.docs]
        kept = new >= 0
        self._terms.frombytes(numbers[kept].tobytes())
        self._docs.frombytes(new[kept].astype(np.uint32).tobytes())
        self._weights.frombytes(field.weights[kept].tobytes())

    def _numbered(self, terms: Iterable[str]) -> list[int]:
        numbers = self._numbers
        return [numbers.setdefault(term, len(numbers)) for term in terms]

    def in_order(self) -> tuple[list[bytes], npt.NDArray[np.intp], Postings]:
        """Give the terms, how many documents each has, and the documents and weights term by term."""
        terms = sorted(self._numbers)
        ranks = np.empty(len(terms), np.uint32)
        ranks[[self._numbers[term] for term in terms]] = np.arange(len(terms), dtype=np.uint32)
        ranked = ranks[np.frombuffer(self._terms, np.uint32)]
        order = np.argsort(ranked, kind="stable")
        lengths = np.bincount(ranked, minlength=len(terms))
        docs, weights = np.frombuffer(self._docs, np.uint32), np.frombuffer(self._weights, np.float32)
        held = [term.encode() for term, length in zip(terms, lengths, strict=True) if length]
        return held, lengths[lengths > 0], Postings(docs[order], weights[order])


class RowsWriter:
    """Writes the posting lists of one segment."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._directory: dict[str, dict[str, tuple[int, int]]] = {}
        self.is_closed = False

    def write(self, name: str, gathered: Gathered) -> None:
        """Write the posting lists of one field."""
        terms, lengths, postings = gathered.in_order()
        self._directory[name] = {
            "terms": self._add(b"".join(terms)),
            "term_ends": self._add(np.cumsum([len(term) for term in terms], dtype=np.uint32).tobytes()),
            "row_ends": self._add(np.cumsum(lengths, dtype=np.uint32).tobytes()),
            "docs": self._add(postings.docs.tobytes()),
            "weights": self._add(postings.weights.tobytes()),
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
        self.docs = np.frombuffer(parts["docs"], np.uint32)
        self.weights = np.frombuffer(parts["weights"], np.float32)

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

    def terms(self) -> list[str]:
        """Give all terms in order."""
        content, start, terms = bytes(self._terms), 0, []
        for end in self._term_ends.tolist():
            terms.append(content[start:end].decode())
            start = end
        return terms

    @property
    def lengths(self) -> npt.NDArray[np.uint32]:
        """How many documents each term has."""
        return np.diff(self._row_ends, prepend=np.uint32(0))

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
        return Postings(self.docs[start:stop], self.weights[start:stop])


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
