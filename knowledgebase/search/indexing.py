# SPDX-License-Identifier: EUPL-1.2
"""Keep the index equal to the database. Only the worker and `kb search` call this."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import undefer, with_polymorphic

from knowledgebase.contributions.models import Contribution
from knowledgebase.db import db, reading
from knowledgebase.events.models import Event
from knowledgebase.policy import Status, Visibility
from knowledgebase.search.protocol import MEMBERS, PUBLIC, Entry, IndexUnusable, SearchEngine
from knowledgebase.web.markdown import plain

log = logging.getLogger(__name__)

BATCH = 200
AUDIENCES = {Visibility.PUBLIC: PUBLIC, Visibility.MEMBERS: MEMBERS}


def engine() -> SearchEngine:
    """Give the search engine of this site."""
    found: SearchEngine = current_app.extensions["search"]
    return found


def index(events: Sequence[Event]) -> None:
    """Make the index agree with the database on the contributions that something happened to."""
    ids = {event.contribution_id for event in events if event.contribution_id}
    try:
        _update(ids)
    except IndexUnusable:
        log.exception("the index is unusable and is rebuilt from the database")
        rebuild()


def rebuild(progress: Callable[[int], None] | None = None) -> int:
    """Build the index anew from the database; give the number of entries."""
    return engine().replace_all(_all_entries(), progress)


def keep_healthy() -> None:
    """Rebuild the index when it no longer answers."""
    if not engine().healthy():
        log.warning("the index does not answer and is rebuilt from the database")
        rebuild()


def differences() -> tuple[set[int], set[int]]:
    """Compare index and database: ids that the index lacks or holds wrongly, and ids it should not hold."""
    wanted = {(entry.id, entry.audience) for entry in _all_entries()}
    held = {(id, audience) for audience in engine().audiences() for id, _ in engine().ids(audience)}
    stray = {id for id, _ in held - wanted} - {id for id, _ in wanted}
    return {id for id, _ in wanted - held}, stray


def repair() -> tuple[int, int]:
    """Mend the differences; give the numbers of entries put and removed."""
    missing, stray = differences()
    _update(missing | stray)
    return len(missing), len(stray)


def audience_of(contribution: Contribution) -> str:
    """Give the name of the audience that may find this."""
    return AUDIENCES.get(contribution.visibility) or f"a{contribution.audience_id}"


def _update(ids: Iterable[int]) -> None:
    """Put each root once, however many of the ids hang on it."""
    wanted = sorted(ids)
    with reading():
        roots = {found.root_id for some in _batches(wanted) for found in _loaded(some)}
    for some in _batches(sorted(roots.union(wanted))):
        with reading():
            found = [one for one in _loaded(some) if one.root_id == one.id]
            entries = [_entry(one) for one in found if one.status == Status.PUBLISHED]
        engine().remove(set(some) - {entry.id for entry in entries})
        engine().put(entries)


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def _all_entries() -> Iterator[Entry]:
    last = 0
    while True:
        with reading():
            statement = sa.select(Contribution.id).where(Contribution.id > last).order_by(Contribution.id)
            ids = db.session.scalars(statement.limit(BATCH)).all()
            found = [one for one in _loaded(ids) if one.root_id == one.id and one.status == Status.PUBLISHED]
            entries = [_entry(one) for one in found]
            db.session.expunge_all()
        if not ids:
            return
        last = ids[-1]
        yield from entries


def _loaded(ids: Sequence[int]) -> Sequence[Contribution]:
    every_kind = with_polymorphic(Contribution, "*")
    statement = sa.select(every_kind).where(every_kind.id.in_(ids)).options(undefer(every_kind.html))
    return db.session.scalars(statement.execution_options(populate_existing=True)).unique().all()


def _entry(contribution: Contribution) -> Entry:
    found = contribution.findable()
    organisations = tuple(organisation.code for organisation in contribution.organisations_concerned())
    shared = {
        "kind": (contribution.kind.value,),
        "theme": (contribution.theme.slug,) if contribution.theme else (),
        "tag": tuple(tag.name for tag in contribution.tags),
        "organisation": organisations,
        "language": (contribution.language,),
    }
    return Entry(
        id=contribution.id,
        kind=contribution.kind.value,
        audience=audience_of(contribution),
        language=contribution.language,
        title=contribution.title,
        changed=contribution.changed_at,
        tags=shared["tag"],
        summary=contribution.summary,
        body=f"{found.words}\n{plain(found.body)}".strip(),
        answers=plain(found.answers),
        facets=shared | found.facets,
    )
