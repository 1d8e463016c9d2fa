# SPDX-License-Identifier: EUPL-1.2
"""Record whom a text mentions."""

from knowledgebase.contributions.mentions import mentioned_in
from knowledgebase.contributions.queries.mentions import existing
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.policy import Viewer


def record_mentions(contribution_id: int, html: str, viewer: Viewer, before: str = "") -> None:
    """Record the people and organisations that a text of a contribution mentions and did not mention before."""
    (people, codes), (known_people, known_codes) = mentioned_in(html), mentioned_in(before)
    fresh = (people - known_people, codes - known_codes)
    person_ids, organisation_ids = existing(*fresh) if any(fresh) else ((), ())
    for id in person_ids:
        record(
            Happening.PERSON_MENTIONED,
            actor_id=viewer.id,
            contribution_id=contribution_id,
            person_id=id,
        )
    for id in organisation_ids:
        record(
            Happening.ORGANISATION_MENTIONED,
            actor_id=viewer.id,
            contribution_id=contribution_id,
            organisation_id=id,
        )
