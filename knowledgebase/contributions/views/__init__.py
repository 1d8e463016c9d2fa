# SPDX-License-Identifier: EUPL-1.2
"""Pages that all kinds share: permanent address, history, comments, the bin, owners, tags, themes."""

from knowledgebase.contributions.views import bin, comments, history, lists, owning, tags, threads
from knowledgebase.contributions.views.blueprint import address_of, blueprint, heading_of

__all__ = [
    "address_of",
    "bin",
    "blueprint",
    "comments",
    "heading_of",
    "history",
    "lists",
    "owning",
    "tags",
    "threads",
]
