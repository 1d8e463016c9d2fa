# SPDX-License-Identifier: EUPL-1.2
"""What the versions of an arrangement tell: who joined, who left, and since when somebody takes part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from knowledgebase.partnerships.models import Arrangement, ArrangementVersion, Participant


@dataclass(frozen=True)
class Step:
    """A version, with who joined and who left compared with the one before it."""

    version: ArrangementVersion
    joined: Sequence[Participant]
    left: Sequence[Participant]
    is_first: bool


@dataclass(frozen=True)
class Part:
    """Whether an organisation takes part in one version, and since when the register says so."""

    starts: date
    ends: date | None
    takes_part: bool
    joined: date | None


@dataclass(frozen=True)
class Membership:
    """That an organisation takes part in an arrangement, or did until `until`.

    `left` tells that the arrangement went on without it.
    """

    arrangement: Arrangement
    since: date
    until: date | None
    left: bool = False


def steps(versions: Sequence[ArrangementVersion]) -> list[Step]:
    """Compare each version with the one before it; newest first."""
    found: list[Step] = []
    before: dict[str, Participant] = {}
    for version in versions:
        now = {one.key: one for one in version.participants}
        joined = [one for key, one in now.items() if key not in before]
        left = [one for key, one in before.items() if key not in now]
        found.append(Step(version, joined, left, is_first=not found))
        before = now
    return found[::-1]


def membership(arrangement: Arrangement, parts: Sequence[Part], today: date) -> Membership:
    """Give the newest spell in which an organisation takes part; `parts` are all versions in order.

    The register has no date of exit: who is missing from the next version left when that began.
    """
    last = max(index for index, part in enumerate(parts) if part.takes_part)
    spell = _unbroken(parts[: last + 1])
    since = min(min(part.starts, part.joined or part.starts) for part in spell)
    following = parts[last + 1] if last + 1 < len(parts) else None
    until = following.starts if following else parts[last].ends
    if until and until > today:
        until = None
    return Membership(arrangement, since, until, left=bool(until and following))


def in_force(version: ArrangementVersion, day: date) -> bool:
    """Tell whether a version is in force on a day."""
    return version.starts <= day and (version.ends is None or version.ends > day)


def shown_version(versions: Sequence[ArrangementVersion], day: date) -> ArrangementVersion:
    """Give the version in force on a day, else the newest one."""
    return next((one for one in reversed(versions) if in_force(one, day)), versions[-1])


def _unbroken(parts: Iterable[Part]) -> list[Part]:
    spell: list[Part] = []
    for part in parts:
        spell = [*spell, part] if part.takes_part else []
    return spell
