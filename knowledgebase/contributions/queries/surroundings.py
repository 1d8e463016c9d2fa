# SPDX-License-Identifier: EUPL-1.2
"""Reading what stands around contributions on the page that shows them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.queries.comments import Discussion, discussions_on
from knowledgebase.contributions.queries.relations import related_to
from knowledgebase.contributions.queries.responses import Responses, responses_to
from knowledgebase.policy import Viewer


def surroundings_of(shown: Sequence[Contribution], viewer: Viewer) -> dict[str, Any]:
    """Give remarks, responses, relations and what texts link to, by the names that templates know.

    `shown` is what the page is about, and whatever of it has texts of its own there.
    """
    ids = [one.id for one in shown]
    comments = discussions_on(ids)
    responses = responses_to(ids, viewer) if shown[0].is_voted_on else {}
    relations, linked = related_to(shown[0], viewer, _texts(viewer, shown, comments, responses))
    return {"comments": comments, "responses": responses, "relations": relations, "linked": linked}


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
