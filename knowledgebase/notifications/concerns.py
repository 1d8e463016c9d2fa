# SPDX-License-Identifier: EUPL-1.2
"""Which happening concerns whom: one table."""

import enum
from collections.abc import Mapping

from knowledgebase.events.models import Happening
from knowledgebase.notifications.words import Sort


class Circle(enum.Enum):
    """People around something that happened."""

    ASKER = "asker"
    AUTHOR = "author"
    ADDRESSED = "addressed"
    MODERATORS = "moderators"
    MANAGERS = "managers"
    WATCH_ITEM = "watch_item"
    WATCH_PERSON = "watch_person"
    WATCH_TAG = "watch_tag"
    WATCH_THEME = "watch_theme"
    WATCH_ORGANISATION = "watch_organisation"


Concern = tuple[Circle, Sort]

ITEM: tuple[Concern, ...] = ((Circle.WATCH_ITEM, Sort.WATCHED),)
DECISION: tuple[Concern, ...] = ((Circle.AUTHOR, Sort.DECISION),)
TO_WHOM_IT_IS_ADDRESSED: tuple[Concern, ...] = ((Circle.ADDRESSED, Sort.DECISION),)
PERSON: tuple[Concern, ...] = ((Circle.WATCH_PERSON, Sort.WATCHED),)
SUBJECT: tuple[Concern, ...] = (
    (Circle.WATCH_TAG, Sort.WATCHED),
    (Circle.WATCH_THEME, Sort.WATCHED),
    (Circle.WATCH_ORGANISATION, Sort.WATCHED),
)

CONCERNS: Mapping[Happening, tuple[Concern, ...]] = {
    Happening.PUBLISHED: (*PERSON, *SUBJECT),
    Happening.EDITED: ((Circle.AUTHOR, Sort.OWN), *ITEM),
    Happening.ANSWERED: ((Circle.ASKER, Sort.ANSWER), *ITEM, *PERSON),
    Happening.ANSWER_ACCEPTED: ((Circle.AUTHOR, Sort.OWN), *ITEM),
    Happening.COMMENTED: ((Circle.ADDRESSED, Sort.COMMENT), (Circle.AUTHOR, Sort.COMMENT), *ITEM),
    Happening.PERSON_MENTIONED: ((Circle.ADDRESSED, Sort.MENTION),),
    Happening.CO_AUTHOR_ADDED: ((Circle.ADDRESSED, Sort.MENTION),),
    Happening.ORGANISATION_MENTIONED: (
        (Circle.MANAGERS, Sort.MENTION),
        (Circle.WATCH_ORGANISATION, Sort.WATCHED),
    ),
    Happening.REACTED: ((Circle.AUTHOR, Sort.OWN), *ITEM),
    Happening.APPLIED: ((Circle.AUTHOR, Sort.OWN), *ITEM),
    Happening.SUGGESTED: ((Circle.AUTHOR, Sort.OWN), (Circle.MODERATORS, Sort.REPORT)),
    Happening.SUGGESTION_ACCEPTED: TO_WHOM_IT_IS_ADDRESSED,
    Happening.SUGGESTION_DECLINED: TO_WHOM_IT_IS_ADDRESSED,
    Happening.INVITED: ((Circle.ADDRESSED, Sort.INVITATION),),
    Happening.HIDDEN: DECISION,
    Happening.RESTORED: DECISION,
    Happening.DELETED: DECISION,
    Happening.RECOVERED: DECISION,
    Happening.HANDED_OVER: (*DECISION, (Circle.WATCH_ITEM, Sort.DECISION)),
    Happening.MERGED: DECISION,
    Happening.TOOK_IN: ((Circle.AUTHOR, Sort.OWN),),
    Happening.MERGE_UNDONE: DECISION,
    Happening.REGISTER_CHANGED: ((Circle.AUTHOR, Sort.OWN), *ITEM),
    Happening.REPORTED: ((Circle.MODERATORS, Sort.REPORT),),
}
"""From what happened to who is told, and why. Of several reasons that hold for a person, the first counts."""

BEGINS_WATCHING = frozenset({Happening.PUBLISHED, Happening.ANSWERED, Happening.COMMENTED})
"""Who does this watches the item from then on."""

WATCHING = frozenset(
    {
        Circle.WATCH_ITEM,
        Circle.WATCH_PERSON,
        Circle.WATCH_TAG,
        Circle.WATCH_THEME,
        Circle.WATCH_ORGANISATION,
    }
)
SILENCED_BY: Mapping[Sort, frozenset[Circle]] = {
    Sort.WATCHED: WATCHING,
    Sort.ANSWER: frozenset({Circle.WATCH_ITEM, Circle.WATCH_PERSON}),
    Sort.MENTION: frozenset({Circle.WATCH_ITEM, Circle.WATCH_PERSON}),
    Sort.COMMENT: frozenset({Circle.WATCH_ITEM, Circle.WATCH_PERSON}),
    Sort.OWN: frozenset({Circle.WATCH_ITEM, Circle.WATCH_PERSON}),
    Sort.REPORT: frozenset(),
    Sort.INVITATION: frozenset(),
    Sort.DECISION: frozenset(),
}
"""What, when it is muted, silences which news. Muting a subject leaves alone what happens to one's own work."""
