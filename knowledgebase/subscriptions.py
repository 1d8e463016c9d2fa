# SPDX-License-Identifier: EUPL-1.2
"""What happens after what: one table."""

from knowledgebase.contributions.actions.drafts import forget_old_drafts
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import Subscriptions
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
}

CHORES = (indexing.keep_healthy, forget_old_drafts)
"""What the worker does now and then without being told."""
