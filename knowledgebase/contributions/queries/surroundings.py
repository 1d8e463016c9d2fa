# SPDX-License-Identifier: EUPL-1.2
"""Reading what stands around contributions on the page that shows them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.queries.comments import Discussion, discussions_on
from knowledgebase.contributions.queries.passages import lessons_from
from knowledgebase.contributions.queries.relations import around
from knowledgebase.contributions.queries.responses import Responses, responses_to
from knowledgebase.policy import Viewer


def surroundings_of(shown: Sequence[Contribution], viewer: Viewer) -> dict[str, Any]:
    """Give remarks, responses and what else stands around, by the names that templates know.

    `shown` is what the page is about, and whatever of it has texts of its own there.
    """
    ids = [one.id for one in shown]
    comments = discussions_on(ids)
    responses = responses_to(ids, viewer) if shown[0].is_voted_on else {}
    other = around(shown[0], viewer, _texts(viewer, shown, comments, responses))
    return {
        "comments": comments,
        "responses": responses,
        "relations": other.relations,
        "linked": other.linked,
        "drawn": lessons_from(shown[0].text_for(viewer), other.drawn),
    }


def _texts(
    viewer: Viewer,
    shown: Iterable[Contribution],
    comments: Mapping[int, Discussion],
    responses: Mapping[int, Responses],
) -> Iterator[str]:
    yield from (one.text_for(viewer) for one in shown)
    for discussion in comments.values():
        yield from (remark.html for thread in discussion.threads for remark in thread.remarks)
    for heard in responses.values():
        yield from (said.html for said in heard.reactions)
