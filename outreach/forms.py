"""Form classes of the partner directory, of imports and of mailings."""

from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from foundation.csv_files import DELIMITERS, ENCODINGS
from foundation.web.fields import Country, Day, EmailAddress, PersonName, line, prose, worded
from foundation.web.forms import Form, Upload
from foundation.web.tongues import TONGUES
from outreach.models.partners import PartnerKind
from outreach.words import language_called, languages_called, zone_called

LONGEST_BODY = 20_000


ShortLine = Annotated[str, line(120)]
LongName = Annotated[str, line(200)]
SomeLanguage = Annotated[str, worded(language_called)]
Zone = Annotated[str, worded(zone_called)]
Body = Annotated[str, prose(LONGEST_BODY)]
SomeId = Annotated[int, Field(gt=0, lt=2**63)]


class PartnerForm(Form):
    name: LongName
    kind: PartnerKind
    country: Country = ""
    sector: ShortLine = ""
    languages: Annotated[str, line(120), worded(lambda words: ", ".join(languages_called(words)))] = ""
    members: Annotated[int, Field(ge=0, lt=10**12)] | None = None
    members_on: Day | None = None
    parent: LongName = ""


class ContactForm(Form):
    name: PersonName = ""
    role: ShortLine = ""
    email: EmailAddress
    language: SomeLanguage
    zone: Zone = ""


class UploadForm(Form):
    file: Upload


class ReadingForm(Form):
    """How the file is read, chosen by a person who looked at the preview."""

    encoding: Literal["", *ENCODINGS] = ""  # type: ignore[valid-type]  # the literal is made of the table's keys
    delimiter: Literal["", *DELIMITERS] = ""  # type: ignore[valid-type]  # as above


class _MailingFields(Form):
    title: LongName
    kinds: Annotated[list[PartnerKind], Field(default_factory=list)]
    countries: Annotated[list[Country], Field(default_factory=list)]


# A subject and a body for each language that somebody may read; a page shows those that are needed.
_VERSION_FIELDS: dict[str, Any] = {f"subject_{code}": (LongName, "") for code in TONGUES} | {
    f"body_{code}": (Body, "") for code in TONGUES
}
MailingForm = create_model("MailingForm", __base__=_MailingFields, **_VERSION_FIELDS)


def versions_in(form: _MailingFields) -> dict[str, tuple[str, str]]:
    """Subject and body by language; a language without either is not written."""
    given = form.model_dump()
    pairs = {code: (given[f"subject_{code}"], given[f"body_{code}"]) for code in TONGUES}
    return {code: pair for code, pair in pairs.items() if any(pair)}


class TrialForm(Form):
    language: Literal["", *TONGUES] = ""  # type: ignore[valid-type]  # the literal is made of the table's keys
    contact: SomeId | None = None


class DecisionForm(Form):
    decision: Literal["resend", "skip"]
