# SPDX-License-Identifier: EUPL-1.2
"""What happens after what: one table."""

from knowledgebase.events.mail import Composer
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import Subscriptions
from knowledgebase.notifications import letters, mailing, telling
from knowledgebase.search import indexing

INDEX = {"index": indexing.index}
NOTIFY = {"notify": telling.tell}

SUBSCRIPTIONS: Subscriptions = {
    Happening.PUBLISHED: INDEX | NOTIFY,
    Happening.EDITED: INDEX | NOTIFY,
    Happening.ANSWERED: INDEX | NOTIFY,
    Happening.ANSWER_ACCEPTED: INDEX | NOTIFY,
    Happening.ANSWER_UNACCEPTED: INDEX,
    Happening.COMMENTED: INDEX | NOTIFY,
    Happening.COMMENT_REMOVED: INDEX,
    Happening.VISIBILITY_CHANGED: INDEX,
    Happening.REPORTED: NOTIFY,
    Happening.HIDDEN: INDEX | NOTIFY,
    Happening.RESTORED: INDEX | NOTIFY,
}

COMPOSERS: dict[str, Composer] = {"notifications": letters.compose}
"""Who writes the letters whose words are chosen when they are sent."""

CHORES = (indexing.keep_healthy, mailing.send_digests)
"""What the worker does now and then without being told."""
