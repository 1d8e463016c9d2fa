# SPDX-License-Identifier: EUPL-1.2
"""Tags: found by name or synonym, made when they are new."""

import re
from collections.abc import Iterable, Sequence
from unicodedata import normalize

import sqlalchemy as sa

from knowledgebase.contributions.models import ContributionTag, Tag
from knowledgebase.db import db, found_or_added
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record

MOST_TAGS = 8
LONGEST_TAG = 60
BETWEEN_WORDS = re.compile(r"[\s/,]+")


def tag_name(text: str) -> str:
    """Write a tag the way all tags are written: lower case, words joined by a hyphen, fit for an address."""
    folded = normalize("NFKC", normalize("NFKC", text).casefold())
    return "-".join(BETWEEN_WORDS.sub(" ", folded.strip().strip("#")).split())


def is_tag(name: str) -> bool:
    """Tell whether a name has something to read in it: `.` and `..` would not even be an address."""
    return any(character.isalnum() for character in name)


def tags_named(names: Iterable[str]) -> list[Tag]:
    """Give the tags of these names, new ones included; a synonym gives the tag it stands for."""
    wanted = list(dict.fromkeys(name for name in map(tag_name, names) if name))
    if not wanted:
        return []
    # Held, so that a tag is not merged away between reading it and filing something under it.
    rows = (
        sa.select(Tag).where(Tag.name.in_(wanted)).order_by(Tag.id).with_for_update(read=True, key_share=True)
    )
    found = db.session.scalars(rows.execution_options(populate_existing=True))
    known = {tag.name: tag for tag in found}
    tags = [_preferred(known[name]) if name in known else found_or_added(Tag, name=name) for name in wanted]
    return list(dict.fromkeys(tags))


def describe_tag(name: str, description: str, synonyms: Sequence[str]) -> bool:
    """Make or change a tag with its synonyms; tell whether anything changed."""
    known = sa.exists().where(Tag.name == tag_name(name))
    changed = not db.session.scalar(sa.select(known))
    (tag,) = tags_named([name])
    if description and tag.description != description:
        tag.description, changed = description, True
    for synonym in map(tag_name, synonyms):
        changed |= _point(synonym, tag)
    return changed


def _preferred(tag: Tag) -> Tag:
    return tag.synonym_of or tag


def _point(synonym: str, tag: Tag) -> bool:
    found = found_or_added(Tag, name=synonym)
    if found is tag or found.synonym_of_id == tag.id:
        return False
    found.synonym_of = tag
    db.session.flush()
    db.session.execute(sa.update(Tag).where(Tag.synonym_of_id == found.id).values(synonym_of_id=tag.id))
    _carry_over(found, tag)
    return True


def _carry_over(synonym: Tag, tag: Tag) -> None:
    """Give what carries the synonym the tag itself, and have it indexed anew."""
    on_synonym = ContributionTag.tag_id == synonym.id
    touched = db.session.scalars(sa.select(ContributionTag.contribution_id).where(on_synonym)).all()
    already = sa.select(ContributionTag.contribution_id).where(ContributionTag.tag_id == tag.id)
    db.session.execute(
        sa.delete(ContributionTag).where(on_synonym, ContributionTag.contribution_id.in_(already)),
        execution_options={"synchronize_session": False},
    )
    db.session.execute(
        sa.update(ContributionTag).where(on_synonym).values(tag_id=tag.id),
        execution_options={"synchronize_session": False},
    )
    for id in touched:
        record(Happening.TAG_CHANGED, actor_id=None, contribution_id=id)
