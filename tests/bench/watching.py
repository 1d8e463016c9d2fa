# SPDX-License-Identifier: EUPL-1.2
"""Milliseconds that telling of saved searches takes: python -m tests.bench.watching [--searches 1000] [--items 50].

On the demo content; 40 members have 25 different searches each, of words from titles. Measures
what the worker does once for a batch of new items: find whose searches match (finding_ms), and
that with the mutes, paces and rights of everyone, up to what is written down (telling_ms). For
comparison: as many full searches, as the page of results does (as_full_searches_ms).
"""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from knowledgebase.accounts.models import RoleGrant, User
from knowledgebase.config import settings_from
from knowledgebase.contributions.models import Contribution, Kind
from knowledgebase.db import db
from knowledgebase.events.models import Event, Happening
from knowledgebase.events.outbox import record
from knowledgebase.notifications import searching
from knowledgebase.notifications.models import Notification, SavedSearch
from knowledgebase.policy import Role, Status, Viewer
from knowledgebase.search import indexing
from knowledgebase.search.asked import asked_as
from knowledgebase.search.queries import matching, search
from tests.servers import kb
from tests.sites import close_site, create_site

RESULTS = Path(__file__).parent / "results"
PEOPLE = 40
TIMES = 7


def main() -> None:
    """Measure, print and keep the result."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        url = os.environ.get("KB_BENCH_DATABASE_URL", "")
        for command in ("init", "demo"):
            done = kb(Path(folder), command, **({"KB_DATABASE_URL": url} if url else {}))
            assert done.returncode == 0, done.stderr
        site = create_site(url or settings_from({}, data_dir=Path(folder)).database, Path(folder))
        with site.app_context():
            result = _measured(site, options.searches, options.items)
        close_site(site)
    text = json.dumps(result, indent=1) + "\n"
    sys.stdout.write(text)
    (RESULTS / f"watching-{result['database']}.json").write_text(text)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--searches", type=int, default=1_000)
    parser.add_argument("--items", type=int, default=50)
    return parser.parse_args()


def _measured(site: Flask, searches: int, items: int) -> dict[str, Any]:
    entries = indexing.rebuild()
    _save(searches)
    events = _published(items)
    ids = [event.contribution_id or 0 for event in events]
    with site.test_request_context():
        asked = [(one.as_viewer(), saved) for one, saved in _saved()]
        finding = _milliseconds(partial(matching, asked, ids))
        full = _milliseconds(lambda: [_searched(viewer, saved) for viewer, saved in asked], 1)
    telling = _milliseconds(partial(_tell, events))
    searching.tell(matching, events)
    told = db.session.scalar(sa.select(sa.func.count()).select_from(Notification))
    return {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "load": [round(one, 1) for one in os.getloadavg()],
        "database": db.engine.dialect.name,
        "entries": entries,
        "searches": searches,
        "items": len(events),
        "told": told,
        "finding_ms": finding,
        "telling_ms": telling,
        "as_full_searches_ms": full,
    }


def _save(searches: int) -> None:
    people = [_person(number) for number in range(PEOPLE)]
    db.session.add_all(people)
    db.session.flush()
    for number, asked in enumerate(_queries(searches)):
        db.session.add(SavedSearch(user_id=people[number % PEOPLE].id, asked=asked, name=str(number)))
    db.session.commit()


def _queries(searches: int) -> list[str]:
    """Make as many different searches of one or two words; every tenth with a facet."""
    words, dice = sorted(_words()), random.Random(2026)
    made: dict[str, None] = {}
    while len(made) < searches:
        facet = "" if len(made) % 10 else "&soort=case"
        made[f"q={'+'.join(dice.sample(words, dice.choice((1, 2, 2))))}{facet}"] = None
    return list(made)


def _person(number: int) -> User:
    return User(
        email=f"zoeker{number}@bench.test",
        name=f"Zoeker {number}",
        fs_uniquifier=f"zoeker-{number}",
        confirmed_at=datetime(2026, 1, 1, tzinfo=UTC),
        grants=[RoleGrant(role=Role.MEMBER)],
    )


def _words() -> set[str]:
    titles = " ".join(db.session.scalars(sa.select(Contribution.title)))
    return {word for word in titles.lower().split() if word.isalpha() and len(word) > 4}


def _published(items: int) -> list[Event]:
    published = sa.select(Contribution.id).where(
        Contribution.status == Status.PUBLISHED, Contribution.kind != Kind.ANSWER
    )
    ids = db.session.scalars(published.order_by(Contribution.id.desc()).limit(items)).all()
    events = [record(Happening.PUBLISHED, actor_id=None, contribution_id=id) for id in ids]
    db.session.commit()
    return events


def _searched(viewer: Viewer, saved: str) -> None:
    asked = asked_as(saved)
    search(viewer, asked.text, asked.chosen)


def _saved() -> Iterator[tuple[User, str]]:
    rows = sa.select(User, SavedSearch.asked).join(SavedSearch, SavedSearch.user_id == User.id)
    yield from db.session.execute(rows).tuples()


def _tell(events: list[Event]) -> None:
    searching.tell(matching, events)
    db.session.rollback()


def _milliseconds(work: Callable[[], object], times: int = TIMES) -> float:
    """Give the median; the first time warms up, where there are several."""
    passed = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        passed.append(1000 * (time.perf_counter() - started))
    return round(statistics.median(passed), 1)


if __name__ == "__main__":
    main()
