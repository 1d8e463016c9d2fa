# SPDX-License-Identifier: EUPL-1.2
"""Pages that all kinds share: from the permanent address to tags and themes, a file for each concern."""

from knowledgebase.contributions.views import (
    applications,
    bin,
    comments,
    curating,
    drafting,
    drafts,
    history,
    lists,
    owning,
    people,
    reactions,
    relations,
    tags,
    threads,
    votes,
)
from knowledgebase.contributions.views.blueprint import address_of, blueprint, heading_of

__all__ = [
    "address_of",
    "applications",
    "bin",
    "blueprint",
    "comments",
    "curating",
    "drafting",
    "drafts",
    "heading_of",
    "history",
    "lists",
    "owning",
    "people",
    "reactions",
    "relations",
    "tags",
    "threads",
    "votes",
]
