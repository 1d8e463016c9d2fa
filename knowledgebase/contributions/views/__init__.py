# SPDX-License-Identifier: EUPL-1.2
"""Pages that all kinds share: permanent address, history, comments, tags, themes."""

from knowledgebase.contributions.views import comments, curating, history, lists, relations, tags
from knowledgebase.contributions.views.blueprint import address_of, blueprint, heading_of

__all__ = [
    "address_of",
    "blueprint",
    "comments",
    "curating",
    "heading_of",
    "history",
    "lists",
    "relations",
    "tags",
]
