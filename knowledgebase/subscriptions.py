# SPDX-License-Identifier: EUPL-1.2
"""What happens after what: one table."""

from functools import partial

from knowledgebase.contributions.actions.drafts import forget_old_drafts
from knowledgebase.contributions.actions.files import forget_unused, remove_strays
from knowledgebase.contributions.actions.locking import end_locks
from knowledgebase.contributions.actions.owning import hand_over_left
from knowledgebase.contributions.actions.purging import purge
from knowledgebase.contributions.actions.reminding import remind
from knowledgebase.contributions.actions.rendering import render_anew
from knowledgebase.events.mail import Composer
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import Consumer, Subscriptions
from knowledgebase.events.worker import daily
from knowledgebase.moderation import forgetting
from knowledgebase.notifications import letters, mailing, searching, telling
from knowledgebase.notifications.actions import forget_told, take_watchers_along
from knowledgebase.questions import follow_ups
from knowledgebase.search import indexing
from knowledgebase.search.queries import matching

INDEX = {"index": indexing.index}
NOTIFY = {"notify": telling.tell}
SEARCHES: dict[str, Consumer] = {"searches": partial(searching.tell, matching)}

SUBSCRIPTIONS: Subscriptions = {
    Happening.PUBLISHED: INDEX | NOTIFY | SEARCHES,
    Happening.EDITED: INDEX | NOTIFY,
    Happening.RENDERED: INDEX,
    Happening.ANSWERED: INDEX | NOTIFY,
    Happening.ANSWER_ACCEPTED: INDEX | NOTIFY,
    Happening.ANSWER_UNACCEPTED: INDEX,
    Happening.COMMENTED: INDEX | NOTIFY,
    Happening.COMMENT_EDITED: INDEX,
    Happening.COMMENT_REMOVED: INDEX,
    Happening.PERSON_MENTIONED: NOTIFY,
    Happening.ORGANISATION_MENTIONED: NOTIFY,
    Happening.CO_AUTHOR_ADDED: NOTIFY,
    Happening.REACTED: NOTIFY,
    Happening.APPLIED: NOTIFY,
    Happening.VISIBILITY_CHANGED: INDEX | SEARCHES,
    Happening.REPORTED: NOTIFY,
    Happening.HIDDEN: INDEX | NOTIFY,
    Happening.RESTORED: INDEX | NOTIFY | SEARCHES,
    Happening.DELETED: INDEX | NOTIFY,
    Happening.RECOVERED: INDEX | NOTIFY | SEARCHES,
    Happening.HANDED_OVER: NOTIFY,
    Happening.REGISTER_CHANGED: NOTIFY,
    Happening.MERGED: INDEX | NOTIFY | {"watchers": take_watchers_along},
    Happening.TOOK_IN: INDEX | NOTIFY,
    Happening.MERGE_UNDONE: INDEX | NOTIFY,
    Happening.TAG_CHANGED: INDEX,
    Happening.RETAGGED: INDEX,
    Happening.INVITED: NOTIFY,
    Happening.SUGGESTED: NOTIFY,
    Happening.SUGGESTION_ACCEPTED: NOTIFY,
    Happening.SUGGESTION_DECLINED: NOTIFY,
    Happening.PURGED: INDEX | {"forget-reports": forgetting.forget, "forget-told": forget_told},
}

AFTER = {"searches": ("index", "notify")}
"""Who hears of an event only after whom: saved searches find what the index knows, and any other reason goes first."""

COMPOSERS: dict[str, Composer] = {"notifications": letters.compose}
"""Who writes the letters whose words are chosen when they are sent."""

CHORES = (
    indexing.keep_healthy,
    end_locks,
    forget_old_drafts,
    purge,
    render_anew,
    follow_ups.ask_due,
    daily(hand_over_left),
    daily(remind),
    daily(forget_unused),
    daily(remove_strays),
    mailing.send_digests,
)
"""What the worker does now and then without being told."""
