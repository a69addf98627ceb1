"""The stock at the desk: every sentence by language and kind, one corrected once for all, marked as checked, undone."""

import hashlib
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.actions.stock_followers import followers, renew_followers
from campaigns.models.campaign import CampaignKind
from campaigns.stock.actions import check_text, correct_sentence, mark_checked, undo_newest
from campaigns.stock.forms import CheckedForm, SentenceForm, UndoForm
from campaigns.stock.kinds import KINDS
from campaigns.stock.queries import history_of, is_corrected, shared, stock_now
from campaigns.stock.sample import sample_of
from campaigns.stock.sentences import COMMON, LANGUAGES, WORDS, Sentence, shipped
from campaigns.wording import said
from foundation.accounts.access import NO_SUCH_PAGE, SignedIn, require
from foundation.accounts.roles import May
from foundation.clock import utc_today
from foundation.database import SessionDep
from foundation.errors import BadInput, NotFound
from foundation.web.authorisation import UserDep
from foundation.web.forms import Problem, Submitted, blank, submitted
from foundation.web.language import gettext, mark
from foundation.web.templating import here, page

router = APIRouter()

FORM_NAMES = {
    "any": mark("Text"),
    "woman": mark("Text for a woman"),
    "man": mark("Text for a man"),
    "unknown": mark("Text where nobody said whether it is a woman or a man"),
    "several": mark("Text for several"),
    "ins": mark("Instrumental case"),
    "gen": mark("Genitive case"),
}
LETTERS = {
    "letters": mark("Letters"),
    "letters_ilo": mark("Letters to the ILO"),
    "letters_un": mark("Letters to the UN and the EU"),
    "letters_open": mark("Letters to partners and the press"),
}
LANGUAGE_NAMES = {"en": mark("English"), "fr": mark("French"), "es": mark("Spanish"), "ru": mark("Russian")}
CHANGED = mark("Somebody changed this sentence after you had opened it. Look at what stands there now and save again.")


@router.get("/desk/stock")
def show_stock(request: Request, session: SessionDep, _user: UserDep, language: str = "", kind: str = "") -> Response:
    shown = language if language in LANGUAGES else request.state.language
    files = [COMMON, WORDS, *KINDS, *LETTERS]
    chosen = kind if kind in files else CampaignKind.ARREST.value
    sentences = list(stock_now(session).all_in(shown))
    return page(
        request,
        "pages/stock/list.html",
        shown=shown,
        kind=chosen,
        sentences=[(one, is_corrected(one)) for one in sentences if one.file == chosen],
        checked=shared(sentences),
        **_names(),
    )


@router.get("/desk/stock/sentence")
def show_sentence(
    request: Request, session: SessionDep, user: UserDep, language: str = "", sentence: str = ""
) -> Response:
    if not sentence:
        return RedirectResponse(here(request, "/desk/stock"), status_code=303)
    found = _find(session, language, sentence)
    return _sentence_page(request, session, user, found, blank(**found.forms, seen=_mark_of(found)), _blank_check())


@router.post("/desk/stock/correct")
def take_correction(
    request: Request,
    session: SessionDep,
    user: UserDep,
    form: Annotated[Submitted[SentenceForm], Depends(submitted(SentenceForm))],
) -> Response:
    require(user, user.organisation_id, May.WRITE)
    found = _find(session, str(form.value("language")), str(form.value("sentence")))
    forms = {name: str(form.value(name)) for name in found.forms}
    if form.ok and form.checked.seen not in ("", _mark_of(found)):
        form.refuse("", CHANGED)
        form.values["seen"] = _mark_of(found)
    _refuse_texts(form, found, forms)
    if not form.ok:
        return _sentence_page(request, session, user, found, form, _blank_check(), 422)
    correct_sentence(session, user=user, sentence=found, forms=forms)
    renew_followers(session, user=user, sentence=found)
    return _back(request, found)


@router.post("/desk/stock/checked")
def take_check(
    request: Request,
    session: SessionDep,
    user: UserDep,
    form: Annotated[Submitted[CheckedForm], Depends(submitted(CheckedForm))],
) -> Response:
    require(user, user.organisation_id, May.WRITE)
    found = _find(session, str(form.value("language")), str(form.value("sentence")))
    if form.ok and form.checked.checked_on > utc_today():
        form.refuse("checked_on", mark("The day on which it was checked cannot be in the future."))
    if not form.ok:
        known = blank(**found.forms, seen=_mark_of(found))
        return _sentence_page(request, session, user, found, known, form, 422)
    mark_checked(session, user=user, sentence=found, by=form.checked.checked_by, on=form.checked.checked_on)
    return _back(request, found)


@router.post("/desk/stock/undo")
def take_undo(
    request: Request,
    session: SessionDep,
    user: UserDep,
    form: Annotated[Submitted[UndoForm], Depends(submitted(UndoForm))],
) -> Response:
    require(user, user.organisation_id, May.WRITE)
    found = _find(session, str(form.value("language")), str(form.value("sentence")))
    undo_newest(session, user=user, sentence=found)
    renew_followers(session, user=user, sentence=found)
    return _back(request, found)


def _find(session: Session, language: str, sentence_id: str) -> Sentence:
    """As it stands now. Raises NotFound."""
    found = stock_now(session).sentence(language, sentence_id) if language in LANGUAGES else None
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found


def _refuse_texts(form: Submitted[SentenceForm], sentence: Sentence, forms: dict[str, str]) -> None:
    for name, text in forms.items():
        try:
            check_text(text, sentence)
        except BadInput as refusal:
            form.problems[name] = Problem(refusal.words, refusal.values)
    if form.ok and forms == dict(sentence.forms):
        form.refuse(next(iter(forms)), mark("Nothing was changed in this sentence."))


def _sentence_page(
    request: Request,
    session: Session,
    user: SignedIn,
    sentence: Sentence,
    form: Submitted[Any],
    check_form: Submitted[Any],
    status: int = 200,
) -> Response:
    live, others = followers(session, user=user, sentence=sentence)
    history = history_of(session, sentence)
    return page(
        request,
        "pages/stock/sentence.html",
        status=status,
        sentence=sentence,
        original=shipped(sentence.language)[sentence.id],
        is_corrected=is_corrected(sentence),
        sample=sample_of(stock_now(session), sentence),
        slots=sentence.slots,
        history=history,
        may_undo=any(not act.is_undone for act in history),
        may_write=user.may(May.WRITE),
        live=live,
        followers=others,
        form=form,
        check_form=check_form,
        **_names(),
    )


def _names() -> dict[str, Any]:
    kinds = [(COMMON, gettext("Common to all kinds")), *((kind.value, said(kind)) for kind in KINDS)]
    letters = [(file, gettext(words)) for file, words in LETTERS.items()]
    return {
        "kinds": [*kinds, (WORDS, gettext("Words for facts")), *letters],
        "languages": [(code, gettext(name)) for code, name in LANGUAGE_NAMES.items()],
        "form_names": {name: gettext(words) for name, words in FORM_NAMES.items()},
    }


def _blank_check() -> Submitted[Any]:
    return blank(checked_on=utc_today().isoformat())


def _mark_of(sentence: Sentence) -> str:
    return hashlib.sha256(repr(sorted(sentence.forms.items())).encode()).hexdigest()[:32]


def _back(request: Request, sentence: Sentence) -> Response:
    address = f"/desk/stock/sentence?language={sentence.language}&sentence={sentence.id}"
    return RedirectResponse(here(request, address), status_code=303)
