"""The directory of offices at the desk: titles, addresses, and how far each address can be trusted."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from campaigns.addresses import RecordAddress, address_for_record
from campaigns.directory import Office, load_directory
from campaigns.models.partial_date import PartialDate
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.formats import country_name
from foundation.web.language import current_language, gettext
from foundation.web.templating import page

router = APIRouter()


@dataclass(frozen=True)
class Row:
    office: Office
    address: RecordAddress

    @property
    def source_date(self) -> str:
        date = self.office.source.date if self.office.source else ""
        return PartialDate.parse(date).in_words(current_language()) if date else ""


@router.get("/desk/directory")
def show_directory(request: Request, session: SessionDep, user: UserDep) -> Response:
    """By country, as the directory orders them."""
    by_country: dict[str, list[Row]] = {}
    for office in load_directory().offices:
        if not office.fictitious:
            name = country_name(office.country) if office.country else gettext("International")
            address = address_for_record(session, office_id=office.id, organisation_id=user.organisation_id)
            by_country.setdefault(name, []).append(Row(office, address))
    return page(request, "pages/campaigns/directory.html", by_country=by_country)
