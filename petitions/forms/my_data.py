"""What somebody sends who looks after their own data."""

from typing import Annotated

from foundation.web.fields import Country, EmailAddress, PersonName, line
from foundation.web.forms import Form
from petitions.models.signature import AddresseeVisibility, WebVisibility


class AddressForm(Form):
    email: EmailAddress


class CorrectForm(Form):
    name: PersonName
    country: Country
    organisation: Annotated[str, line(160)] = ""
    web_visibility: WebVisibility
    addressee_visibility: AddresseeVisibility
