# SPDX-License-Identifier: EUPL-1.2
"""The forms that all kinds share."""

from knowledgebase.contributions.forms.comments import CommentForm
from knowledgebase.contributions.forms.contribution import ContributionForm, chosen_id, whole_id

__all__ = [
    "CommentForm",
    "ContributionForm",
    "chosen_id",
    "whole_id",
]
