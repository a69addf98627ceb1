"""Who sends one address many times is served a few at a time, by the clock; everybody else at once."""

import math

import pytest

from petitions.turns import A_FEW, MOST_OF_ONE, MOST_REMEMBERED, TURN, Turns


def numbers(turns: Turns[int], until: float = math.inf, at_most: int = 1000) -> list[int]:
    return [turn.item for turn in turns.take(until=until, at_most=at_most)]


def some(key: str | None, how_many: int, now: float = 0.0) -> Turns[int]:
    turns: Turns[int] = Turns()
    for number in range(how_many):
        turns.come(key, number, now=now)
    return turns


def test_different_people_all_come_at_once_in_their_order() -> None:
    turns: Turns[int] = Turns()
    for number in range(500):
        turns.come(f"person {number}", number, now=number / 1000)
    assert numbers(turns, until=0.5, at_most=200) == list(range(200))
    assert numbers(turns, until=0.5) == list(range(200, 500))
    assert len(turns) == 0
    assert turns.next_at is None


def test_of_one_address_a_few_have_their_turn_and_the_next_few_later() -> None:
    turns = some("ann", 2 * A_FEW + 1)
    assert numbers(turns, until=0.0) == list(range(A_FEW))
    assert numbers(turns, until=0.9 * TURN) == []
    assert turns.next_at == TURN
    assert numbers(turns, until=TURN) == list(range(A_FEW, 2 * A_FEW))
    assert numbers(turns, until=2 * TURN) == [2 * A_FEW]


def test_the_turn_follows_from_the_time_of_coming_and_not_from_that_of_writing() -> None:
    at_once, late = some("ann", 30), some("ann", 30)
    turns_at_once = [turn.at for step in range(20) for turn in at_once.take(until=step * TURN, at_most=200)]
    # Here the first were written for as long as all should have taken.
    turns_late = [turn.at for _step in range(20) for turn in late.take(until=20 * TURN, at_most=200)]
    assert turns_at_once == turns_late == sorted(turns_late)
    assert turns_late[-1] == pytest.approx(9 * TURN)


def test_where_turns_have_piled_up_there_are_still_only_a_few_in_one_batch() -> None:
    turns = some("ann", 10)
    turns.come("bob", 100, now=0.0)
    assert numbers(turns) == [0, 1, 2, 100]
    assert numbers(turns) == [3, 4, 5]
    assert numbers(turns) == [6, 7, 8]
    assert numbers(turns) == [9]


def test_one_who_comes_later_has_a_turn_no_earlier_than_that() -> None:
    turns = some("ann", 1)
    turns.come("ann", 1, now=0.5 * TURN)
    turns.come("ann", 2, now=5 * TURN)
    assert [turn.at for turn in turns.take(until=1.0, at_most=9)] == [0.0, 0.5 * TURN, 5 * TURN]


def test_one_of_an_address_is_answered_like_one_alone_unless_it_is_written_with_others_of_it() -> None:
    turns = some("ann", 2 * A_FEW)
    turns.come("bob", 100, now=0.0)
    turns.come("ann", 200, now=9 * TURN)
    repeated = [turn.item for _step in range(3) for turn in turns.take(until=1.0, at_most=9) if turn.is_repeated]
    assert repeated == [0, 1, 2, 3, 4, 5]
    turns.come("ann", 300, now=10 * TURN)
    turns.come("ann", 301, now=10.5 * TURN)
    assert [turn.is_repeated for turn in turns.take(until=10 * TURN, at_most=9)] == [False]
    assert [turn.is_repeated for turn in turns.take(until=11 * TURN, at_most=9)] == [True]


def test_one_address_does_not_fill_the_queue_for_everybody() -> None:
    turns = some("ann", MOST_OF_ONE)
    assert not turns.has_room_for("ann")
    assert turns.has_room_for("bob")
    numbers(turns)
    assert turns.has_room_for("ann")


def test_links_are_pressed_as_often_as_one_likes() -> None:
    assert len(numbers(some(None, 500))) == 500
    assert some(None, 500).has_room_for(None)


def test_who_came_long_ago_is_forgotten() -> None:
    turns: Turns[int] = Turns()
    for number in range(5 * MOST_REMEMBERED):
        turns.come(number, number, now=float(number))
        turns.take(until=float(number), at_most=1)
    assert len(turns._given) <= MOST_REMEMBERED + 1
