# SPDX-License-Identifier: EUPL-1.2
"""The only place that imports Whoosh.

Its source of 2016 makes newer Pythons warn about escape sequences and old modules while it is
being imported; those warnings, and no others, are silenced here.
"""

import warnings
from importlib.metadata import PackageNotFoundError, distribution

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    from whoosh.codec.whoosh3 import W3Codec, W3Segment
    from whoosh.columns import NumericColumn, VarBytesColumn
    from whoosh.fields import COLUMN, STORED, FieldType, Schema
    from whoosh.filedb.filestore import FileStorage
    from whoosh.filedb.structfile import BufferFile
    from whoosh.formats import Existence
    from whoosh.index import TOC, FileIndex
    from whoosh.reading import SegmentReader
    from whoosh.writing import SegmentWriter

__all__ = [
    "COLUMN",
    "STORED",
    "TOC",
    "BufferFile",
    "Existence",
    "FieldType",
    "FileIndex",
    "FileStorage",
    "NumericColumn",
    "Schema",
    "SegmentReader",
    "SegmentWriter",
    "TwoWhooshes",
    "VarBytesColumn",
    "W3Codec",
    "W3Segment",
    "refuse_two_whooshes",
]

DISTRIBUTIONS = ("Whoosh", "Whoosh-Reloaded", "Whoosh3", "Whoosh-Community", "whoosh2")
"""Distributions that all install a package named whoosh, over each other."""


class TwoWhooshes(Exception):
    """More than one distribution installed the package whoosh; the message says what to do."""


def refuse_two_whooshes() -> None:
    """Make sure that one distribution owns the package whoosh.

    :raises TwoWhooshes: when files of two may be mixed.
    """
    found = [name for name in DISTRIBUTIONS if _installed(name)]
    if len(found) > 1:
        raise TwoWhooshes(
            f"{' and '.join(found)} are both installed and overwrite each other's files. "
            "Uninstall all of them, then install goede-buur again."
        )


def _installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True
