# SPDX-License-Identifier: EUPL-1.2
"""Whoosh's writer, gathering posting lists as arrays in memory instead of one posting at a time on disk.

Twenty thousand entries of 400 words take 200 MB, which is why a rebuild commits now and then.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from knowledgebase.search.whoosh_engine.mapped import Reader, SegmentCodec, ShelfStorage, checksum
from knowledgebase.search.whoosh_engine.origin import FileIndex, SegmentWriter
from knowledgebase.search.whoosh_engine.rows import Gathered
from knowledgebase.search.whoosh_engine.schema import SCHEMA, TERM_FIELDS


class Writer(SegmentWriter):  # type: ignore[misc]
    """Writes one new segment, and remembers its checksum."""

    def __init__(self, storage: ShelfStorage, name: str) -> None:
        self._gathered = {field: Gathered() for field in TERM_FIELDS}
        index = FileIndex(storage, schema=SCHEMA, indexname=name)
        super().__init__(index, codec=SegmentCodec(), _lk=False)

    def add_document(self, **fields: Any) -> None:
        """Add a document: terms to the posting lists, the rest to the columns."""
        for field in TERM_FIELDS:
            self._gathered[field].add(self.docnum, fields.pop(field))
        super().add_document(**fields)

    def add_postings_to_pool(self, reader: Reader, startdoc: int, docmap: Mapping[int, int] | None) -> None:
        """Take over the posting lists of a segment that is merged into this one."""
        places = np.arange(startdoc, startdoc + reader.doc_count_all(), dtype=np.int64)
        if docmap is not None:
            places[:] = -1
            places[list(docmap)] = list(docmap.values())
        for field in TERM_FIELDS:
            self._gathered[field].take_over(reader.field(field), places)

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        for field in TERM_FIELDS:
            self.fieldwriter.write(field, self._gathered[field])
        self.fieldwriter.close()

    def _assemble_segment(self) -> None:
        super()._assemble_segment()
        self.newsegment.checksum = checksum(self.newsegment.path(self.storage.folder))
