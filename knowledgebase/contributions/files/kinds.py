# SPDX-License-Identifier: EUPL-1.2
"""The kinds of file that are taken in, and what may be wrong with one. Imported by the confined processes."""

import enum
from dataclasses import dataclass

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
"""Bytes that a file may have."""

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2_400
"""Pixels that the longest side of a picture may have; a larger picture is made smaller."""


class FileKind(enum.Enum):
    """A kind of file, by the extension it is kept with. Nothing else is ever served."""

    PNG = "png"
    JPEG = "jpg"
    WEBP = "webp"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    ODS = "ods"
    CSV = "csv"
    TXT = "txt"

    @property
    def media_type(self) -> str:
        """What browsers are told it is."""
        return MEDIA_TYPES[self]

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown in a text."""
        return self in (FileKind.PNG, FileKind.JPEG, FileKind.WEBP)


MEDIA_TYPES = {
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.WEBP: "image/webp",
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileKind.CSV: "text/csv",
    FileKind.TXT: "text/plain",
}
PICTURES = frozenset({"png", "jpg", "jpeg", "jpe", "jfif", "gif", "webp"})
"""Extensions of pictures. What is inside decides what such a file becomes."""

DOCUMENTS = {kind.value: kind for kind in FileKind if not kind.is_picture}
DRAWINGS = frozenset({"svg", "svgz"})
WITH_MACROS = frozenset({"docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm"})


class Trouble(enum.Enum):
    """Why a file is not taken in."""

    NOTHING = "nothing"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN = "unknown"
    DRAWING = "drawing"
    UNREADABLE = "unreadable"
    TOO_MANY_PIXELS = "too_many_pixels"
    OTHER_CONTENT = "other_content"
    MACROS = "macros"
    SWELLS = "swells"
    TOO_SLOW = "too_slow"


@dataclass(frozen=True)
class Examined:
    """What is kept of a file: for a picture drawn anew, with its size in pixels."""

    kind: FileKind
    content: bytes
    width: int | None = None
    height: int | None = None


def trouble_with(extension: str) -> Trouble | None:
    """Tell what is wrong with a file of this extension, whatever is inside."""
    if extension in PICTURES or extension in DOCUMENTS:
        return None
    if extension in DRAWINGS:
        return Trouble.DRAWING
    return Trouble.MACROS if extension in WITH_MACROS else Trouble.UNKNOWN
