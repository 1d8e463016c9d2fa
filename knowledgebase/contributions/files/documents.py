# SPDX-License-Identifier: EUPL-1.2
"""Documents are kept as they came, once their content is what their name says and holds no macros.

Runs in a confined process, because archives are opened.
"""

import io
import zipfile
from collections.abc import Callable, Mapping

import puremagic

from knowledgebase.contributions.files.kinds import MEGABYTE, Examined, FileKind, Trouble

LARGEST_UNPACKED = 200 * MEGABYTE
LARGEST_RATIO = 100
"""How many times its own size a document may become when it is opened."""

SMALL = 10 * MEGABYTE
"""Bytes that any document may become."""

MOST_MEMBERS = 10_000
CERTAIN = 0.4
"""From here on puremagic is sure enough of what it found."""

NOT_IN_TEXT = bytes(code for code in range(32) if chr(code) not in "\t\n\r\f") + b"\x7f"
HEART = {FileKind.DOCX: "word/document.xml", FileKind.XLSX: "xl/workbook.xml"}
MACROS = ("vbaproject.bin", "vbadata.xml", "basic/", "scripts/", "macrosheets/")


def checked(content: bytes, kind: FileKind) -> Examined | Trouble:
    """Give the document as it is kept, or what is wrong with it."""
    try:
        wrong = CHECKS[kind](content, kind)
    except Exception:
        # Damaged and hostile archives break the readers of many formats in ways that nobody can list.
        return Trouble.OTHER_CONTENT
    return wrong or Examined(kind, content)


def _pdf(content: bytes, kind: FileKind) -> Trouble | None:
    return None if content.startswith(b"%PDF-") else Trouble.OTHER_CONTENT


def _text(content: bytes, kind: FileKind) -> Trouble | None:
    holds_other_bytes = len(content.translate(None, NOT_IN_TEXT)) != len(content)
    return Trouble.OTHER_CONTENT if holds_other_bytes or _is_something_else(content) else None


def _is_something_else(content: bytes) -> bool:
    try:
        found = puremagic.magic_string(content)
    except puremagic.PureError:
        return False
    return any(one.confidence >= CERTAIN and not one.mime_type.startswith("text/csv") for one in found)


def _office(content: bytes, kind: FileKind) -> Trouble | None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        wrong = _members(archive, len(content))
        if wrong:
            return wrong
        names = {name.lower() for name in archive.namelist()}
        if HEART[kind] not in names or "[content_types].xml" not in names:
            return Trouble.OTHER_CONTENT
        return Trouble.MACROS if b"macroEnabled" in archive.read("[Content_Types].xml") else None


def _open_document(content: bytes, kind: FileKind) -> Trouble | None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        wrong = _members(archive, len(content))
        if wrong:
            return wrong
        says = archive.read("mimetype") if "mimetype" in archive.namelist() else b""
        is_right = says.strip() == kind.media_type.encode() and "content.xml" in archive.namelist()
        return None if is_right else Trouble.OTHER_CONTENT


def _members(archive: zipfile.ZipFile, size: int) -> Trouble | None:
    """Look at what an archive holds, and unpack it all: what it says of its own size may be a lie."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(one.compress_size for one in members) > size:
        return Trouble.SWELLS
    if any(_climbs_out(one.filename) for one in members):
        return Trouble.OTHER_CONTENT
    if any(mark in f"/{one.filename.lower()}" for one in members for mark in MACROS):
        return Trouble.MACROS
    if sum(one.file_size for one in members) > min(LARGEST_UNPACKED, max(SMALL, LARGEST_RATIO * size)):
        return Trouble.SWELLS
    return Trouble.OTHER_CONTENT if archive.testzip() else None


def _climbs_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


CHECKS: Mapping[FileKind, Callable[[bytes, FileKind], Trouble | None]] = {
    FileKind.PDF: _pdf,
    FileKind.DOCX: _office,
    FileKind.XLSX: _office,
    FileKind.ODT: _open_document,
    FileKind.ODS: _open_document,
    FileKind.CSV: _text,
    FileKind.TXT: _text,
}
