# SPDX-License-Identifier: EUPL-1.2
"""What can be done to any contribution."""

from knowledgebase.contributions.actions.comments import comment, remove_comment
from knowledgebase.contributions.actions.holding import hold
from knowledgebase.contributions.actions.withdrawing import hide, restore
from knowledgebase.contributions.actions.wording import Text, Wording
from knowledgebase.contributions.actions.writing import (
    AlreadyPublished,
    Outdated,
    begin_revision,
    publish,
    revise,
    shown_with,
)

__all__ = [
    "AlreadyPublished",
    "Outdated",
    "Text",
    "Wording",
    "begin_revision",
    "comment",
    "hide",
    "hold",
    "publish",
    "remove_comment",
    "restore",
    "revise",
    "shown_with",
]
