# SPDX-License-Identifier: EUPL-1.2
"""What happens after what: one table."""

from datetime import timedelta

from knowledgebase.contributions.actions.files import forget_unused, remove_strays
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import Subscriptions
from knowledgebase.events.worker import every
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

CHORES = (
    indexing.keep_healthy,
    every(timedelta(hours=1), forget_unused),
    every(timedelta(hours=6), remove_strays),
)
"""What the worker does now and then without being told."""
