"""A key for signing letters that runs out soon, or has: without it no letter is approved."""

from campaigns.waiting.lines import Asked, Line, Section
from foundation.accounts.roles import May
from foundation.clock import utc_now
from foundation.signing.queries import keys_in_use, runs_out_soon
from foundation.web.formats import format_day
from foundation.web.language import gettext


def signing_keys(asked: Asked) -> list[Line]:
    """For everybody who writes letters; an owner is led to where another one is kept."""
    writing = [one for one in asked.user.organisation_ids if asked.user.may(May.WRITE, one)]
    lines = []
    for organisation_id, certificate in keys_in_use(asked.session, writing).items():
        if not runs_out_soon(certificate):
            continue
        day = format_day(certificate.valid_until.date())
        if certificate.valid_until < utc_now():
            words = gettext("The key that signs your letters ran out on %(day)s: no letter can be approved with it.")
        else:
            words = gettext("The key that signs your letters runs out on %(day)s.")
        is_owner = asked.user.may(May.MANAGE, organisation_id)
        more = "" if is_owner else gettext("An owner of your organisation sets another one.")
        path = "/desk/settings/signature" if is_owner else ""
        lines.append(Line(Section.LETTERS, words % {"day": day}, path, more))
    return lines
