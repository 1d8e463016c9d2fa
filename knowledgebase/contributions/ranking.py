# SPDX-License-Identifier: EUPL-1.2
"""How votes put one thing above another."""

from math import sqrt

NORMAL_95 = 1.959963984540054
"""How many standard deviations either side of the mean hold 95 % of a normal distribution."""


def lower_bound(ups: int, downs: int) -> float:
    """Give the share of votes in favour that is at least likely, given how few or many there are.

    It is the lower bound of the 95 % score interval of E. B. Wilson, "Probable
    inference, the law of succession, and statistical inference", Journal of
    the American Statistical Association 22 (1927), pages 209-212. Without
    votes it is 0.
    """
    total = ups + downs
    if total == 0:
        return 0.0
    share, square = ups / total, NORMAL_95**2
    centre = share + square / (2 * total)
    margin = NORMAL_95 * sqrt((share * (1 - share) + square / (4 * total)) / total)
    return max(0.0, (centre - margin) / (1 + square / total))
