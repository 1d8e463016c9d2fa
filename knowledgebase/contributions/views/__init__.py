# SPDX-License-Identifier: EUPL-1.2
"""Pages that all kinds share: from the permanent address to tags and themes, a file for each concern."""

from knowledgebase.contributions.views import (
    applications,
    authors,
    bin,
    comments,
    drafting,
    drafts,
    files,
    history,
    lists,
    merging,
    owning,
    people,
    reactions,
    restoring,
    suggestions,
    tags,
    threads,
    votes,
)
from knowledgebase.contributions.views.blueprint import address_of, blueprint, heading_of

__all__ = [
    "address_of",
    "applications",
    "authors",
    "bin",
    "blueprint",
    "comments",
    "drafting",
    "drafts",
    "files",
    "heading_of",
    "history",
    "lists",
    "merging",
    "owning",
    "people",
    "reactions",
    "restoring",
    "suggestions",
    "tags",
    "threads",
    "votes",
]
