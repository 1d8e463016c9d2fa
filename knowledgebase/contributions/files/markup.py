# SPDX-License-Identifier: EUPL-1.2
"""What a text in Markdown says to show a picture, or to link to a file; and to which files it refers."""

import re
from typing import Any

import sqlalchemy as sa

from knowledgebase.web.addresses import LARGEST_ID

FOLDER = "/bestanden/"
REFERENCE = re.compile(rf"{FOLDER}([1-9][0-9]{{0,9}})/")
SIGNS = re.compile(r"([\\`*_{}\[\]!#>])")


def markdown_for(words: str, address: str, is_picture: bool) -> str:
    """Write a picture or a link, in which nothing of `words` counts as Markdown."""
    plain = SIGNS.sub(r"\\\1", " ".join(words.split()))
    return f"{'!' if is_picture else ''}[{plain}]({address})"


def files_named_in(text: str) -> list[int]:
    """Give the ids of the files to which a text refers."""
    ids = {int(id) for id in REFERENCE.findall(text)}
    return sorted(id for id in ids if id <= LARGEST_ID)


def names(text: Any, id: Any) -> Any:
    """Tell in SQL whether a column of text refers to the file whose id is in another column."""
    return text.contains(sa.literal(FOLDER) + sa.cast(id, sa.String(10)) + "/")
