# SPDX-License-Identifier: EUPL-1.2
"""Save a version that is given as plain data: merged, brought back from the history, or suggested."""

from collections.abc import Mapping
from functools import singledispatch
from typing import Any

from knowledgebase.contributions.actions.wording import Wording
from knowledgebase.contributions.actions.writing import begin_revision, revise
from knowledgebase.contributions.models import Contribution
from knowledgebase.policy import Viewer


@singledispatch
def take_back(contribution: Contribution, content: Mapping[str, Any]) -> None:
    """Make the contribution's own fields say what `content` says; kinds that have any register how.

    `content` is what `Contribution.content` gave, now or in the past.
    """


def rewrite(
    contribution: Contribution, content: Mapping[str, Any], wording: Wording, viewer: Viewer, onto: int
) -> None:
    """Save `content` as a new version on top of version `onto`; `wording` is the part that all kinds share.

    Whoever calls this looked whether others must approve.

    :raises Outdated: when somebody saved another version since.
    """
    begin_revision(contribution, onto, is_approved=True)
    take_back(contribution, content)
    revise(contribution, wording, viewer)
