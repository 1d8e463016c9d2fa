# SPDX-License-Identifier: EUPL-1.2
"""Mail what people are told: at once, a few times a day; else in a digest. Words are chosen when it is sent."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from knowledgebase.accounts.mail_addresses import for_the_envelope
from knowledgebase.accounts.models import User
from knowledgebase.db import db, now, reading
from knowledgebase.events import mail
from knowledgebase.notifications import links
from knowledgebase.notifications.models import Mailing, Notification
from knowledgebase.notifications.words import Pace, Sort
from knowledgebase.web.i18n import ZONE, today

MOST_AT_ONCE = 4
"""Mails that a person gets at once on one Dutch day; the rest waits for the digest."""
DIGEST_AT = time(7)
MOST_DIGESTS = 50
"""Digests that are posted in one transaction, so that others need not wait long to write."""


def send_at_once(notifications: Sequence[Notification]) -> None:
    """Post a mail for each of these; what is too much for a day goes into the digest."""
    recipients = _recipients({one.user_id for one in notifications})
    day = today()
    sent = Counter(_sent_on(day, recipients))
    for one in sorted(notifications, key=lambda one: one.event_id):
        sent[one.user_id] += 1
        if sent[one.user_id] > MOST_AT_ONCE:
            one.pace = Pace.DAILY
        else:
            mailing = Mailing(user_id=one.user_id, pace=Pace.AT_ONCE, day=day, number=sent[one.user_id])
            one.mailing_id = _post(mailing, recipients[one.user_id], [one.sort])


def send_digests() -> None:
    """Post the digests that are due: a chore of the worker, which commits."""
    with reading():
        due = [(pace, day, _waiting(pace, day)) for pace, day in _due_days()]
    for pace, day, user_ids in due:
        recipients = _recipients(user_ids)
        for user_id in user_ids:
            _send_digest(user_id, pace, day, recipients[user_id])


def _due_days() -> list[tuple[Pace, date]]:
    """Give the last day on which each sort of digest was due."""
    local = now().astimezone(ZONE)
    daily = local.date() if local.time() >= DIGEST_AT else local.date() - timedelta(days=1)
    return [(Pace.DAILY, daily), (Pace.WEEKLY, daily - timedelta(days=daily.weekday()))]


def _waiting(pace: Pace, day: date) -> Sequence[int]:
    """Give some of the people for whom news waits and whose digest of this day is not posted yet."""
    posted = sa.select(Mailing.user_id).where(Mailing.pace == pace, Mailing.day == day)
    statement = (
        sa.select(Notification.user_id)
        .where(_unmailed(pace, day), Notification.user_id.not_in(posted))
        .distinct()
        .order_by(Notification.user_id)
    )
    return db.session.scalars(statement.limit(MOST_DIGESTS)).all()


def _unmailed(pace: Pace, day: date) -> sa.ColumnElement[bool]:
    """What was told before the digest of this day and neither read nor mailed."""
    before = datetime.combine(day, DIGEST_AT, ZONE)
    return sa.and_(
        Notification.pace == pace,
        Notification.read_at.is_(None),
        Notification.mailing_id.is_(None),
        Notification.created_at < before,
    )


def _send_digest(user_id: int, pace: Pace, day: date, recipient: str) -> None:
    """Claim what waits for a person; of two workers the first gets it."""
    try:
        with db.session.begin_nested():
            mailing = Mailing(user_id=user_id, pace=pace, day=day)
            db.session.add(mailing)
    except IntegrityError:
        return
    claim = (
        sa.update(Notification)
        .where(Notification.user_id == user_id, _unmailed(pace, day))
        .values(mailing_id=mailing.id)
        .returning(Notification.sort)
    )
    sorts = set(db.session.scalars(claim.execution_options(synchronize_session=False)))
    if sorts:
        _post(mailing, recipient, sorts)


def _post(mailing: Mailing, recipient: str, sorts: Collection[Sort]) -> int:
    stop = links.to_stop(mailing.user_id, sorts)
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    letter = mail.post_unwritten(for_the_envelope(recipient), "notifications", headers)
    db.session.flush()
    mailing.letter_id = letter.id
    db.session.add(mailing)
    db.session.flush()
    return mailing.id


def _recipients(user_ids: Collection[int]) -> dict[int, str]:
    """Give the addresses of these people, who are held so that mails to one of them are counted in turn."""
    wanted = sa.select(User.id, User.email).where(User.id.in_(user_ids)).order_by(User.id)
    return dict(db.session.execute(wanted.with_for_update(key_share=True)).tuples().all()) if user_ids else {}


def _sent_on(day: date, user_ids: Collection[int]) -> dict[int, int]:
    wanted = (
        sa.select(Mailing.user_id, sa.func.max(Mailing.number))
        .where(Mailing.pace == Pace.AT_ONCE, Mailing.day == day, Mailing.user_id.in_(user_ids))
        .group_by(Mailing.user_id)
    )
    return dict(db.session.execute(wanted).tuples().all()) if user_ids else {}
