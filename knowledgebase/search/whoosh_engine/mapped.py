# SPDX-License-Identifier: EUPL-1.2
"""Segment files as they lie on disk: checked when opened, mapped into memory, one file each.

Whoosh copies every part of a segment into the memory of every process; a mapping is shared
between them, needs no open file, and outlives the removal of the file.
"""

import mmap
import os
import pickle
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledgebase.search.whoosh_engine.origin import (
    BufferFile,
    FileStorage,
    SegmentReader,
    W3Segment,
)
from knowledgebase.search.whoosh_engine.rows import Field, RowsCodec
from knowledgebase.search.whoosh_engine.schema import SCHEMA


class Damaged(Exception):
    """A file of the index is not what was written."""


class ShelfStorage(FileStorage):  # type: ignore[misc]
    """The folder of one index."""

    def open_file(self, name: str, **options: Any) -> Any:
        """Open a file for reading; a table of contents is read at once, so that no error leaves it open."""
        if not name.endswith(".toc"):
            return super().open_file(name, **options)
        return BufferFile(Path(self.folder, name).read_bytes(), name=name)


class CheckedSegment(W3Segment):  # type: ignore[misc]
    """A segment that remembers the checksum of its file."""

    checksum: int = 0

    def path(self, folder: str) -> Path:
        """Give the place of the file of this segment."""
        return Path(folder, self.make_filename(self.COMPOUND_EXT))

    def open_compound_file(self, storage: ShelfStorage) -> "Mapping":
        """Map the file.

        :raises Damaged: when its bytes are not those that were written.
        """
        path = self.path(storage.folder)
        if checksum(path) != self.checksum:
            raise Damaged(f"{path} is damaged")
        return Mapping(path)


class SegmentCodec(RowsCodec):
    """The codec, making segments that are checked and mapped."""

    def new_segment(self, storage: ShelfStorage, indexname: str) -> CheckedSegment:
        """Name a new segment."""
        return CheckedSegment(self, indexname)


class Reader(SegmentReader):  # type: ignore[misc]
    """Reads one segment from its mapping only."""

    def __init__(self, storage: ShelfStorage, segment: CheckedSegment) -> None:
        self.schema = SCHEMA
        self.is_closed = False
        self._segment, self._segid, self._gen = segment, segment.segment_id(), None
        self._storage = segment.open_compound_file(storage)
        self._codec = segment.codec()
        self._terms = self._codec.terms_reader(self._storage, segment)
        self._perdoc = self._codec.per_document_reader(self._storage, segment)

    def field(self, name: str) -> Field:
        """Give the posting lists of a field."""
        found: Field = self._terms.fields[name]
        return found

    def numbers(self, field: str) -> npt.NDArray[np.int64]:
        """Give a column of numbers, which has one for every document."""
        file, offset, _ = self._perdoc._get_column_file(field)
        found = np.frombuffer(file.get(offset, self.doc_count_all() * 8), ">i8").astype(np.int64)
        if len(found) != self.doc_count_all():
            raise Damaged(f"column {field} has {len(found)} of {self.doc_count_all()} values")
        return found


class Mapping:
    """The parts of one segment file, by name."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._bytes = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        start = int.from_bytes(self._bytes[:8], "big", signed=True)
        self._parts: dict[str, dict[str, int]] = pickle.loads(self._bytes[start:])  # noqa: S301 - checked, ours

    def open_file(self, name: str, **options: Any) -> "MappedFile":
        """Give one part as a file."""
        return MappedFile(self.part(name), name)

    def part(self, name: str) -> memoryview:
        """Give the bytes of one part, uncopied."""
        part = self._parts[name]
        return self._bytes[part["offset"] : part["offset"] + part["length"]]

    def file_exists(self, name: str) -> bool:
        """Whether the segment has this part."""
        return name in self._parts

    def file_length(self, name: str) -> int:
        """Give the length of a part in bytes."""
        return self._parts[name]["length"]

    def close(self) -> None:
        """Leave the mapping to the last one that still reads it."""


class MappedFile(BufferFile):  # type: ignore[misc]
    """A part of a mapping that reads like a file, without a copy of it."""

    def __init__(self, view: memoryview, name: str) -> None:
        self._buf, self._name, self.file = view, name, self
        self._position = 0
        self.onclose, self.is_real, self.is_closed = None, False, False

    def read(self, length: int = -1) -> bytes:
        """Read on from the current position."""
        end = len(self._buf) if length < 0 else self._position + length
        found = bytes(self._buf[self._position : end])
        self._position += len(found)
        return found

    def readline(self) -> bytes:
        """Read to the end of the line; unpickling asks for it."""
        rest = bytes(self._buf[self._position : self._position + 4096])
        return self.read(rest.find(b"\n") + 1 or len(rest))

    def seek(self, position: int, whence: int = os.SEEK_SET) -> None:
        """Go to another position."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: len(self._buf)}[whence]
        self._position = base + position

    def tell(self) -> int:
        """Give the current position."""
        return self._position

    def close(self) -> None:
        """Leave the mapping to the last one that still reads it."""
        self.is_closed = True


def checksum(path: Path) -> int:
    """Give the checksum of a file, read in pieces."""
    found = 0
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            found = zlib.crc32(piece, found)
    return found
