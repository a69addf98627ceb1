"""Argon2id by pwdlib, at most two hashes at a time: each takes 64 MiB, and sign-in must not become a way to fill
the memory.
"""

import threading
from functools import lru_cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from foundation.errors import BadInput

SHORTEST = 12
LONGEST = 256

_two_at_once = threading.BoundedSemaphore(2)
_hasher = PasswordHash((Argon2Hasher(time_cost=3, memory_cost=64 * 1024, parallelism=1),))


def hash_password(password: str) -> str:
    """Length only, no composition (NIST SP 800-63B). Raises BadInput."""
    if len(password) < SHORTEST:
        raise BadInput(
            "A password needs at least %(shortest)s characters. Several words are easy to keep.", shortest=SHORTEST
        )
    if len(password) > LONGEST:
        raise BadInput("This is too long: at most %(longest)s characters.", longest=LONGEST)
    with _two_at_once:
        return _hasher.hash(password)


def password_fits(password: str, password_hash: str | None) -> bool:
    """Does the same work when there is no such account, so that the time taken says nothing."""
    if len(password) > LONGEST:
        return False
    with _two_at_once:
        fits = _hasher.verify(password, password_hash or _of_nobody())
    return fits and password_hash is not None


def use(hasher: PasswordHash) -> None:
    """Other costs than the ones above, for a smaller machine or for tests."""
    global _hasher  # noqa: PLW0603  # one way to hash a process
    _hasher = hasher
    _of_nobody.cache_clear()


@lru_cache
def _of_nobody() -> str:
    return _hasher.hash("a password nobody has")
