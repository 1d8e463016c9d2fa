# SPDX-License-Identifier: EUPL-1.2
"""Outlines are drawn short, and neighbours still touch."""

from knowledgebase.organisations.blocks import furthest_apart, is_one_block, neighbours_of
from knowledgebase.organisations.outlines import Box, box_around, drawn

SQUARE = "M10.04,10 20,10 20.02,20 20,20 10,20Z"


def test_an_outline_is_drawn_in_whole_steps_without_points_that_fall_together() -> None:
    assert drawn(SQUARE) == "M10 10l10 0 0 10-10 0z"
    assert drawn(SQUARE, 10) == "M100 100l100 0 0 100-100 0z"


def test_an_island_smaller_than_a_step_is_left_out() -> None:
    assert drawn("M1,1 1.1,1 1.1,1.1Z" + SQUARE) == drawn(SQUARE)


def test_the_part_of_the_map_is_square_and_holds_everything() -> None:
    box = box_around([SQUARE, "M100,50 150,50 150,60Z"], margin=0)
    assert (box.width, box.height) == (140, 140)
    assert box.left <= 10 <= 150 <= box.left + box.width
    assert Box(1.5, 2, 3, 4).drawn(10) == "15 20 30 40"


def test_municipalities_are_one_block_if_one_can_walk_from_each_to_each() -> None:
    borders = neighbours_of([(1, 2), (2, 1), (2, 3), (3, 2), (4, 5), (5, 4)])
    assert is_one_block({1, 2, 3}, borders)
    assert not is_one_block({1, 3}, borders)
    assert not is_one_block({1, 2, 4, 5}, borders)
    assert is_one_block({6}, borders)
    assert not is_one_block(set(), borders)


def test_the_furthest_two_count_as_the_crow_flies() -> None:
    amsterdam, rotterdam, groningen = (52.3731, 4.8926), (51.9225, 4.4792), (53.2194, 6.5665)
    assert furthest_apart([]) == furthest_apart([amsterdam]) == 0
    assert round(furthest_apart([amsterdam, rotterdam])) == 57
    assert round(furthest_apart([amsterdam, rotterdam, groningen])) == 202
