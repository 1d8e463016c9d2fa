# SPDX-License-Identifier: EUPL-1.2
"""Reading what all kinds share."""

from knowledgebase.contributions.queries.comments import comments_on, discussions_on
from knowledgebase.contributions.queries.history import revision_numbered, revisions_for
from knowledgebase.contributions.queries.lists import (
    SHOWN_ON_THEIR_OWN,
    counts_by_kind,
    filed_under,
    listed,
    newest,
    written_by,
)
from knowledgebase.contributions.queries.organisations import organisations_named
from knowledgebase.contributions.queries.tags import meant_by, tags_in_use, themes

__all__ = [
    "SHOWN_ON_THEIR_OWN",
    "comments_on",
    "counts_by_kind",
    "discussions_on",
    "filed_under",
    "listed",
    "meant_by",
    "newest",
    "organisations_named",
    "revision_numbered",
    "revisions_for",
    "tags_in_use",
    "themes",
    "written_by",
]
