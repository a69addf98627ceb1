"""A table on its way to a browser: CSV as a stream, XLSX from a file that is gone when it was sent."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from fastapi.responses import Response, StreamingResponse

from foundation.accounts.access import ROLE_TOO_SMALL, SignedIn, organiser_now, require
from foundation.accounts.roles import May
from foundation.csv_files import stream_csv
from foundation.database import Database
from foundation.errors import Forbidden
from foundation.settings import Settings
from foundation.web.downloads import content_disposition
from foundation.web.language import gettext, mark
from foundation.xlsx_files import written_xlsx
from petitions.forms.desk_list import FileFormat

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
A_BLOCK = 256 * 1024
SIGNATURES = (
    mark("Name"),
    mark("Organisation"),
    mark("Country"),
    mark("State"),
    mark("On the web"),
    mark("To the addressee"),
    mark("Language"),
    mark("Partner code"),
    mark("Signed (UTC)"),
    mark("Confirmed (UTC)"),
)
ADDRESS = mark("E-mail address")
MEMBERS = (mark("Name"), ADDRESS, mark("Language"), mark("Agreed (UTC)"))
PARTNER_NEWS = (*MEMBERS, mark("In these words"))

Parts = Iterable[Iterable[Sequence[str]]]


def exports_folder(settings: Settings) -> Path:
    """Where an XLSX lies while it is made and sent."""
    return settings.data_dir / "exports"


def table_response(form: FileFormat, name: str, header: Sequence[str], parts: Parts, *, folder: Path) -> Response:
    """Call it while the reader's language is spoken. `folder` is where an XLSX is written meanwhile."""
    titles = [gettext(title) for title in header]
    headers = {
        "Content-Disposition": content_disposition(f"{name}.{form.value}"),
        "Cache-Control": "private, no-store",
    }
    if form is FileFormat.CSV:
        return StreamingResponse(stream_csv(titles, parts), media_type="text/csv; charset=utf-8", headers=headers)
    with ExitStack() as stack:
        path = stack.enter_context(written_xlsx(folder, titles, parts))
        return StreamingResponse(_sent(path, stack.pop_all()), media_type=XLSX, headers=headers)


def while_permitted(
    parts: Parts, database: Database, *, user: SignedIn, organisation_id: int | None, act: May, scope: int | None = None
) -> Iterator[Iterable[Sequence[str]]]:
    """An export ends when the right to it does: no part leaves after that. Raises NotFound or Forbidden."""
    for part in parts:
        with database.reading() as session:
            now = organiser_now(session, user.user_id)
        if now is None:
            raise Forbidden(ROLE_TOO_SMALL)
        require(now, organisation_id, act, scope)
        yield part


def _sent(path: Path, until_then: ExitStack) -> Iterator[bytes]:
    with until_then, path.open("rb") as file:
        while block := file.read(A_BLOCK):
            yield block
