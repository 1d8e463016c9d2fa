# SPDX-License-Identifier: EUPL-1.2
"""Pages that all kinds share: permanent address, history, improving together, comments, tags, themes."""

from knowledgebase.contributions.views import (
    authors,
    comments,
    history,
    lists,
    merging,
    restoring,
    suggestions,
    tags,
)
from knowledgebase.contributions.views.blueprint import address_of, blueprint, heading_of

__all__ = [
    "address_of",
    "authors",
    "blueprint",
    "comments",
    "heading_of",
    "history",
    "lists",
    "merging",
    "restoring",
    "suggestions",
    "tags",
]
