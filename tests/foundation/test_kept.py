"""What was made once is not made again while it is remembered."""

import threading
import time

import pytest

from foundation.kept import Kept, key_of


def test_the_second_reader_gets_the_same_bytes_without_work() -> None:
    kept, made = Kept(100), []

    def make() -> bytes:
        made.append(1)
        return b"content"

    assert [kept.get_or_make("a", make) for _ in range(3)] == [b"content"] * 3
    assert len(made) == 1


def test_a_crowd_causes_the_work_once() -> None:
    kept, made, got = Kept(100), [], []

    def make() -> bytes:
        made.append(1)
        time.sleep(0.05)
        return b"content"

    crowd = [threading.Thread(target=lambda: got.append(kept.get_or_make("a", make))) for _ in range(8)]
    for reader in crowd:
        reader.start()
    for reader in crowd:
        reader.join()
    assert (got, len(made)) == ([b"content"] * 8, 1)


def test_the_longest_unused_goes_first_and_what_is_too_large_is_not_kept() -> None:
    kept = Kept(10)
    for key in ("a", "b"):
        kept.get_or_make(key, lambda: b"12345")
    kept.get("a")
    kept.get_or_make("c", lambda: b"12345")
    assert [kept.get(key) is not None for key in "abc"] == [True, False, True]
    assert kept.get_or_make("d", lambda: b"x" * 11) == b"x" * 11
    assert kept.get("d") is None


def test_a_failure_is_not_kept() -> None:
    kept = Kept(100)

    def fail() -> bytes:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        kept.get_or_make("a", fail)
    assert kept.get_or_make("a", lambda: b"now") == b"now"


def test_parts_are_told_apart() -> None:
    assert key_of("ab", "c") != key_of("a", "bc")
