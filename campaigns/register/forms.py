"""Forms of the register: how a letter left, what became of it, what was answered, how the lists are narrowed."""

from typing import Annotated, Literal

from pydantic import Field

from campaigns.models.demand import Progress
from campaigns.register.models import DispatchState, ReplyKind, Way
from foundation.web.fields import Day, EmailAddress, line, prose
from foundation.web.forms import Form, Upload
from foundation.web.posting_once import OnceForm


class SentForm(OnceForm):
    way: Way
    sent_on: Day
    note: Annotated[str, line(500)] = ""
    proof: Upload | None = None


class SettledForm(Form):
    """Of one way that it went. A file replaces the proof that is there."""

    state: DispatchState
    settled_on: Day | None = None
    proof: Upload | None = None


class ReplyForm(OnceForm):
    kind: ReplyKind
    received_on: Day
    their_reference: Annotated[str, line(80)] = ""
    summary: Annotated[str, prose(4000)]
    scan: Upload | None = None


class MailForm(OnceForm):
    """To the office, from our own address."""

    to: EmailAddress


class StepsForm(Form):
    """What an answer changes in the demands of its letter: `progress` in the order of `demand`, empty where it changes
    nothing."""

    demand: list[int] = []
    progress: list[Progress | Literal[""]] = []


class TermForm(Form):
    days: Annotated[int, Field(ge=1, le=365)]


class NumberingForm(Form):
    pattern: Annotated[str, line(60)]
