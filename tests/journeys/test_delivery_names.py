"""The names of signers go along only when an owner asked and another person approved, and only while signers wish it."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from campaigns.deliveries.jobs import look_at_packs
from campaigns.deliveries.models.delivery import NamesAsk, NamesState
from campaigns.deliveries.models.pack import PackPart, PackState, PartKind
from campaigns.models.case import Case, CaseKind
from foundation.accounts.models import AuditEntry, Membership, User
from foundation.accounts.roles import Role
from foundation.clock import utc_now
from foundation.database import Database
from foundation.settings import Settings
from petitions.actions.withdraw import withdraw
from petitions.models.signature import AddresseeVisibility, Signature, SignatureState
from tests.factories.deliveries import a_named_signer
from tests.factories.petitions import set_aside, withdraw_token
from tests.jobs_running import run_jobs
from tests.journeys.delivery_desks import (
    DELIVERIES,
    ask_and_approve,
    files_left,
    names_in_zip,
    newest_pack,
    open_delivery_desks,
    order,
    parts,
    plan,
    text_of,
    the_campaign,
    the_petition,
)
from tests.journeys.letter_desks import Desks, once_in, today

ASK = {"until": "", "reason": "The embassy asked for names."}
OUT = "delivery.names_out"


pytestmark = pytest.mark.slow


@pytest.fixture
def desks(settings: Settings, database: Database) -> Desks:
    return open_delivery_desks(settings, database)


def asked() -> dict[str, str]:
    return ASK | {"until": today()}


def decide_alone(database: Database) -> None:
    """Whoever writes to the database."""
    with database.writing() as session:
        ask = session.exec(select(NamesAsk)).one()
        ask.decided_by_id = ask.asked_by_id
        session.add(ask)


def test_nobody_lets_names_go_alone(desks: Desks, database: Database) -> None:
    owner, other, editor, second = (desks[name] for name in ("owner", "other", "author", "second"))
    at = plan(editor)
    for name in ("author", "second", "viewer"):
        assert desks[name].post(f"{at}/names", data=asked()).status_code == 403
    assert owner.post(f"{at}/names", data=asked() | {"until": "2199-01-01"}).status_code == 422
    assert owner.post(f"{at}/names", data=asked() | {"until": "2020-01-01"}).status_code == 422
    assert owner.post(f"{at}/names", data={"until": today()}).status_code == 422
    assert editor.post(f"{at}/packs", data={"names": "yes"}).status_code == 409
    once = {"once": once_in(owner.get(at).text, f"{at}/names")}
    for _press in range(2):
        assert owner.post(f"{at}/names", data=asked() | once).status_code == 303
    assert other.post(f"{at}/names", data=asked()).status_code == 409
    with database.reading() as session:
        ask = session.exec(select(NamesAsk)).one()
    here = f"{at}/names/{ask.id}"
    assert "3 names" in second.get(at).text
    assert f"{here}/approve" in second.get(at).text
    assert f"{here}/approve" not in owner.get(at).text
    assert at in second.get("/desk").text
    assert "Names of signers for a delivery" in second.get("/desk").text
    alone = owner.post(f"{here}/approve")
    assert (alone.status_code, "never done alone" in alone.text) == (409, True)
    assert editor.post(f"{here}/approve").status_code == 403
    assert editor.post(f"{at}/packs", data={"names": "yes"}).status_code == 409
    assert second.post(f"{here}/approve").status_code == 303
    assert second.post(f"{here}/approve").status_code == 409
    assert other.post(f"{here}/refuse").status_code == 409
    with database.reading() as session:
        ask = session.exec(select(NamesAsk)).one()
        assert (ask.state, ask.until <= utc_now()) == (NamesState.APPROVED, True)
        acts = list(session.exec(select(AuditEntry.act)))
    assert acts.count("delivery.names_asked") == acts.count("delivery.names_approved") == 1
    with pytest.raises(IntegrityError):
        decide_alone(database)


def test_the_list_names_those_who_chose_it_each_as_they_chose(
    desks: Desks, database: Database, settings: Settings
) -> None:
    author, at = desks["author"], plan(desks["author"])
    with database.writing() as session:
        petition = the_petition(session)
        gone = a_named_signer(session, petition, "Gone Already")
        withdraw(session, token=withdraw_token(gone))
        set_aside(session, a_named_signer(session, petition, "Set Aside"), SignatureState.QUARANTINED)
        set_aside(session, a_named_signer(session, petition, "Taken Out"), SignatureState.INVALIDATED)
    ask_and_approve(desks, at)
    with database.writing() as session:
        late = a_named_signer(session, the_petition(session), "Come Later")
        late.confirmed_at = utc_now()
        session.add(late)
    order(database, author, at, names=True)
    found = parts(database, at)
    address, _part = found["names"]
    refused = author.get(address)
    assert (refused.status_code, "names signers" in refused.text) == (409, True)
    said = text_of(author.post(address).content)
    for words in (
        "Béatrice Modèle, Dockers of Example Port, France",
        "Zoë Example, Switzerland",
        "C. H., Union of Bakers",
    ):
        assert words in said, words
    for words in ("Carl", "Hushed", "Quietly", "Gone", "Aside", "Taken", "Later"):
        assert words not in said, words
    assert "3 signers agreed" in said
    assert said.index("Béatrice") < said.index("Zoë") < said.index("C. H.")
    assert "Zoë Example" in text_of(author.post(found["merged"][0]).content)
    packed = names_in_zip(author.post(found["zip"][0]).content)
    assert sum("Zoë Example" in text_of(content) for content in packed.values()) == 1
    for open_to_all in ("totals", "banner_a4", "protocol", "letter-en"):
        assert "Zoë" not in text_of(author.get(found[open_to_all][0]).content)
    for kind in ("names", "merged", "zip"):
        assert desks["viewer"].post(found[kind][0]).status_code == 403
    with database.reading() as session:
        assert list(session.exec(select(AuditEntry.act))).count(OUT) == 3
        assert not [row.told for row in session.exec(select(PackPart)) if "Zoë" in row.told]
    author.post(f"{at}/visits", data={"outcome": "received", "visited_on": today()})
    run_jobs(database)
    with database.reading() as session:
        pack = newest_pack(session)
        assert (pack.state, "visit is over" in pack.problem) == (PackState.VOID, True)
    assert files_left(settings, database, [part.sha256 for kind, (_at, part) in found.items() if part.has_names]) == []


def test_a_long_list_comes_in_several_files_and_without_whoever_is_on_hold(
    desks: Desks, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    author, at = desks["author"], plan(desks["author"])
    with database.writing() as session:
        campaign = the_campaign(session)
        held = Case(
            campaign_id=campaign.id, key="zarina", kind=CaseKind.PERSON, name={"en": "Zarina Hidden"}, hold=True
        )
        session.add(held)
        a_named_signer(session, the_petition(session), "Zarina Hidden")
    ask_and_approve(desks, at)
    monkeypatch.setattr("campaigns.deliveries.printing.NAMES_IN_ONE_FILE", 2)
    order(database, author, at, names=True)
    with database.reading() as session:
        pack = newest_pack(session)
        lists = session.exec(
            select(PackPart).where(PackPart.kind == PartKind.NAMES).order_by(col(PackPart.place))
        ).all()
    said = [text_of(author.post(f"{at}/packs/{pack.id}/parts/{part.id}").content) for part in lists]
    assert (pack.state, pack.named, len(said)) == (PackState.READY, 3, 2)
    assert ["Béatrice" in said[0], "Zoë Example" in said[0], "C. H., Union of Bakers" in said[1]] == [True] * 3
    assert "This file: 3 to 3." in said[1]
    assert not [words for words in said if "Zarina" in words]


@pytest.mark.parametrize("leaves", ["withdraws", "wants less"])
def test_whoever_leaves_the_list_makes_the_pack_void(
    desks: Desks, database: Database, settings: Settings, leaves: str
) -> None:
    author, at = desks["author"], plan(desks["author"])
    ask_and_approve(desks, at)
    order(database, author, at, names=True)
    found = parts(database, at)
    address = found["names"][0]
    with database.writing() as session:
        a_named_signer(session, the_petition(session), "Not In Time").confirmed_at = utc_now()
    assert author.post(address).status_code == 200, "who comes later is not on it"
    with database.writing() as session:
        named = select(Signature).where(Signature.addressee_visibility == AddresseeVisibility.FULL)
        signature = session.exec(named.order_by(col(Signature.id))).first()
        assert signature is not None
        if leaves == "withdraws":
            withdraw(session, token=withdraw_token(signature))
        else:
            signature.addressee_visibility = AddresseeVisibility.INITIALS
            session.add(signature)
    for kind in ("names", "merged", "zip"):
        refused = author.post(found[kind][0])
        assert (refused.status_code, "has withdrawn since" in refused.text) == (409, True)
    assert author.get(found["totals"][0]).status_code == 409
    look_at_packs(database)
    assert "has withdrawn since" in author.get(at).text
    run_jobs(database)
    assert files_left(settings, database, [part.sha256 for _at, part in found.values() if part.has_names]) == []
    order(database, author, at, names=True)
    again = text_of(author.post(parts(database, at)["names"][0]).content)
    assert "Béatrice" not in again
    assert "Zoë Example" in again


def test_an_owner_who_is_removed_takes_the_approval_along_unless_the_pack_was_made(
    desks: Desks, database: Database
) -> None:
    author, other = desks["author"], desks["other"]
    at, made = plan(author), plan(author, planned_on=today())
    ask_and_approve(desks, at)
    ask_and_approve(desks, made)
    order(database, author, made, names=True)
    done = parts(database, made)["names"][0]
    assert author.post(f"{at}/packs", data={"names": "yes"}).status_code == 303
    with database.reading() as session:
        owner = session.exec(select(Membership).join(User).where(User.email_digest == _digest("owner"))).one()
    other.post("/desk/confirm", data={"password": "four words make it long"})
    assert other.post(f"/desk/settings/people/{owner.user_id}/remove").status_code == 303
    run_jobs(database)
    with database.reading() as session:
        states = {ask.delivery_id: ask.state for ask in session.exec(select(NamesAsk))}
        assert newest_pack(session).state is PackState.FAILED
    assert states == {int(at.rpartition("/")[2]): NamesState.FALLEN, int(made.rpartition("/")[2]): NamesState.APPROVED}
    assert "may not do so any more" in author.get(at).text
    assert author.post(f"{at}/packs", data={"names": "yes"}).status_code == 409
    assert author.post(done).status_code == 200
    assert author.post(f"{made}/packs", data={"names": "yes"}).status_code == 409, "made anew, it needs both again"
    with database.reading() as session:
        assert "delivery.names_fell" in set(session.exec(select(AuditEntry.act)))


def _digest(name: str) -> bytes:
    from foundation.accounts.actions import email_digest

    return email_digest(f"{name}@example.org")


def test_a_reviewer_who_becomes_an_editor_has_approved_nothing(desks: Desks, database: Database) -> None:
    author, at = desks["author"], plan(desks["author"])
    ask_and_approve(desks, at)
    with database.reading() as session:
        reviewer = session.exec(select(Membership).where(Membership.role == Role.REVIEWER)).one()
    desks["other"].post("/desk/confirm", data={"password": "four words make it long"})
    changed = desks["other"].post(f"/desk/settings/people/{reviewer.user_id}/role", data={"role": "editor"})
    assert changed.status_code == 303
    with database.reading() as session:
        assert session.exec(select(NamesAsk)).one().state is NamesState.FALLEN
    assert author.post(f"{at}/packs", data={"names": "yes"}).status_code == 409


def test_taking_back_needs_no_second_person_and_deletes_what_was_made(desks: Desks, database: Database) -> None:
    author, at = desks["author"], plan(desks["author"])
    ask = ask_and_approve(desks, at)
    order(database, author, at, names=True)
    found = parts(database, at)
    assert desks["viewer"].post(f"{ask}/take-back").status_code == 403
    assert author.post(f"{ask}/take-back").status_code == 303
    assert author.post(found["names"][0]).status_code == 409
    run_jobs(database)
    with database.reading() as session:
        assert not session.exec(select(PackPart)).all()
    assert author.post(f"{ask}/take-back").status_code == 409


def test_a_refusal_leaves_numbers_only(desks: Desks, database: Database) -> None:
    at = plan(desks["author"])
    desks["owner"].post(f"{at}/names", data=asked())
    with database.reading() as session:
        ask = session.exec(select(NamesAsk)).one()
    assert desks["other"].post(f"{at}/names/{ask.id}/refuse").status_code == 303
    assert "Refused" in desks["author"].get(at).text
    assert desks["author"].post(f"{at}/packs", data={"names": "yes"}).status_code == 409
    order(database, desks["author"], at)
    assert "names" not in parts(database, at)


def test_high_risk_and_countries_that_get_no_names_hand_over_numbers_only(desks: Desks, database: Database) -> None:
    author, owner = desks["author"], desks["owner"]
    at = plan(author)
    ask = ask_and_approve(desks, at)
    order(database, author, at, names=True)
    address = parts(database, at)["names"][0]
    assert author.post(f"{DELIVERIES}/names-off", data={"country": "xx"}).status_code == 422
    for _press in range(2):
        assert author.post(f"{DELIVERIES}/names-off", data={"country": "KZ"}).status_code == 303
    refused = author.post(address)
    assert (refused.status_code, "Names may not go along" in refused.text) == (409, True)
    assert "No names go to this country. Only numbers go along." in author.get(at).text
    assert author.post(f"{at}/packs", data={"names": "yes"}).status_code == 409
    assert "KZ" in author.get(DELIVERIES).text
    assert author.post(f"{DELIVERIES}/names-on", data={"country": "KZ"}).status_code == 403
    assert owner.post(f"{DELIVERIES}/names-on", data={"country": "KZ"}).status_code == 303
    assert author.post(address).status_code == 200
    with database.writing() as session:
        the_campaign(session).risks = ["signers"]
    assert author.post(address).status_code == 409
    assert "at high risk for those who sign" in author.get(at).text
    assert desks["second"].post(f"{ask}/approve").status_code == 409
    order(database, author, at)
    assert "names" not in parts(database, at)
    with database.writing() as session:
        the_campaign(session).risks = []
        petition = the_petition(session)
        petition.no_signing_from = ["KZ"]
        session.add(petition)
    assert "No names go to this country" in author.get(at).text
    beside = plan(author, "by-president")
    assert "not of a country whose offices the campaign addresses" in author.get(beside).text
    assert owner.post(f"{beside}/names", data=asked()).status_code == 409
