# SPDX-License-Identifier: EUPL-1.2
"""What happens after what: one table."""

from knowledgebase.contributions.actions.drafts import forget_old_drafts
from knowledgebase.contributions.actions.files import forget_unused, remove_strays
from knowledgebase.contributions.actions.locking import end_locks
from knowledgebase.contributions.actions.purging import purge
from knowledgebase.contributions.actions.reminding import remind
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import Subscriptions
from knowledgebase.events.worker import daily
from knowledgebase.moderation import forgetting
from knowledgebase.questions import follow_ups
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
    Happening.COMMENT_EDITED: INDEX,
    Happening.COMMENT_REMOVED: INDEX,
    Happening.VISIBILITY_CHANGED: INDEX,
    Happening.HIDDEN: INDEX,
    Happening.RESTORED: INDEX,
    Happening.DELETED: INDEX,
    Happening.RECOVERED: INDEX,
    Happening.TAG_CHANGED: INDEX,
    Happening.PURGED: INDEX | {"forget-reports": forgetting.forget},
    Happening.RETAGGED: INDEX,
    Happening.INVITED: {"invitations": write_to_the_invited},
}

CHORES = (
    indexing.keep_healthy,
    end_locks,
    forget_old_drafts,
    purge,
    follow_ups.ask_due,
    daily(remind),
    daily(forget_unused),
    daily(remove_strays),
)
"""What the worker does now and then without being told."""
