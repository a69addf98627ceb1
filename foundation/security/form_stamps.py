"""When a form was made, signed. Pages are kept for a minute by caches, so a stamp only says: not before."""

import hmac
import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from foundation.security.keys import subkey

_SHAPE = re.compile(r"(\d{1,10})-([0-9a-f]{20})")
# Tabs stay open for days; what is older was collected, not opened.
LONGEST = timedelta(days=7)


def make_stamp(form: str, now: datetime) -> str:
    """The same for everybody within a minute."""
    minute = int(now.timestamp()) // 60
    return f"{minute}-{_proof(form, minute, subkey('form-stamps'))}"


def stamped_at(stamp: str, form: str, now: datetime) -> datetime | None:
    """None when there is no stamp, or it is not ours, of another form, or too old."""
    shape = _SHAPE.fullmatch(stamp)
    if shape is None:
        return None
    minute = int(shape[1])
    if not hmac.compare_digest(shape[2], _proof(form, minute, subkey("form-stamps"))):
        return None
    made = datetime.fromtimestamp(minute * 60, tz=UTC)
    return made if now - made < LONGEST else None


@lru_cache(maxsize=1024)
def _proof(form: str, minute: int, key: bytes) -> str:
    """Kept for a while: thousands send the stamp of the same minute."""
    return hmac.digest(key, f"{form}\x00{minute}".encode(), "sha256").hex()[:20]
