"""Form classes of people, invitations and grants."""

from typing import Annotated, Literal

from pydantic import Field

from foundation.accounts.roles import Role
from foundation.web.fields import EmailAddress, PersonName, line
from foundation.web.forms import Form
from foundation.web.language import DEFAULT_LANGUAGE, LANGUAGES


class InviteForm(Form):
    email: EmailAddress
    role: Role
    language: Literal[tuple(LANGUAGES)] = DEFAULT_LANGUAGE  # type: ignore[valid-type]  # the languages of the site


class RoleForm(Form):
    role: Role


class HandOverForm(Form):
    stay_as: Role = Role.EDITOR


class SeeingForm(Form):
    """An organisation by its name."""

    organisation: Annotated[str, line(200)]


class CampaignRoleForm(Form):
    organiser: int
    campaign_role: Role


class JoinForm(Form):
    """`name` is asked of those who have no account yet."""

    name: PersonName | Literal[""] = ""
    password: Annotated[str, Field(max_length=1000)]
