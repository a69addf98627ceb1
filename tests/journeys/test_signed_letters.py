"""An owner keeps the organisation's key; from then on approved letters are signed, and strangers can check them."""

import io
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from pypdf import PdfReader
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.letters.contents import LetterContents
from campaigns.letters.models import Letter, LetterSignature
from campaigns.letters.render import print_letter
from campaigns.letters.sealing import Seal
from foundation.accounts.models import Organisation
from foundation.accounts.roles import Role
from foundation.clock import utc_now
from foundation.database import Database
from foundation.pdf import Pdf
from foundation.security import keys
from foundation.settings import Settings
from foundation.signing.models import SigningKey
from foundation.signing.reading import Held, read_signatures
from tests.factories.accounts import PASSWORD, an_organiser
from tests.factories.signing import PHRASE, Issued, issued
from tests.journeys.letter_desks import ENGLISH, Desks, approve, mark_in, open_letter_desks
from tests.journeys.test_letters import EDITOR

pytestmark = pytest.mark.slow
KEY = "/desk/settings/signature"
WRITTEN = ["kept a key for signing letters", "had letters no longer signed", "destroyed the key for signing letters"]


@pytest.fixture
def desks(settings: Settings, database: Database) -> Desks:
    found = open_letter_desks(settings, database)
    with database.writing() as session:
        organisation = session.exec(select(Organisation)).one()
        an_organiser(session, organisation, Role.OWNER, email="owner@example.org")
    owner = found["nobody"]
    assert owner.post("/desk/sign-in", data={"email": "owner@example.org", "password": PASSWORD}).status_code == 303
    return found | {"owner": owner}


def keep(owner: TestClient, one: Issued, **data: str) -> str:
    answer = owner.post(KEY, data={"phrase": PHRASE, "signs_letters": "yes"} | data, files=as_upload(one.as_file()))
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def as_upload(content: bytes) -> dict[str, tuple[str, bytes, str]]:
    return {"file": ("key.p12", content, "application/x-pkcs12")}


def the_pdf(desks: Desks, entry: str) -> bytes:
    answer = desks["second"].get(f"{entry}/letter.pdf")
    assert answer.status_code == 200
    return answer.content


def try_to_approve(desks: Desks) -> str:
    page = desks["second"].get(EDITOR, params=ENGLISH).text
    answer = desks["second"].post(f"{EDITOR}/approve", data=ENGLISH | {"approved": mark_in(page)})
    assert answer.status_code == 409, answer.text
    return answer.text


def verify(client: TestClient, content: bytes) -> str:
    answer = client.post("/verify", files={"file": ("letter.pdf", content, "application/pdf")})
    assert answer.status_code == 200, answer.text
    return " ".join(re.sub(r"<[^>]*>", "", answer.text).split())


def test_approved_letters_are_signed_and_a_stranger_is_told_by_whom_and_whether_they_were_changed(
    desks: Desks, database: Database, client: TestClient
) -> None:
    owner, federation = desks["owner"], issued("Federation Certificate")
    assert "Keep a key" in owner.get(KEY).text
    assert keep(owner, federation).endswith("?done=kept")
    shown = owner.get(KEY).text
    for words in ("Federation Certificate", "Example Certificates", "Signs your letters", federation.fingerprint):
        assert words in shown

    entry = approve(desks)
    content = the_pdf(desks, entry)
    assert [(one.held, one.fingerprint) for one in read_signatures(content)] == [(Held.INTACT, federation.fingerprint)]
    assert "DRAFT" not in PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert federation.fingerprint in desks["viewer"].get(entry).text

    told = verify(client, content)
    assert "unchanged, and is the newest" in told
    assert "The PDF is signed by Example Federation of Trade Unions. The signature is intact." in told
    assert federation.fingerprint in told
    with database.reading() as session:
        letter = session.exec(select(Letter)).one()
    by_code = client.get("/verify", params={"letter": letter.id}).text
    assert federation.fingerprint in by_code
    at = content.index(b"stream") + 12
    for changed in (content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :], content + b"\n% more\n"):
        told = verify(client, changed)
        assert "We do not know this file" in told
        assert "Example Federation of Trade Unions signed this file, but it was changed afterwards" in told

    assert desks["second"].post(f"{entry}/take-back").status_code == 303
    told = verify(client, content)
    assert "its approval was ended; do not rely on it" in told
    assert "is the newest." not in told
    assert "which nobody approved" not in told


def test_a_key_that_nobody_here_has_is_told_as_one_that_we_do_not_know(
    desks: Desks, client: TestClient, database: Database
) -> None:
    owner = desks["owner"]
    keep(owner, issued("Known"))
    content = the_pdf(desks, approve(desks))
    with database.writing() as session:
        session.execute(sa.delete(LetterSignature))
        session.execute(sa.update(SigningKey).values(fingerprint="0" * 64))
    changed = content + b"\n"
    assert "signed with a key that we do not know, and changed afterwards" in verify(client, changed)


