# SPDX-License-Identifier: EUPL-1.2
"""Pages that all kinds share: from the permanent address to tags and themes, a file for each concern."""

from knowledgebase.contributions.views import (
    applications,
    bin,
    comments,
    drafting,
    drafts,
    history,
    lists,
    mentions,
    owning,
    people,
    reactions,
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
    "drafting",
    "drafts",
    "heading_of",
    "history",
    "lists",
    "mentions",
    "owning",
    "people",
    "reactions",
    "tags",
    "threads",
    "votes",
]
