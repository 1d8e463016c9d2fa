# SPDX-License-Identifier: EUPL-1.2
"""Limits on guessing, and on what costs much: counters in the database, so that they hold over all processes.

An attempt is counted before its outcome is known; many at the same time
cannot slip through between looking and counting.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from typing import Any

import sqlalchemy as sa
from flask import request
from sqlalchemy.dialects import postgresql, sqlite

from knowledgebase.accounts.models import Attempts
from knowledgebase.db import db, now

WINDOW = timedelta(minutes=15)
INSERT: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True)
class Limit:
    """How many attempts are allowed in a window: under one name, from one address, by everyone together."""

    what: str
    by_name: int
    by_address: int
    by_all: int
    window: timedelta = WINDOW

    def keys(self, name: str, address: str) -> Mapping[str, int]:
        """Give the counters to look at, with how far each may count."""
        return {
            _key(self.what, "name", name): self.by_name,
            _key(self.what, "address", _network(address)): self.by_address,
            _key(self.what, "all", ""): self.by_all,
        }


SIGNING_IN = Limit("signing in", by_name=10, by_address=50, by_all=2_000)
MAILS = Limit("mails asked for", by_name=5, by_address=50, by_all=1_000)
FILES = Limit("files added", by_name=60, by_address=600, by_all=6_000, window=timedelta(hours=1))


class TooManyAttempts(Exception):
    """Somebody must wait for `seconds` before the next attempt."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


def count(limit: Limit, name: str) -> None:
    """Count an attempt under this name from the address of this request. The caller commits.

    :raises TooManyAttempts: when there were too many already.
    """
    most = limit.keys(name, request.remote_addr or "")
    counters = _locked(most, limit.window)
    full = [one.until for one in counters if one.until > now() and one.count >= most[one.key]]
    if full:
        raise TooManyAttempts(ceil((max(full) - now()).total_seconds()))
    for one in counters:
        if one.until <= now():
            one.count, one.until = 0, now() + limit.window
        one.count += 1


def forgive(limit: Limit, name: str) -> None:
    """Take the attempt back, for it was right: nothing was guessed under this name."""
    by_name = _key(limit.what, "name", name)
    for one in _locked(limit.keys(name, request.remote_addr or ""), limit.window):
        one.count = 0 if one.key == by_name else max(one.count - 1, 0)
    _forget_lapsed()


def _locked(keys: Mapping[str, int], window: timedelta) -> list[Attempts]:
    insert = INSERT[db.session.get_bind().dialect.name]
    fresh = [{"key": key, "count": 0, "until": now() + window} for key in sorted(keys)]
    db.session.execute(insert(Attempts).values(fresh).on_conflict_do_nothing())
    rows = sa.select(Attempts).where(Attempts.key.in_(keys)).order_by(Attempts.key)
    return list(db.session.scalars(rows.with_for_update().execution_options(populate_existing=True)))


def _forget_lapsed() -> None:
    lapsed = sa.select(Attempts.key).where(Attempts.until < now() - WINDOW).limit(100)
    free = lapsed.with_for_update(skip_locked=True)
    db.session.execute(
        sa.delete(Attempts).where(Attempts.key.in_(free)).execution_options(synchronize_session=False)
    )


def _network(address: str) -> str:
    """Give what stands for one visitor: an IPv4 address, or the /64 that one household or office has."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or ip_network((parsed, 64), strict=False))
    return str(parsed)


def _key(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()
