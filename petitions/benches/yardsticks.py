"""What signing is held against: an answer without any work, and the plain way to write it."""

from functools import lru_cache
from typing import Annotated

from fastapi import Depends, FastAPI
from fastapi.responses import RedirectResponse, Response
from sqlmodel import select
from starlette.types import Receive, Scope, Send

from foundation.clock import utc_now
from foundation.database import Database
from foundation.mail.models import OutboxMail, Stream
from foundation.web.forms import Submitted, submitted
from petitions.actions.mails import CONFIRM_MAIL
from petitions.actions.sign import Signing
from petitions.batcher import Batcher
from petitions.forms.sign import SignForm
from petitions.models.consent import Consent, ConsentKind
from petitions.models.envelope import Person, email_digest, seal_person
from petitions.models.petition import Petition
from petitions.models.signature import Signature


async def bare_redirect(scope: Scope, receive: Receive, send: Send) -> None:
    """Reads what was sent and answers 303."""
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    await Response(status_code=303, headers={"location": "/petitions/bench/check-your-mail"})(scope, receive, send)


async def bare_page(scope: Scope, receive: Receive, send: Send) -> None:
    """As many bytes as the path asks for, the same for everybody."""
    if scope["type"] == "http":
        await _bytes(int(scope["path"][1:]))(scope, receive, send)


@lru_cache
def _bytes(number: int) -> Response:
    return Response(b"x" * number, media_type="text/html")


def one_transaction_a_request(database: Database) -> FastAPI:
    """As one would write it first: a handler in the thread pool, a session, three rows and a counter, a commit."""
    app = FastAPI(openapi_url=None)

    @app.post("/petitions/{slug}/signatures")
    def sign(slug: str, form: Annotated[Submitted[SignForm], Depends(submitted(SignForm))]) -> Response:
        checked, now = form.checked, utc_now()
        with database.writing() as session:
            petition = session.exec(select(Petition).where(Petition.slug == slug).with_for_update()).one()
            signature = Signature(
                petition_id=petition.id,
                email_digest=email_digest(petition, checked.email),
                country=checked.country,
                language="en",
                web_visibility=checked.web_visibility,
                via=checked.via,
                signed_at=now,
                mailed_at=now,
                mails_since=now,
            )
            signature.envelope = seal_person(
                Person(checked.name, checked.organisation, checked.email), signature.reference
            )
            session.add(signature)
            session.flush()
            session.add(
                Consent(
                    signature_id=signature.row_id,
                    kind=ConsentKind.COUNT,
                    text_version="0" * 32,
                    language="en",
                    given_at=now,
                )
            )
            session.add(
                OutboxMail(
                    stream=Stream.CONFIRMATION,
                    kind=CONFIRM_MAIL,
                    subject_id=signature.reference,
                    group_key=f"petition-{petition.id}",
                )
            )
            petition.waiting += 1
        return RedirectResponse(f"/petitions/{slug}/check-your-mail", status_code=303)

    return app


class AnswersAtOnce(Batcher):
    """Takes what the handler has made ready, and keeps nothing."""

    async def sign(self, signing: Signing) -> None:
        pass
