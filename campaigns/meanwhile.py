"""Two people at the same page: who saves second is told, instead of undoing unseen what the first one wrote."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from foundation.accounts.access import SignedIn
from foundation.clock import utc_now
from foundation.web.forms import Submitted
from foundation.web.language import mark

A_MOMENT = timedelta(minutes=10)
CHANGED = mark(
    "Somebody changed this after you had opened it. What you typed is still here and not saved. Look at what is kept"
    " now, take over what you need, and save again."
)

UNDONE = mark("This was undone already, or something came after it. Load the page again and look.")


def as_opened(typed: Mapping[str, Any]) -> dict[str, Any]:
    """What a form is filled with, and in the hidden field `seen` a mark of just these values."""
    return {**typed, "seen": _mark_of(typed)}


def refuse_if_changed(form: Submitted[Any], kept: Mapping[str, Any]) -> None:
    """`kept`: what the form would be filled with now, of rows that are locked. Saved once more, it counts as seen."""
    seen, now = str(form.value("seen")), _mark_of(kept)
    if form.ok and seen and seen != now:
        form.refuse("", CHANGED)
        form.values["seen"] = now


def _mark_of(values: Mapping[str, Any]) -> str:
    plain = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


def did_it_just_now(user: SignedIn, by_id: int | None, at: datetime | None) -> bool:
    """A button that was pressed twice: what it asks for was done a moment ago, and by this person."""
    return user.user_id == by_id and at is not None and utc_now() - at < A_MOMENT
