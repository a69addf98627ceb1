"""Form classes of the accounts pages."""

from typing import Annotated

from pydantic import Field

from foundation.web.fields import EmailAddress
from foundation.web.forms import Form


class SignInForm(Form):
    email: EmailAddress
    password: Annotated[str, Field(max_length=1000)]
    next: Annotated[str, Field(max_length=500)] = ""
