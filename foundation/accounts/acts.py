"""What the acts of the audit trail are called for people. Each room names its own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from foundation.accounts.roles import ROLE_WORDS, Role
from foundation.web.language import gettext, mark, speaking
from foundation.web.templating import add_filter

_WORDS: dict[str, str] = {}
_THINGS: dict[str, tuple[str, str]] = {}
_DETAILS: dict[str, Callable[[str], str]] = {}


@dataclass(frozen=True)
class About:
    """What an act was done to: its kind in words, its name where it has a readable one, and where it stands."""

    kind: str
    name: str
    path: str


def name_acts(words: Mapping[str, str]) -> None:
    _WORDS.update(words)


def name_things(things: Mapping[str, tuple[str, str]]) -> None:
    """Kind in an act's `about` → its words, and the path of one with `{}` for what follows the colon, or none."""
    _THINGS.update(things)


def word_details(acts: Iterable[str], said: Callable[[str], str]) -> None:
    """For acts whose `detail` people may read: how it is said in the language being spoken."""
    for act in acts:
        _DETAILS[act] = said


def kinds_of_things(language: str) -> dict[str, str]:
    """Kind in an act's `about` → its words, for a filter."""
    with speaking(language):
        return {kind: gettext(words) for kind, (words, _path) in _THINGS.items()}


def detail_said(act: str, detail: str) -> str:
    return _DETAILS[act](detail) if act in _DETAILS and detail else ""


def about_shown(about: str) -> About:
    """`campaign:free-ada` as kind, name and path, in the language being spoken. Numbers are no names."""
    kind, _, rest = about.partition(" ")[0].partition(":")
    words, path = _THINGS.get(kind, (about, ""))
    return About(gettext(words), "" if rest.isdigit() else rest, path.format(rest) if rest else "")


def act_said(act: str) -> str:
    """In the language being spoken."""
    return gettext(_WORDS.get(act, act))


def _role_said(role: str) -> str:
    return gettext(ROLE_WORDS[Role(role)]) if role in set(Role) else ""


name_acts(
    {
        "letterhead.changed": mark("changed the letterhead"),
        "letterhead.paper_set": mark("set paper and window of the letters"),
        "letterhead.logo_set": mark("set the logo"),
        "letterhead.logo_removed": mark("removed the logo"),
        "letterhead.signature_added": mark("added the picture of a signature"),
        "letterhead.signature_removed": mark("removed the picture of a signature"),
        "signing_key.kept": mark("kept a key for signing letters"),
        "signing_key.used": mark("had approved letters signed from then on"),
        "signing_key.unused": mark("had letters no longer signed"),
        "signing_key.removed": mark("destroyed the key for signing letters"),
        "password.changed": mark("changed the own password"),
        "organiser.created": mark("made an account"),
        "factor.app_added": mark("set up an app for codes"),
        "factor.key_added": mark("added a security key or passkey"),
        "factor.removed": mark("removed a second factor"),
        "recovery_codes.renewed": mark("made new recovery codes"),
        "recovery_code.used": mark("signed in with a recovery code"),
        "sessions.ended": mark("signed out everywhere else"),
        "invitation.sent": mark("invited somebody by mail"),
        "invitation.withdrawn": mark("took an invitation back"),
        "invitation.accepted": mark("accepted an invitation"),
        "member.role_changed": mark("changed a role"),
        "member.suspended": mark("deactivated a member"),
        "member.restored": mark("reactivated a member"),
        "member.removed": mark("removed a member"),
        "member.left": mark("left the organisation"),
        "member.factors_removed": mark("took away the second factors of a member"),
        "ownership.handed_over": mark("handed over the ownership"),
        "grant.given": mark("gave a role in campaigns"),
        "grant.ended": mark("ended a role in campaigns"),
        "trail.names_changed": mark("changed how names are shown here"),
    }
)
name_things(
    {
        "organisation": (mark("organisation"), ""),
        "organiser": (mark("own account"), ""),
        "person": (mark("person"), ""),
        "union": (mark("other organisation"), ""),
        "campaign-role": (mark("one campaign"), ""),
    }
)
word_details(
    (
        "invitation.sent",
        "invitation.withdrawn",
        "invitation.accepted",
        "member.role_changed",
        "grant.given",
        "grant.ended",
    ),
    _role_said,
)
add_filter("act_said", act_said)
add_filter("detail_said", detail_said)
add_filter("about_shown", about_shown)
