# SPDX-License-Identifier: EUPL-1.2
"""What happens after what: one table."""

from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import Subscriptions
from knowledgebase.questions.invitations.letters import write_to_the_invited
from knowledgebase.search import indexing

INDEX = {"index": indexing.index}

SUBSCRIPTIONS: Subscriptions = {
    Happening.PUBLISHED: INDEX,
    Happening.EDITED: INDEX,
    Happening.ANSWERED: INDEX,
    Happening.ANSWER_ACCEPTED: INDEX,
    Happening.ANSWER_UNACCEPTED: INDEX,
    Happening.COMMENTED: INDEX,
    Happening.COMMENT_REMOVED: INDEX,
    Happening.VISIBILITY_CHANGED: INDEX,
    Happening.HIDDEN: INDEX,
    Happening.RESTORED: INDEX,
    Happening.RETAGGED: INDEX,
    Happening.INVITED: {"invitations": write_to_the_invited},
}

CHORES = (indexing.keep_healthy,)
"""What the worker does now and then without being told."""
