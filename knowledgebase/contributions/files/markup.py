# SPDX-License-Identifier: EUPL-1.2
"""What a text in Markdown says to show a picture, or to link to a file."""

import re

SIGNS = re.compile(r"([\\`*_{}\[\]!#>])")


def markdown_for(words: str, address: str, is_picture: bool) -> str:
    """Write a picture or a link, in which nothing of `words` counts as Markdown."""
    plain = SIGNS.sub(r"\\\1", " ".join(words.split()))
    return f"{'!' if is_picture else ''}[{plain}]({address})"
