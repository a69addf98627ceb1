"""What organisers send about the safety of signers."""

from foundation.web.fields import Country
from foundation.web.forms import Form


class CountryForm(Form):
    country: Country
