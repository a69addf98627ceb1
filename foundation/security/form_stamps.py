"""When a form was made, signed. Pages are kept for a minute by caches, so a stamp only says: not before."""

import hmac
import re
from datetime import UTC, datetime, timedelta

from foundation.security.keys import subkey

_SHAPE = re.compile(r"(\d{1,10})-([0-9a-f]{20})")
# Tabs stay open for days; what is older was collected, not opened.
LONGEST = timedelta(days=7)


def make_stamp(form: str, now: datetime) -> str:
    """The same for everybody within a minute."""
    minute = int(now.timestamp()) // 60
    return f"{minute}-{_proof(form, minute)}"


def stamped_at(stamp: str, form: str, now: datetime) -> datetime | None:
    """None when there is no stamp, or it is not ours, of another form, or too old."""
    shape = _SHAPE.fullmatch(stamp)
    if shape is None:
        return None
    minute = int(shape[1])
    if not hmac.compare_digest(shape[2], _proof(form, minute)):
        return None
    made = datetime.fromtimestamp(minute * 60, tz=UTC)
    return made if now - made < LONGEST else None


def _proof(form: str, minute: int) -> str:
    return hmac.digest(subkey("form-stamps"), f"{form}\x00{minute}".encode(), "sha256").hex()[:20]
