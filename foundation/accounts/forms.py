"""Form classes of the accounts pages."""

from typing import Annotated, Literal

from pydantic import Field

from foundation.web.fields import EmailAddress, PersonName, line, prose
from foundation.web.forms import Form


class SignInForm(Form):
    email: EmailAddress
    password: Annotated[str, Field(max_length=1000)]
    next: Annotated[str, Field(max_length=500)] = ""


class ConfirmForm(Form):
    password: Annotated[str, Field(max_length=1000)]
    next: Annotated[str, Field(max_length=500)] = ""


class LetterheadForm(Form):
    """Stands on letters of record."""

    name: PersonName
    address: Annotated[str, prose(500)] = ""
    email: EmailAddress | Literal[""] = ""
    phone: Annotated[str, line(40)] = ""
    website: Annotated[str, line(200)] = ""


class PasswordForm(Form):
    old: Annotated[str, Field(max_length=1000)]
    new: Annotated[str, Field(max_length=1000)]
