# SPDX-License-Identifier: EUPL-1.2
"""What stories about two items share."""

import pytest

from tests.conftest import Visit
from tests.contributions.stories import OTHER, answered, remark, vote
from tests.people import People
from tests.stories import ask


@pytest.fixture
def two(visit: Visit, people: People) -> tuple[str, str]:
    """Two questions about the same; the first has an accepted answer, a vote and remarks at both."""
    first, second = ask(visit(people.anna)), ask(visit(people.bram), title=OTHER)
    given = answered(visit(people.chris), first)
    assert visit(people.anna).post(f"/vragen/antwoorden/{given}/aannemen").status_code == 303
    vote(visit(people.bram), given)
    remark(visit(people.sam), given, "Een opmerking bij het antwoord.")
    remark(visit(people.olga), first)
    return first, second
