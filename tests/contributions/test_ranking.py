# SPDX-License-Identifier: EUPL-1.2
"""What votes are worth: the figures are those of R. G. Newcombe, Statistics in Medicine 17 (1998), table I."""

import pytest

from knowledgebase.contributions.ranking import lower_bound


@pytest.mark.parametrize(
    ("ups", "total", "expected"), [(81, 263, 0.2553), (15, 148, 0.0624), (0, 20, 0.0), (1, 29, 0.0061)]
)
def test_the_bound_is_that_of_the_literature(ups: int, total: int, expected: float) -> None:
    assert lower_bound(ups, total - ups) == pytest.approx(expected, abs=5e-5)


def test_one_of_one_stays_below_ninety_five_of_a_hundred() -> None:
    assert lower_bound(1, 0) == pytest.approx(0.2065, abs=5e-5)
    assert lower_bound(95, 5) == pytest.approx(0.8882, abs=5e-5)
    assert lower_bound(1, 0) < lower_bound(95, 5)


def test_nobody_voting_is_worth_nothing_and_large_numbers_stay_a_share() -> None:
    assert lower_bound(0, 0) == 0.0
    assert 0.999 < lower_bound(2**31 - 1, 0) < 1
    assert 0 <= lower_bound(0, 2**31 - 1) < 0.001
