"""Whether a sign-up looks like a flood. Plain numbers in, a verdict and its reasons out; nothing here knows a database.

All weights and thresholds stand here. One sign alone sets nothing aside but a filled trap: people sit behind one
address by the hundred, switch scripts off, and have odd names. What is set aside is told nothing, gets the same mail,
and comes back when the button in it is pressed, unless a whole domain presses by itself.
"""

import enum
import re
from dataclasses import dataclass, replace
from datetime import timedelta

from foundation.security.proof_of_work import Solved
from petitions.models.look_alikes import mixes_scripts

# How long sign-ups of one network or one domain are counted together.
WINDOW = timedelta(hours=1)
FEWEST_SECONDS = 2

CROWD = 40
FLOOD = 400
DOMAIN_CROWD = 30
# Confirmations of one domain in a window that came sooner than anybody opens a mail.
FAST_CONFIRMS = 10
FAST = timedelta(seconds=15)
ONE_NETWORK_CONFIRMS = 20

SET_ASIDE_FROM = 3
HOLD_MAIL_FROM = 9
STAYS_FROM = 5
# In the judgement of a confirmation, the sign-up itself weighs no more than this: who confirms is most often a person.
MOST_FROM_SIGN_UP = 3


class Reason(enum.StrEnum):
    """Why, for the desk. Kept with the signature in this order."""

    TRAP = "trap"
    NO_STAMP = "no_stamp"
    TOO_FAST = "too_fast"
    NO_PROOF = "no_proof"
    ODD_NAME = "odd_name"
    LENT_ADDRESS = "lent_address"
    CROWD = "crowd"
    FLOOD = "flood"
    DOMAIN_CROWD = "domain_crowd"
    FAST_CONFIRMS = "fast_confirms"
    ONE_NETWORK = "one_network"


WEIGHTS = {
    Reason.TRAP: 4,
    Reason.NO_STAMP: 1,
    Reason.TOO_FAST: 1,
    Reason.NO_PROOF: 1,
    Reason.ODD_NAME: 1,
    Reason.LENT_ADDRESS: 1,
    Reason.CROWD: 2,
    Reason.FLOOD: 4,
    Reason.DOMAIN_CROWD: 2,
    Reason.FAST_CONFIRMS: 2,
    Reason.ONE_NETWORK: 1,
}


@dataclass(frozen=True)
class Signals:
    """What came along with a sign-up. `network` is a keyed number of the day, None where there is none to speak of;
    `is_local` is who sits at this machine: measuring and trying out are no flood from outside. `challenge` is that of a
    right answer, to be spent once. As a default nothing speaks against it.
    """

    network: int | None = None
    is_local: bool = False
    trap_filled: bool = False
    has_stamp: bool = True
    seconds: float | None = None
    has_proof: bool = True
    challenge: Solved | None = None

    def without_proof(self) -> "Signals":
        """The challenge was used before."""
        return replace(self, has_proof=False, challenge=None)


NOTHING_AGAINST = Signals()


@dataclass(frozen=True)
class Windows:
    """Sign-ups of the same network and of the same domain in the running window, this one among them."""

    network: int = 0
    domain: int = 0


@dataclass(frozen=True)
class Verdict:
    score: int
    reasons: tuple[Reason, ...]

    @property
    def sets_aside(self) -> bool:
        return self.score >= SET_ASIDE_FROM

    @property
    def holds_mail(self) -> bool:
        """Nothing but a machine looks like this; no mail goes to strangers whose addresses it made up. Whoever opened
        the form has its stamp, with or without a script."""
        if Reason.TRAP in self.reasons:
            return self.score >= HOLD_MAIL_FROM
        return Reason.FLOOD in self.reasons and Reason.NO_STAMP in self.reasons


def own_reasons(signals: Signals, *, has_odd_name: bool, has_lent_address: bool) -> list[Reason]:
    """What speaks against one sign-up, whoever else signs."""
    too_fast = signals.seconds is not None and signals.seconds < FEWEST_SECONDS
    found = {
        Reason.TRAP: signals.trap_filled,
        Reason.NO_STAMP: not signals.has_stamp,
        Reason.TOO_FAST: too_fast,
        Reason.NO_PROOF: not signals.has_proof,
        Reason.ODD_NAME: has_odd_name,
        Reason.LENT_ADDRESS: has_lent_address,
    }
    return [reason for reason, holds in found.items() if holds]


def crowd_reasons(windows: Windows, *, is_local: bool = False) -> list[Reason]:
    found = []
    if windows.network >= FLOOD and not is_local:
        found.append(Reason.FLOOD)
    elif windows.network >= CROWD:
        found.append(Reason.CROWD)
    if windows.domain >= DOMAIN_CROWD:
        found.append(Reason.DOMAIN_CROWD)
    return found


def verdict_of(reasons: list[Reason]) -> Verdict:
    return Verdict(weight_of(reasons), tuple(reasons))


def weight_of(reasons: list[Reason]) -> int:
    return sum(WEIGHTS[reason] for reason in reasons)


def judge(signals: Signals, windows: Windows, *, name: str, has_lent_address: bool) -> Verdict:
    """As a whole; what arrives in batches is judged in two steps."""
    own = own_reasons(signals, has_odd_name=has_odd_name(name), has_lent_address=has_lent_address)
    return verdict_of(own + crowd_reasons(windows, is_local=signals.is_local))


MOST_DIGITS = 3
_DIGITS = re.compile(r"\d")
_REPEATED = re.compile(r"(.)\1{3}")
_NO_VOWEL = re.compile(r"[bcdfghjklmnpqrstvwxz]{6}", re.IGNORECASE)


def has_odd_name(name: str) -> bool:
    """As machines make them: `xkqzvwtr`, `user4711`, Latin letters among Cyrillic ones. It weighs little."""
    return bool(
        len(_DIGITS.findall(name)) > MOST_DIGITS
        or _REPEATED.search(name)
        or _NO_VOWEL.search(name)
        or not any(letter.isalpha() for letter in name)
        or mixes_scripts(name)
    )


@dataclass(frozen=True)
class ConfirmSignals:
    """What a press on the button looks like beside the others. `after`: since it was signed. `fast_confirms` and
    `network_confirms` count those of the window, of the same domain and from the same network, this one among them."""

    is_judged: bool
    after: timedelta
    domain: int
    fast_confirms: int
    network_confirms: int

    @property
    def is_fast(self) -> bool:
        return self.after < FAST


def stays_aside(signals: ConfirmSignals, *, own_score: int) -> bool:
    """Whether a signature that is set aside stays so although it was confirmed: a domain that takes all mail can
    confirm by itself, in bulk. Without such a domain every confirmation releases."""
    if not signals.is_judged or signals.domain < DOMAIN_CROWD:
        return False
    score = WEIGHTS[Reason.DOMAIN_CROWD] + min(own_score, MOST_FROM_SIGN_UP)
    if signals.is_fast and signals.fast_confirms >= FAST_CONFIRMS:
        score += WEIGHTS[Reason.FAST_CONFIRMS]
    if signals.network_confirms >= ONE_NETWORK_CONFIRMS:
        score += WEIGHTS[Reason.ONE_NETWORK]
    return score >= STAYS_FROM
