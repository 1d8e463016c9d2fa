# SPDX-License-Identifier: EUPL-1.2
"""Count what spared somebody a question."""

from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.models.answered_by import AnsweredBy
from knowledgebase.db import found_or_added
from knowledgebase.policy import Viewer


def count_as_answer(contribution: Contribution, viewer: Viewer) -> None:
    """Note that the viewer found the answer here; once for each person."""
    found_or_added(AnsweredBy, contribution_id=contribution.id, user_id=viewer.id)
