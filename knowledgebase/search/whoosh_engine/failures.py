# SPDX-License-Identifier: EUPL-1.2
"""What goes wrong inside, told in the terms of the protocol."""

from collections.abc import Iterator
from contextlib import contextmanager

from knowledgebase.search.protocol import IndexUnusable, WriteFailed, WriterBusy

TOLD = (IndexUnusable, WriteFailed, WriterBusy)


@contextmanager
def reading() -> Iterator[None]:
    """Tell any failure to read as an unusable index: whatever is wrong, the answer is to build it anew."""
    try:
        yield
    except TOLD:
        raise
    except Exception as failure:
        raise IndexUnusable(f"the index cannot be read: {failure!r}") from failure


@contextmanager
def changing() -> Iterator[None]:
    """Tell a disk that is full, or otherwise refuses, apart from an index that is damaged."""
    try:
        yield
    except TOLD:
        raise
    except Exception as failure:
        if isinstance(failure, OSError) and not isinstance(failure, FileNotFoundError):
            raise WriteFailed(f"the index cannot be written: {failure}") from failure
        raise IndexUnusable(f"the index cannot be read: {failure!r}") from failure


@contextmanager
def building() -> Iterator[None]:
    """Tell a disk that refuses; what goes wrong in the entries given is not the index's failure."""
    try:
        yield
    except OSError as failure:
        raise WriteFailed(f"the index cannot be written: {failure}") from failure
