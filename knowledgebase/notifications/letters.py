# SPDX-License-Identifier: EUPL-1.2
"""The words of a mail with news: chosen when it is sent, from what its reader may see at that moment."""

from collections.abc import Mapping, Sequence
from itertools import groupby

import sqlalchemy as sa
from flask_babel import force_locale
from flask_babel import gettext as _

from knowledgebase.accounts.models import User
from knowledgebase.db import db
from knowledgebase.events.mail import Words, written
from knowledgebase.notifications import links
from knowledgebase.notifications.models import Mailing, Notification
from knowledgebase.notifications.queries import Line, lines, lines_told, paces
from knowledgebase.notifications.words import USUAL_PACE, Pace
from knowledgebase.web.addresses import absolute, path_of
from knowledgebase.web.i18n import day


def compose(letter_id: int) -> Words | None:
    """Write the letter with this id; None if its reader has read it all, or may see nothing of it any more."""
    mailing = db.session.scalar(sa.select(Mailing).where(Mailing.letter_id == letter_id))
    reader = db.session.get(User, mailing.user_id) if mailing else None
    if mailing is None or reader is None or not reader.has_page:
        return None
    told = lines(
        lines_told(reader.as_viewer())
        .where(Notification.mailing_id == mailing.id, Notification.read_at.is_(None))
        .order_by(Notification.id)
    )
    wanted = paces(reader.id)
    news = [line for line in told if wanted.get(line.sort, Pace.NEVER) != Pace.NEVER]
    return _written(mailing, reader, news) if news else None


def _written(mailing: Mailing, reader: User, news: Sequence[Line]) -> Words:
    with force_locale(reader.language or "nl"):
        return written(_subject(mailing, news), "notifications/letters/news", **_facts(reader, news))


def _subject(mailing: Mailing, news: Sequence[Line]) -> str:
    if mailing.pace == Pace.AT_ONCE:
        return f"{news[0].sentence}: {news[0].heading}"
    if mailing.pace == Pace.WEEKLY:
        return str(_("News of the week at Goede Buur, %(day)s", day=day(mailing.day)))
    return str(_("News at Goede Buur, %(day)s", day=day(mailing.day)))


def _facts(reader: User, news: Sequence[Line]) -> Mapping[str, object]:
    by_item = sorted(news, key=lambda line: (line.item_id, line.id))
    items = [list(some) for _, some in groupby(by_item, key=lambda line: line.item_id)]
    sorts = [sort for sort in USUAL_PACE if sort in {line.sort for line in news}]
    return {
        "items": items,
        "absolute": absolute,
        "sorts": [sort.label for sort in sorts],
        "stop": links.to_stop(reader.id, sorts),
        "preferences": absolute(path_of("notifications.preferences")),
    }
