"""Produced bytes kept in memory by what they are made of, so that the second reader gets them for nothing."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable


def key_of(*parts: str) -> str:
    """Of everything that decides what is produced."""
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode(errors="surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()


class Kept:
    """At most `most` bytes, the longest unused go first. Who asks for what is just being made waits for it, so that a
    crowd causes the work once. Safe for threads; each process keeps its own."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._turn = threading.Condition()
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._making: set[str] = set()

    def get(self, key: str) -> bytes | None:
        with self._turn:
            return self._found(key)

    def get_or_make(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What `make` raises is raised here and kept nowhere; the next who waits tries again."""
        with self._turn:
            while (content := self._found(key)) is None and key in self._making:
                self._turn.wait()
            if content is not None:
                return content
            self._making.add(key)
        try:
            content = make()
        except BaseException:
            self._done(key, None)
            raise
        self._done(key, content)
        return content

    def _found(self, key: str) -> bytes | None:
        content = self._kept.get(key)
        if content is not None:
            self._kept.move_to_end(key)
        return content

    def _done(self, key: str, content: bytes | None) -> None:
        with self._turn:
            self._making.discard(key)
            if content is not None and len(content) <= self.most:
                self._kept[key] = content
                self._size += len(content)
                while self._size > self.most:
                    self._size -= len(self._kept.popitem(last=False)[1])
            self._turn.notify_all()
