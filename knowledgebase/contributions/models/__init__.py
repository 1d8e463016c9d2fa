# SPDX-License-Identifier: EUPL-1.2
"""What every kind of contribution shares: text, revisions, tags, theme, comments."""

from knowledgebase.contributions.models.authors import ContributionAuthor
from knowledgebase.contributions.models.bin import BinEntry
from knowledgebase.contributions.models.comments import Comment
from knowledgebase.contributions.models.contribution import Contribution, Findable, Kind
from knowledgebase.contributions.models.drafts import Draft
from knowledgebase.contributions.models.reminders import Step, VerificationReminder
from knowledgebase.contributions.models.revisions import Revision
from knowledgebase.contributions.models.suggestions import Suggestion, SuggestionApproval, SuggestionStatus
from knowledgebase.contributions.models.tags import ContributionTag, Tag, Theme

__all__ = [
    "BinEntry",
    "Comment",
    "Contribution",
    "ContributionAuthor",
    "ContributionTag",
    "Draft",
    "Findable",
    "Kind",
    "Revision",
    "Step",
    "Suggestion",
    "SuggestionApproval",
    "SuggestionStatus",
    "Tag",
    "Theme",
    "VerificationReminder",
]