def test_a_key_is_never_shown_and_lies_sealed(desks: Desks, database: Database, settings: Settings) -> None:
    owner, federation = desks["owner"], issued()
    keep(owner, federation)
    with database.reading() as session:
        row = session.exec(select(SigningKey)).one()
        assert row.opened_key() == federation.pkcs8
        assert row.sealed_key is not None
        sealed = row.sealed_key
    secret = federation.pkcs8[36:68]
    assert secret in federation.pkcs8
    assert secret not in sealed
    page = owner.get(KEY).text
    assert PHRASE not in page
    assert secret.hex() not in page
    refused = owner.post(KEY, data={"phrase": PHRASE}, files=as_upload(b"no key"))
    assert refused.status_code == 422
    assert "This file cannot be opened" in refused.text
    assert PHRASE not in refused.text
    assert "Please fill this in." in owner.post(KEY, data={"phrase": "x"}).text
    assert "too long" in owner.post(KEY, data={"phrase": "x" * 201}, files=as_upload(b"no key")).text


def test_a_key_moved_to_another_organisation_or_another_server_signs_nothing(desks: Desks, database: Database) -> None:
    keep(desks["owner"], issued())
    keys.unlock("another secret of another server, long enough")
    page = desks["second"].get(EDITOR, params=ENGLISH)
    keys.unlock("a secret that only the tests know, long enough")
    page = desks["second"].get(EDITOR, params=ENGLISH)
    with database.writing() as session:
        row = session.exec(select(SigningKey)).one()
        content = bytearray(row.sealed_key or b"")
        content[-1] ^= 1
        row.sealed_key = bytes(content)
        session.add(row)
    assert page.status_code == 200
    assert "It was kept with another secret key of this server." in try_to_approve(desks)


def test_once_the_key_has_run_out_nothing_is_approved_with_it_and_the_desk_warns_before(
    desks: Desks, client: TestClient
) -> None:
    owner = desks["owner"]
    keep(owner, issued(days=50))
    for name in ("owner", "author"):
        assert "The key that signs your letters runs out on" in desks[name].get("/desk").text
    assert KEY in owner.get("/desk").text
    assert "The key that signs" not in desks["viewer"].get("/desk").text
    with time_machine.travel(utc_now() + timedelta(60)):
        for name, email in (("owner", "owner"), ("second", "second")):
            data = {"email": f"{email}@example.org", "password": PASSWORD}
            assert desks[name].post("/desk/sign-in", data=data).status_code == 303
        assert "no letter can be approved with it" in desks["second"].get("/desk").text
        assert "it cannot be used: This certificate ran out on" in try_to_approve(desks)
        assert "Has run out" in owner.get(KEY).text
        assert owner.post(f"{KEY}/use", data={}).status_code == 303
        assert b"/ByteRange" not in the_pdf(desks, approve(desks))


def test_a_new_key_takes_the_place_of_the_old_one_and_letters_of_both_stay_known(
    desks: Desks, database: Database, client: TestClient
) -> None:
    owner, first, second = desks["owner"], issued("First"), issued("Second")
    keep(owner, first)
    content = the_pdf(desks, approve(desks))
    keep(owner, second)
    keep(owner, second)
    with database.reading() as session:
        rows = {row.fingerprint: row for row in session.exec(select(SigningKey))}
    assert rows.keys() == {first.fingerprint, second.fingerprint}
    assert rows[first.fingerprint].sealed_key is None
    assert rows[second.fingerprint].signs_letters
    told = verify(client, content)
    assert first.fingerprint in told
    assert "has not used this key since" in told
    told = verify(client, content + b" ")
    assert "has not used this key since" in told
    assert "do not rely on it" in told
    assert "It was changed after it had been signed." in told

    assert owner.post(f"{KEY}/use", data={}).status_code == 303
    assert "Not used" in owner.get(KEY).text
    for _ in range(2):
        assert owner.post(f"{KEY}/remove").status_code == 303
    assert "Keep a key" in owner.get(KEY).text
    with database.reading() as session:
        assert [row.sealed_key for row in session.exec(select(SigningKey))] == [None, None]
    trail = owner.get("/desk/settings/trail").text
    for words in WRITTEN:
        assert words in trail
    keep(owner, first)
    assert "Signs your letters" in owner.get(KEY).text, "a key that was taken away may come back"


def test_who_is_no_owner_neither_sees_nor_sets_the_key(desks: Desks) -> None:
    for name in ("author", "second", "viewer"):
        assert desks[name].get(KEY).status_code == 403
        assert KEY not in desks[name].get("/desk/settings").text
        for path in ("", "/use", "/remove"):
            assert desks[name].post(KEY + path).status_code == 403
    assert KEY in desks["owner"].get("/desk/settings").text


def test_a_key_that_is_taken_away_while_a_letter_is_laid_out_signs_nothing(
    desks: Desks, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = desks["owner"]
    keep(owner, issued())

    def meanwhile(letter: LetterContents, *, seal: Seal) -> Pdf:
        assert owner.post(f"{KEY}/remove").status_code == 303
        return print_letter(letter, seal=seal)

    monkeypatch.setattr("campaigns.letters.approval_routes.print_letter", meanwhile)
    assert "Something changed while the letter was laid out" in try_to_approve(desks)
    with database.reading() as session:
        assert session.exec(select(LetterSignature)).all() == []
