"""Where on earth it is some hour just now."""

from foundation.clock import utc_now


def zone_where_it_is(hour: int) -> str:
    """A zone on whose clock it is about that hour now. Signs of these zones are the other way round."""
    ahead = (hour - utc_now().hour + 12) % 24 - 12
    return f"Etc/GMT{'-' if ahead >= 0 else '+'}{abs(ahead)}"
