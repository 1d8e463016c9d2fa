# SPDX-License-Identifier: EUPL-1.2
"""Pages that all kinds share: permanent address, history, comments, votes, reactions, tags, themes."""

from knowledgebase.contributions.views import (
    applications,
    comments,
    history,
    lists,
    reactions,
    tags,
    votes,
)
from knowledgebase.contributions.views.blueprint import address_of, blueprint, heading_of

__all__ = [
    "address_of",
    "applications",
    "blueprint",
    "comments",
    "heading_of",
    "history",
    "lists",
    "reactions",
    "tags",
    "votes",
]
