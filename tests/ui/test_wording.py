"""Wording: numbers and times as a person says them, data that cannot become markup."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hotpass.ui.wording import JOINER, counted, label, lasting, moment, plain, share, told_apart


@pytest.mark.parametrize(
    ("seconds", "words"), [(None, "—"), (0.04, "0.0 s"), (59.9, "59.9 s"), (61, "1 min 01 s"), (7260, "2 h 01 min")]
)
def test_a_duration_in_words(seconds: float | None, words: str) -> None:
    assert lasting(seconds) == words


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(0, 0, "—"), (0, 9, "0 %"), (1, 3000, "0.1 %"), (2999, 3000, "99.9 %"), (9, 9, "100 %")],
)
def test_a_share_is_whole_or_nothing_only_where_it_is(part: int, whole: int, words: str) -> None:
    assert share(part, whole) == words


def test_names_that_several_share_are_told_apart() -> None:
    assert told_apart({"a": "today", "b": "today", "c": "once"}) == {"a": "today, a", "b": "today, b", "c": "once"}


def test_a_count_and_a_moment() -> None:
    assert counted(1, "row") == "1 row"
    assert counted(2000, "row") == "2,000 rows"
    assert counted(2, "entity", "entities") == "2 entities"
    assert moment(datetime(2026, 11, 23, 9, 5, tzinfo=UTC)) == "23 Nov 2026, 09:05 UTC"


@given(some.text(alphabet="ab<>&$*_[](){}!#`~|:.-+=^/'\"\\@ww", max_size=60))
def test_every_sign_of_markdown_is_escaped(text: str) -> None:
    bare = plain(text).replace(JOINER, "")
    assert "".join(bare.split("\\")).replace(" ", "") == text.replace("\\", "").replace(" ", "")
    for sign in "<[`*_$:":
        assert bare.count(sign) == bare.count(f"\\{sign}")


@pytest.mark.parametrize("text", ["http://example.com", "see www.example.com", "info@example.com"])
def test_an_address_in_data_is_broken_up(text: str) -> None:
    assert JOINER in plain(text)


def test_a_label_has_no_markup_and_ends() -> None:
    assert label("<b>A & B</b> $x$") == "&lt;b&gt;A &amp; B&lt;/b&gt; &#36;x&#36;"
    assert len(label("a" * 100)) == 40
