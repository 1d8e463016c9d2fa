# SPDX-License-Identifier: EUPL-1.2
"""Two versions of a text, side by side."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledgebase.web.differences import MOST_ROWS, Comparing, Kind, Row, side_by_side

LINES = st.lists(st.sampled_from(["", "a", "b", "a b", "a c b", "d", "lange regel met woorden"]), max_size=12)


def kinds(rows: list[Row]) -> str:
    return " ".join(row.kind.value for row in rows)


def test_equal_texts_differ_nowhere() -> None:
    assert side_by_side("a\nb", "a\nb") == []
    assert side_by_side("a\r\nb\n", "a\nb") == []


def test_a_changed_line_marks_the_words_that_changed() -> None:
    (row,) = side_by_side("De uittreedsom is vijf jaar.", "De uittreedsom is zes jaar.")
    assert row.kind == Kind.CHANGED
    assert (row.old_number, row.new_number) == (1, 1)
    assert row.old == (("De uittreedsom is ", False), ("vijf", True), (" jaar.", False))
    assert row.new == (("De uittreedsom is ", False), ("zes", True), (" jaar.", False))


def test_a_line_without_a_word_in_common_is_marked_whole() -> None:
    (row,) = side_by_side("een, twee", "drie, vier")
    assert row.old == (("een, twee", True),)
    assert row.new == (("drie, vier", True),)


def test_added_and_removed_lines_stand_on_one_side() -> None:
    rows = side_by_side("a\nb\nc", "a\nc\nd")
    assert kinds(rows) == "equal removed equal added"
    assert rows[1] == Row(Kind.REMOVED, 2, None, (("b", True),), ())
    assert rows[3] == Row(Kind.ADDED, None, 3, (), (("d", True),))


def test_far_from_a_change_lines_are_left_out() -> None:
    old = [f"regel {number}" for number in range(1, 31)]
    rows = side_by_side("\n".join(old), "\n".join([*old[:14], "anders", *old[15:]]))
    assert kinds(rows) == "gap equal equal equal changed equal equal equal gap"
    assert [row.hidden for row in rows if row.kind == Kind.GAP] == [11, 12]
    assert rows[1].old_number == 12


def test_one_line_is_shown_rather_than_left_out() -> None:
    rows = side_by_side("a\n1\n2\n3\n4\n5\n6\n7\nb", "A\n1\n2\n3\n4\n5\n6\n7\nB")
    assert Kind.GAP not in {row.kind for row in rows}


def test_a_moved_paragraph_leaves_the_others_in_place() -> None:
    rows = side_by_side("een\ntwee\ndrie\nvier", "twee\ndrie\neen\nvier")
    assert kinds(rows) == "removed equal equal added equal"


@given(LINES, LINES)
def test_both_texts_can_be_read_back_from_the_rows(old: list[str], new: list[str]) -> None:
    rows = side_by_side("\n".join(old), "\n".join(new))
    if "\n".join(old).splitlines() == "\n".join(new).splitlines():
        assert rows == []
        return
    for side, number, lines in (("old", "old_number", old), ("new", "new_number", new)):
        shown = {getattr(row, number): "".join(text for text, _ in getattr(row, side)) for row in rows}
        shown.pop(None, None)
        assert all(lines[at - 1] == line for at, line in shown.items())
        hidden = sum(row.hidden for row in rows)
        assert len("\n".join(lines).splitlines()) == len(shown) + hidden


@given(st.lists(st.sampled_from("abc"), max_size=40), st.lists(st.sampled_from("abc"), max_size=40))
def test_what_is_called_equal_is_equal(old: list[str], new: list[str]) -> None:
    at = (0, 0)
    for i, j, size in Comparing().matches(old, new):
        assert (i, j) >= at
        assert i >= at[0]
        assert j >= at[1]
        assert old[i : i + size] == new[j : j + size]
        at = (i + size, j + size)
    assert at == (len(old), len(new))


@pytest.mark.parametrize("letters", ["a", "ab", "abcdefgh"])
@pytest.mark.parametrize("separator", ["\n", " "])
def test_texts_of_the_greatest_length_are_compared_within_the_budget(letters: str, separator: str) -> None:
    choose = random.Random(1).choice
    old, new = (separator.join(choose(letters) for _ in range(100_000)) for _ in range(2))
    rows = side_by_side(old + "x", new + "y")
    assert rows
    assert sum(row.kind not in {Kind.EQUAL, Kind.GAP} for row in rows) <= MOST_ROWS


def test_beyond_the_budget_whole_lines_are_marked() -> None:
    comparing = Comparing(budget=10)
    assert comparing.matches(list("abcabc"), list("bcabca")) == [(0, 0, 0), (6, 6, 0)]
    assert comparing.matches(list("ab"), list("ab")) == [(0, 0, 2)]
