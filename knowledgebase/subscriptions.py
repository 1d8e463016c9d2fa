# SPDX-License-Identifier: EUPL-1.2
"""What happens after what: one table."""

from knowledgebase.contributions.actions.drafts import forget_old_drafts
from knowledgebase.contributions.actions.files import forget_unused, remove_strays
from knowledgebase.contributions.actions.locking import end_locks
from knowledgebase.contributions.actions.purging import purge
from knowledgebase.contributions.actions.reminding import remind
from knowledgebase.contributions.actions.rendering import render_anew
from knowledgebase.events.mail import Composer
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import Subscriptions
from knowledgebase.events.worker import daily
from knowledgebase.moderation import forgetting
from knowledgebase.notifications import letters, mailing, telling
from knowledgebase.notifications.actions import forget_told
from knowledgebase.questions import follow_ups
from knowledgebase.questions.invitations.letters import write_to_the_invited
from knowledgebase.search import indexing

INDEX = {"index": indexing.index}
NOTIFY = {"notify": telling.tell}

SUBSCRIPTIONS: Subscriptions = {
    Happening.PUBLISHED: INDEX | NOTIFY,
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
    Happening.REACTED: NOTIFY,
    Happening.APPLIED: NOTIFY,
    Happening.VISIBILITY_CHANGED: INDEX,
    Happening.REPORTED: NOTIFY,
    Happening.HIDDEN: INDEX | NOTIFY,
    Happening.RESTORED: INDEX | NOTIFY,
    Happening.DELETED: INDEX | NOTIFY,
    Happening.RECOVERED: INDEX | NOTIFY,
    Happening.HANDED_OVER: NOTIFY,
    Happening.TAG_CHANGED: INDEX,
    Happening.RETAGGED: INDEX,
    Happening.INVITED: {"invitations": write_to_the_invited} | NOTIFY,
    Happening.SUGGESTED: NOTIFY,
    Happening.SUGGESTION_ACCEPTED: NOTIFY,
    Happening.SUGGESTION_DECLINED: NOTIFY,
    Happening.PURGED: INDEX | {"forget-reports": forgetting.forget, "forget-told": forget_told},
}

COMPOSERS: dict[str, Composer] = {"notifications": letters.compose}
"""Who writes the letters whose words are chosen when they are sent."""

CHORES = (
    indexing.keep_healthy,
    end_locks,
    forget_old_drafts,
    purge,
    render_anew,
    follow_ups.ask_due,
    daily(remind),
    daily(forget_unused),
    daily(remove_strays),
    mailing.send_digests,
)
"""What the worker does now and then without being told."""
