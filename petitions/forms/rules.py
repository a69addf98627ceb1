"""What organisers send about many signatures at once."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator

from foundation.errors import BadInput
from foundation.web.fields import Country, Day, Line, line, worded
from foundation.web.forms import Form
from foundation.web.language import mark
from foundation.web.posting_once import OnceForm
from petitions.models.rules import Criteria

_DOMAIN = re.compile(r"[^\s@]{1,200}\.[^\s@]{1,60}")
_NETWORK = re.compile(r"[0-9]{1,19}")


def _domain(text: str) -> str:
    domain = text.strip().rpartition("@")[2].lower()
    if not _DOMAIN.fullmatch(domain):
        raise BadInput("Please write a domain, such as example.org.")
    return domain


def _network(given: Any) -> int | None:
    return int(given) if isinstance(given, str) and _NETWORK.fullmatch(given) and int(given) < 2**63 else None


BACKWARDS = mark("The time ends before it begins.")


class RuleForm(OnceForm):
    """Days are UTC; hours narrow them."""

    domain: Annotated[str, worded(_domain)] = ""
    network: Annotated[int | None, BeforeValidator(_network)] = None
    from_day: Day | None = None
    from_time: time | None = None
    until_day: Day | None = None
    until_time: time | None = None
    country: Country | None = None
    name: Annotated[str, line(80)] = ""
    organisation: Annotated[str, line(160)] = ""
    via: Annotated[str, line(40)] = ""
    looks_alike: bool = False
    only_set_aside: bool = False
    reason: Line

    def criteria(self) -> Criteria:
        return Criteria(
            domain=self.domain,
            network=self.network,
            signed_from=_moment(self.from_day, self.from_time or time()),
            signed_until=_moment(self.until_day, self.until_time) if self.until_time else _end_of(self.until_day),
            country=self.country or "",
            name=self.name,
            organisation=self.organisation,
            via=self.via,
            looks_alike=self.looks_alike,
            only_set_aside=self.only_set_aside,
        )


class RunForm(Form):
    reason: Line


def _moment(day: date | None, at: time | None) -> datetime | None:
    return datetime.combine(day, at or time(), tzinfo=UTC) if day else None


def _end_of(day: date | None) -> datetime | None:
    """The whole day belongs to it."""
    beginning = _moment(day, time())
    return beginning + timedelta(days=1) if beginning else None
