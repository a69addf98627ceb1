"""What a request tells beside the form: read once, at the door, so that nothing behind it sees an address."""

from datetime import datetime

from foundation.security.form_stamps import stamped_at
from foundation.security.proof_of_work import solved
from petitions.forms.sign import SignForm
from petitions.models.judgement import Signals


def signals_of(form: SignForm, *, slug: str, network: int | None, is_local: bool, now: datetime) -> Signals:
    """With a script the seconds are those since the challenge was fetched, which no cache keeps."""
    proof = solved(form.altcha, now)
    made_at = stamped_at(form.stamp, stamp_of(slug), now)
    return Signals(
        network=network,
        is_local=is_local,
        trap_filled=bool(form.homepage),
        has_stamp=made_at is not None,
        seconds=_seconds(proof.made_at if proof else made_at, now),
        has_proof=proof is not None,
        challenge=proof,
    )


def stamp_of(slug: str) -> str:
    """What the stamp of a petition's form is bound to."""
    return f"sign-{slug}"


def _seconds(since: datetime | None, now: datetime) -> float | None:
    return None if since is None else max(0.0, (now - since).total_seconds())
