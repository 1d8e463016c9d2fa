# SPDX-License-Identifier: EUPL-1.2
"""What a person may see: one expression that answers for a row and builds the SQL condition."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import QueryableAttribute

from knowledgebase.policy.words import PartReaders, Role, Status, Viewer, Visibility

Thing = Any


def seen(viewer: Viewer, thing: Thing) -> Any:
    """Tell whether `viewer` may see `thing`.

    `thing` is a row of a contribution, and the answer is a bool; or its
    class, and the answer is the SQL condition that selects what may be seen.
    Drafts are for their author only; what is hidden or in the bin, for its author and moderators;
    what is purged, for nobody. What was merged into another is for the readers it had.
    """
    lives = (thing.status == Status.PUBLISHED) | (thing.status == Status.MERGED)
    hidden = (thing.status == Status.HIDDEN) | (thing.status == Status.COVERED)
    withdrawn = hidden | (thing.status == Status.DELETED)
    mine = _among(thing.author_id, {viewer.id} - {0})
    drafted_by_me = mine & (thing.status == Status.DRAFT)
    if viewer.has(Role.MODERATOR):
        return lives | withdrawn | drafted_by_me
    return (lives & (meant_for(viewer, thing) | mine)) | (withdrawn & mine) | drafted_by_me


def gone(viewer: Viewer, thing: Thing) -> Any:
    """Tell whether `viewer` may know that something stood here that was purged: who could read it while it did.

    What was meant for named organisations, or was hidden when it was deleted, leaves no sign at all.
    """
    known = thing.visibility == Visibility.PUBLIC
    if viewer.is_member:
        known = known | (thing.visibility == Visibility.MEMBERS)
    return (thing.status == Status.PURGED) & known


def author_known(viewer: Viewer, thing: Thing) -> Any:
    """Tell whether `viewer` may know who wrote `thing`, and for which organisation: a row or its class, as in `seen`.

    `hidden_person_id` is the person whose name is kept from everyone but that person and moderators.
    """
    return name_known(viewer, thing, thing.author_id)


def name_known(viewer: Viewer, thing: Thing, person_id: Any) -> Any:
    """Tell whether `viewer` may know that this person wrote or said something in `thing`, a row or its class."""
    hidden = thing.hidden_person_id
    named = _is_none(hidden) | (hidden != person_id)
    mine = _among(person_id, {viewer.id} - {0})
    return named | mine | _always(thing, viewer.has(Role.MODERATOR))


def meant_for(viewer: Viewer, thing: Thing) -> Any:
    """Tell whether `viewer` is among the readers that `thing` is for: a contribution, or a version of one."""
    public = thing.visibility == Visibility.PUBLIC
    if not viewer.is_member:
        return public
    named = _among(thing.audience_id, viewer.audience_ids)
    return public | (thing.visibility == Visibility.MEMBERS) | named


def part_seen(viewer: Viewer, thing: Thing, kept_for: Any, takes_part: Any) -> Any:
    """Tell whether `viewer`, who may see `thing`, may see a part of it too: a row or its class, as in `seen`.

    `kept_for` is for whom the part is, None when that is whoever may see the whole; `takes_part`, whether an
    organisation of the viewer is a partner.
    """
    mine = _among(thing.author_id, {viewer.id} - {0}) | _among(thing.id, viewer.co_authored_ids)
    known = _is_none(kept_for) | mine | _always(thing, viewer.has(Role.MODERATOR))
    if not viewer.is_member:
        return known
    return known | (kept_for == PartReaders.MEMBERS) | ((kept_for == PartReaders.PARTNERS) & takes_part)


def is_for_no_more(narrow: Thing, wide: Thing) -> bool:
    """Tell whether everyone for whom one contribution is may read the other, its author included."""
    return _is_within(narrow, wide) and bool(seen(narrow.author.as_viewer(), wide))


def _is_within(narrow: Thing, wide: Thing) -> bool:
    if Visibility.PUBLIC in (narrow.visibility, wide.visibility):
        return bool(wide.visibility == Visibility.PUBLIC)
    if Visibility.MEMBERS in (narrow.visibility, wide.visibility):
        return bool(wide.visibility == Visibility.MEMBERS)
    return _named_by(narrow) <= _named_by(wide)


def _named_by(thing: Thing) -> set[int]:
    return {one.id for one in thing.audience.organisations} if thing.audience else set()


def _among(value: Any, ids: Collection[int]) -> Any:
    if isinstance(value, QueryableAttribute):
        return value.in_(sorted(ids)) if ids else sa.false()
    return value in ids


def _is_none(value: Any) -> Any:
    return value.is_(None) if isinstance(value, QueryableAttribute) else value is None


def _always(thing: Thing, holds: bool) -> Any:
    if isinstance(thing.author_id, QueryableAttribute):
        return sa.true() if holds else sa.false()
    return holds
