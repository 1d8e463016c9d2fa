# SPDX-License-Identifier: EUPL-1.2
"""What moderators do with tags: describe, rename, merge; and with themes: give them an owner."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from knowledgebase.accounts.models import User
from knowledgebase.contributions.models import ContributionTag, Tag, Theme
from knowledgebase.contributions.models.owners import ThemeOwner
from knowledgebase.db import db, found_or_added
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record, record_for_each
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import Viewer


class TagTaken(Exception):
    """Another tag of that `name` is in use: merge the two instead."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def curate(tag: Tag, name: str, description: str, synonyms: Sequence[str], viewer: Viewer) -> None:
    """Name and describe a tag, and say what other words stand for it. The old name stays as one of them.

    :raises TagTaken: when a name belongs to another tag.
    """
    _hold(tag)
    try:
        with db.session.begin_nested():
            if name != tag.name:
                _rename(tag, name)
                record_for_each(Happening.RETAGGED, _filed_under(tag), actor_id=viewer.id)
                synonyms = [*synonyms, *_names_for(tag)]
            _set_synonyms(tag, set(synonyms) - {tag.name})
    except IntegrityError:
        raise TagTaken(name) from None
    tag.description = description
    record(Happening.TAG_CHANGED, actor_id=viewer.id)


def merge(tag: Tag, into: Tag, viewer: Viewer) -> None:
    """Let everything filed under `tag` be filed under another; the name stays as a synonym of that."""
    _hold(tag, into)
    if tag is into or into.synonym_of_id or tag.synonym_of_id:
        return
    touched = _filed_under(tag)
    known = sa.select(ContributionTag.contribution_id).where(ContributionTag.tag_id == into.id)
    ours = ContributionTag.tag_id == tag.id
    moved = sa.update(ContributionTag).where(ours, ContributionTag.contribution_id.not_in(known))
    plain = {"synchronize_session": False}
    db.session.execute(moved.values(tag_id=into.id), execution_options=plain)
    db.session.execute(sa.delete(ContributionTag).where(ours), execution_options=plain)
    db.session.execute(sa.update(Tag).where(Tag.synonym_of_id == tag.id).values(synonym_of_id=into.id))
    into.description = into.description or tag.description
    tag.synonym_of_id = into.id
    record(Happening.TAG_CHANGED, actor_id=viewer.id)
    record_for_each(Happening.RETAGGED, touched, actor_id=viewer.id)


def look_after_theme(
    theme: Theme, organisation: Organisation | None, contact: User | None, approvals: int, viewer: Viewer
) -> None:
    """Let an organisation, with a person to turn to, look after a theme; none ends that.

    So many `approvals` of others every change of what the theme holds will need.
    """
    theme.approvals = approvals
    owner = db.session.get(ThemeOwner, theme.id)
    if organisation is None:
        if owner is not None:
            db.session.delete(owner)
    else:
        owner = owner or ThemeOwner(theme_id=theme.id)
        owner.organisation_id = organisation.id
        owner.contact_id = contact.id if contact else None
        db.session.add(owner)
    record(Happening.THEME_CHANGED, actor_id=viewer.id)


def _hold(*tags: Tag) -> None:
    rows = sa.select(Tag).where(Tag.id.in_([tag.id for tag in tags])).order_by(Tag.id)
    db.session.scalars(rows.with_for_update().execution_options(populate_existing=True)).all()


def _rename(tag: Tag, name: str) -> None:
    """Give the tag its new name, and the old one to a synonym: the one that had the new name, or a new one."""
    old = tag.name
    other = db.session.scalar(sa.select(Tag).where(Tag.name == name))
    if other is not None and other.synonym_of_id != tag.id:
        raise TagTaken(name)
    if other is not None:
        # Names are unique at every moment; no tag has a space in its name.
        other.name = f"{tag.id} {other.id}"
        db.session.flush()
    tag.name = name
    db.session.flush()
    other = other or Tag()
    other.name, other.synonym_of_id = old, tag.id
    db.session.add(other)
    db.session.flush()


def _set_synonyms(tag: Tag, names: Iterable[str]) -> None:
    wanted = set(names)
    for synonym in db.session.scalars(sa.select(Tag).where(Tag.synonym_of_id == tag.id)):
        if synonym.name not in wanted:
            synonym.synonym_of_id = None
    for name in sorted(wanted):
        _point(name, tag)


def _point(name: str, tag: Tag) -> None:
    found = found_or_added(Tag, name=name)
    if found.synonym_of_id == tag.id:
        return
    has_synonyms = sa.select(sa.exists().where(Tag.synonym_of_id == found.id))
    if found.synonym_of_id or _filed_under(found) or db.session.scalar(has_synonyms):
        raise TagTaken(name)
    found.synonym_of_id = tag.id
    db.session.flush()


def _names_for(tag: Tag) -> Sequence[str]:
    return db.session.scalars(sa.select(Tag.name).where(Tag.synonym_of_id == tag.id)).all()


def _filed_under(tag: Tag) -> Sequence[int]:
    filed = sa.select(ContributionTag.contribution_id).where(ContributionTag.tag_id == tag.id)
    return db.session.scalars(filed.order_by(ContributionTag.contribution_id)).all()
