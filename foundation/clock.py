"""The only source of time, so that a test can move it."""

from datetime import UTC, date, datetime


def utc_now() -> datetime:
    """Now, aware, in UTC."""
    return datetime.now(UTC)


def utc_today() -> date:
    """The UTC day; counters and rollups use no other."""
    return utc_now().date()
