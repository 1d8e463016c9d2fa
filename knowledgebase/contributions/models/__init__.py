# SPDX-License-Identifier: EUPL-1.2
"""What every kind of contribution shares: text, revisions, tags, theme, comments."""

from knowledgebase.contributions.models.authors import ContributionAuthor
from knowledgebase.contributions.models.comments import Comment
from knowledgebase.contributions.models.contribution import Contribution, Findable, Kind
from knowledgebase.contributions.models.revisions import Revision
from knowledgebase.contributions.models.suggestions import Suggestion, SuggestionStatus
from knowledgebase.contributions.models.tags import ContributionTag, Tag, Theme

__all__ = [
    "Comment",
    "Contribution",
    "ContributionAuthor",
    "ContributionTag",
    "Findable",
    "Kind",
    "Revision",
    "Suggestion",
    "SuggestionStatus",
    "Tag",
    "Theme",
]
