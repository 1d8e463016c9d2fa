# SPDX-License-Identifier: EUPL-1.2
"""Names of files: as people read them, and as they stand in an address."""

import re
import unicodedata
from pathlib import PurePosixPath

from knowledgebase.web.addresses import slug_of

LONGEST_NAME = 120
NAMELESS = "bestand"
RESERVED = re.compile(r'[<>:"|?*]')
DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)


def extension_of(name: str) -> str:
    """Give the extension in lower case, without its point."""
    return PurePosixPath(cleaned(name)).suffix.removeprefix(".").lower()


def cleaned(name: str) -> str:
    """Give the last part of a name that was sent, without what only misleads people or their computers.

    Control characters, and those that turn the direction of writing, make a
    program look like a picture.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    printed = "".join(one if one.isspace() or unicodedata.category(one)[0] != "C" else "" for one in last)
    plain = RESERVED.sub("-", unicodedata.normalize("NFC", printed))
    return " ".join(plain.split()).lstrip(".")


def kept_as(name: str, extension: str) -> str:
    """Give the name under which a file is kept, with the extension of what it is and at most LONGEST_NAME long."""
    stem = PurePosixPath(cleaned(name)).stem.strip(" .")[: LONGEST_NAME - len(extension) - 1].strip(" .")
    if not stem or DEVICES.match(stem):
        stem = f"{NAMELESS}-{stem}".rstrip("-")
    return f"{stem}.{extension}"


def in_address(name: str) -> str:
    """Give a name as it stands in an address: plain letters, figures and hyphens."""
    path = PurePosixPath(name)
    return f"{slug_of(path.stem) or NAMELESS}{path.suffix}"
