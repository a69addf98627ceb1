"""What is done with templates. Every save keeps the text before it; a deleted one can be taken back."""

from sqlmodel import Session

from campaigns.letters.kinds import LetterKind, languages_of
from campaigns.letters.templated.access import text_now
from campaigns.letters.templated.models import NO_SUCH_LANGUAGE, LetterTemplate, LetterTemplateVersion
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now
from foundation.errors import BadInput, Conflict, NotFound


def make_template(
    session: Session,
    *,
    user: SignedIn,
    kind: LetterKind,
    language: str,
    name: str,
    text: str,
    for_supporters: bool,
) -> LetterTemplate:
    """Raises BadInput for a kind whose form is prescribed, and for a language that it is not written in."""
    if kind.declared.prescribed or language not in languages_of(kind):
        raise BadInput(NO_SUCH_LANGUAGE)
    template = LetterTemplate(organisation_id=user.organisation_id, kind=kind, language=language)
    session.add(template)
    session.flush()
    _add_version(session, template, user, name, text, for_supporters)
    _record(session, template, user, "letter_template.made", name)
    return template


def save_template(
    session: Session, *, user: SignedIn, template: LetterTemplate, name: str, text: str, for_supporters: bool
) -> None:
    """Drafts of letters follow at once, approved ones stay. Nothing is kept twice: without a change nothing happens.
    Raises Conflict for a deleted one."""
    if template.deleted_at is not None:
        raise Conflict("This template was deleted. Take it back first.")
    now = text_now(session, template)
    if (now.name, now.text, now.for_supporters) == (name, text, for_supporters):
        return
    template.version += 1
    session.add(template)
    _add_version(session, template, user, name, text, for_supporters)
    _record(session, template, user, "letter_template.saved", name)


def restore_version(session: Session, *, user: SignedIn, template: LetterTemplate, number: int) -> None:
    """The text of that version is the newest again; those between them stay. Raises NotFound, Conflict."""
    if template.deleted_at is not None:
        raise Conflict("This template was deleted. Take it back first.")
    old = session.get(LetterTemplateVersion, (template.id, number))
    if old is None:
        raise NotFound("There is no such version of this template.")
    now = text_now(session, template)
    if (now.name, now.text, now.for_supporters) == (old.name, old.text, old.for_supporters):
        return
    template.version += 1
    session.add(template)
    _add_version(session, template, user, old.name, old.text, old.for_supporters)
    _record(session, template, user, "letter_template.restored", f"{old.name} ({number})")


def delete_template(session: Session, *, user: SignedIn, template: LetterTemplate) -> None:
    """Drafts that use it say so and cannot be approved until it is back or another text is chosen."""
    if template.deleted_at is None:
        template.deleted_at, template.deleted_by_id = utc_now(), user.user_id
        session.add(template)
        _record(session, template, user, "letter_template.deleted", text_now(session, template).name)


def take_back(session: Session, *, user: SignedIn, template: LetterTemplate) -> None:
    if template.deleted_at is not None:
        template.deleted_at, template.deleted_by_id = None, None
        session.add(template)
        _record(session, template, user, "letter_template.taken_back", text_now(session, template).name)


def _add_version(
    session: Session, template: LetterTemplate, user: SignedIn, name: str, text: str, for_supporters: bool
) -> None:
    session.add(
        LetterTemplateVersion(
            template_id=template.id,
            number=template.version,
            name=name,
            text=text,
            for_supporters=for_supporters,
            saved_by_id=user.user_id,
        )
    )
    session.flush()


def _record(session: Session, template: LetterTemplate, user: SignedIn, act: str, detail: str) -> None:
    about = f"letter_template:{template.id}"
    record(session, user=user, organisation_id=template.organisation_id, act=act, about=about, detail=detail)
