"""What somebody sends who looks after their own data."""

from foundation.web.fields import Country, EmailAddress, OrganisationName, PersonName
from foundation.web.forms import Form
from petitions.models.signature import AddresseeVisibility, WebVisibility


class AddressForm(Form):
    email: EmailAddress


class CorrectForm(Form):
    name: PersonName
    country: Country
    organisation: OrganisationName = ""
    web_visibility: WebVisibility
    addressee_visibility: AddresseeVisibility
