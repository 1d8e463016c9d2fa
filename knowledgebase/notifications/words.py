# SPDX-License-Identifier: EUPL-1.2
"""The words of watching and telling: levels, sorts of news, and how soon it is mailed."""

from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from knowledgebase.contributions.models.applications import Result
from knowledgebase.contributions.models.reactions import ReactionSort
from knowledgebase.contributions.vocabulary import Labelled
from knowledgebase.events.models import Happening


class Level(Labelled):
    """What somebody wants to hear of something."""

    WATCH = "watch", _("Watched")
    MUTE = "mute", _("Muted")


class Sort(Labelled):
    """Why somebody is told."""

    ANSWER = "answer", _("Answers to your questions")
    MENTION = "mention", _("Texts that mention you, or name you as co-author")
    COMMENT = "comment", _("Comments on what you wrote")
    OWN = "own", _("What you wrote is improved, accepted, applied or reacted to")
    WATCHED = "watched", _("News about what you watch")
    REPORT = "report", _("Reports and changes for the moderators to decide on")
    INVITATION = "invitation", _("Invitations to answer")
    DECISION = "decision", _("Decisions about what you wrote or watch")


class Pace(Labelled):
    """How soon news is mailed."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("Never")


USUAL_PACE: Mapping[Sort, Pace] = {
    Sort.ANSWER: Pace.AT_ONCE,
    Sort.MENTION: Pace.AT_ONCE,
    Sort.COMMENT: Pace.AT_ONCE,
    Sort.OWN: Pace.DAILY,
    Sort.WATCHED: Pace.DAILY,
    Sort.REPORT: Pace.AT_ONCE,
    Sort.INVITATION: Pace.AT_ONCE,
}
"""How soon news is mailed to who did not choose.
Decisions are not here: whom they concern gets a letter of its own, with the reason."""

SENTENCES: Mapping[Happening, object] = {
    Happening.PUBLISHED: _("%(name)s published this"),
    Happening.EDITED: _("%(name)s improved this"),
    Happening.ANSWERED: _("%(name)s answered"),
    Happening.ANSWER_ACCEPTED: _("%(name)s accepted an answer"),
    Happening.COMMENTED: _("%(name)s commented"),
    Happening.PERSON_MENTIONED: _("%(name)s mentioned you"),
    Happening.CO_AUTHOR_ADDED: _("%(name)s named you as co-author"),
    Happening.ORGANISATION_MENTIONED: _("%(name)s mentioned an organisation that you manage or watch"),
    Happening.REACTED: _("%(name)s reacted: %(said)s"),
    Happening.APPLIED: _("%(name)s applied this: %(said)s"),
    Happening.REGISTER_CHANGED: _("The public register changed what this is about"),
    Happening.REPORTED: _("%(name)s reported this"),
    Happening.SUGGESTED: _("%(name)s suggested an improvement"),
    Happening.SUGGESTION_ACCEPTED: _("%(name)s took over your suggestion"),
    Happening.SUGGESTION_DECLINED: _("%(name)s declined your suggestion"),
    Happening.INVITED: _("%(name)s asks you to answer"),
    Happening.HIDDEN: _("A moderator has hidden this"),
    Happening.RESTORED: _("A moderator shows this again"),
    Happening.DELETED: _("A moderator put this in the bin"),
    Happening.RECOVERED: _("This was taken out of the bin"),
    Happening.VISIBILITY_CHANGED: _("%(name)s chose other readers for this"),
    Happening.MERGED: _("A moderator merged this into another"),
    Happening.TOOK_IN: _("A moderator merged another into this"),
    Happening.MERGE_UNDONE: _("A moderator undid a merging"),
    Happening.HANDED_OVER: _("%(name)s handed this over"),
}
SAID: Mapping[Happening, type[Labelled]] = {Happening.REACTED: ReactionSort, Happening.APPLIED: Result}
"""What the detail of a happening says."""


def sentence(happening: Happening, name: str | None, detail: str | None, search: str | None = None) -> str:
    """Say what happened, in the language of the reader; or, if `search` names one, which saved search found it.

    `name` is who did it: None when nobody is known to have, empty when the reader may not know who asked.
    """
    if search:
        return str(gettext("This matches your search “%(search)s”", search=search))
    who = gettext("Somebody") if name is None else name or gettext("Whoever asked")
    said = SAID[happening](detail).label if detail and happening in SAID else ""
    return str(SENTENCES[happening]) % {"name": who, "said": said}
