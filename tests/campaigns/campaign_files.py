"""Campaign files made up by Hypothesis: every part of the schema, with texts that YAML finds hard."""

import base64
import enum
import hashlib
import unicodedata
from typing import Any

from hypothesis import strategies as st

from campaigns.files.kept_files import ContentPart, kept_files
from campaigns.files.schema import FORMAT, CampaignFile
from campaigns.models.actor import ActorKind
from campaigns.models.campaign import ENDED_STATES, CampaignKind, CampaignState, Numbering, Outcome
from campaigns.models.case import CaseKind, Consent, Gender, Status
from campaigns.models.demand import Progress
from campaigns.models.meeting import ArgumentKind
from campaigns.models.mention import MentionRole
from campaigns.models.portrait import PictureConsent
from campaigns.models.procedure import (
    CommunicationKind,
    DateKind,
    Effect,
    ProcedureKind,
    ProcedureStatus,
    ReportKind,
)
from campaigns.updates.models import UpdateKind
from foundation.picture_uploads import drawn_as_portrait
from foundation.text import BLANK
from tests.campaigns.full_file import JPEG, PDF, PNG
from tests.factories.faces import a_drawn_head

Made = dict[str, Any]
Some = st.SearchStrategy[Any]

HARD = [
    "no", "null", "~", "true", "2019-11-18", "1:30", "0x1F", "a: b", "# no comment", "- no list", "'quoted'", '"', "|",
    "> folded", "@at", "`tick`", "%percent", "colon:", "{braces}", "[list]", "&anchor", "*alias", "!tag", "«Да» № 3386",
    "Oʻzbekiston", "نقابة", "می\u200cخواهیم", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "é" * 200, "? key", "=", "<<", "---", "...", "\\n", "a  #  b",
]  # fmt: skip
HARD_LINES = [
    "two\nlines",
    "two\n\nparagraphs",
    "tab\there",
    "end   \nnext",
    "first\n  indented",
    "- a\n- b",
]
CHARACTERS = st.characters(categories=["L", "N", "P", "S"], exclude_characters="".join(BLANK))


def _fits(text: str) -> bool:
    return any(unicodedata.category(character)[0] in "LNSP" for character in text)


FREE = st.text(CHARACTERS, min_size=1, max_size=12).map(lambda text: unicodedata.normalize("NFC", text)).filter(_fits)
WORDS = st.sampled_from(HARD) | FREE
PROSE = st.sampled_from(HARD + HARD_LINES) | FREE
TEXTS = st.fixed_dictionaries({"en": PROSE}, optional={"ru": PROSE, "zh-Hant": PROSE})
TEXT_LISTS = st.lists(TEXTS, max_size=2)
COUNTRY = st.sampled_from(["KZ", "NO", "ZZ"])
COUNTRIES = st.lists(COUNTRY, max_size=3, unique=True)
DAYS = st.sampled_from(["2019-11-18", "1999-12-31"])
DATES = st.sampled_from(
    ["unknown", "2019", "2019-11", "2019-11-14", "2019-11-14/2019-11-16", "2023-08/2023-09", "2011/2012-05"]
)
MOMENTS = [f"2026-03-0{day}T0{day}:30:00.25+00:00" for day in range(1, 7)]
TRUTH = st.sampled_from(["true", "false"])
HOLD = {"hold": TRUTH, "hold_reason": WORDS}
FACES = (JPEG, drawn_as_portrait(a_drawn_head(24, 32, "#5f7f5f")).content)
FORMS = st.fixed_dictionaries({"ru": st.fixed_dictionaries({"gen": WORDS, "dat": WORDS})})


def _any_of(kind: type[enum.StrEnum]) -> Some:
    return st.sampled_from([member.value for member in kind])


def _rows(required: Made, optional: Made) -> Some:
    return st.lists(st.fixed_dictionaries(required, optional=optional | HOLD), max_size=2)


def _named(keys: list[str], required: Made, optional: Made) -> Some:
    rows = (st.fixed_dictionaries({"id": st.just(key)} | required, optional=optional | HOLD) for key in keys)
    return st.tuples(*rows).map(list)


def _file(content: bytes, media_type: str, **more: Some) -> Some:
    own = {"file": hashlib.sha256(content).hexdigest(), "media_type": media_type, "size": str(len(content))}
    fixed = {name: st.just(value) for name, value in own.items()}
    return st.fixed_dictionaries(fixed | {"added_at": st.just(MOMENTS[0])} | more)


def told_files() -> Some:
    """At most one, for a step has each file once."""
    more = {"words": WORDS, "is_public": TRUTH}
    return st.lists(_file(PDF, "application/pdf", **more) | _file(PNG, "image/png", **more), max_size=1)


def portraits() -> Some:
    size = {"width": st.just("24"), "height": st.just("32")}
    drawn = st.sampled_from(FACES).flatmap(lambda face: _file(face, "image/jpeg", alt=TEXTS, **size))
    told = {"credit": WORDS, "given_by": WORDS, "consent": _any_of(PictureConsent), "consent_on": DAYS}
    more = st.fixed_dictionaries({}, optional=told | {"consent_by": WORDS} | HOLD)
    return st.tuples(drawn, more).map(lambda two: two[0] | two[1])


@st.composite
def news(draw: st.DrawFn) -> list[Made]:
    """In the order of a file: numbered ones, then drafts as they were begun."""
    picture = _file(PNG, "image/png", width=st.just("3"), height=st.just("2"), alt=TEXTS, credit=WORDS)
    found = []
    keys = [str(at) for at in range(1, draw(st.integers(1, 3)))] + [
        f"draft-{at}" for at in range(1, draw(st.integers(1, 3)))
    ]
    for place, key in enumerate(keys):
        languages = draw(st.sampled_from([["en"], ["en", "ru"]]))
        one: Made = {"id": key, "original_language": "en", "created_at": MOMENTS[place]}
        one |= {name: {code: draw(of) for code in languages} for name, of in (("title", WORDS), ("text", PROSE))}
        one |= draw(st.fixed_dictionaries({"kind": _any_of(UpdateKind), "pictures": st.lists(picture, max_size=1)}))
        states = ["draft", "in_review"] + (["published", "taken_back"] if key.isdecimal() else [])
        one["state"] = draw(st.sampled_from(states))
        if key.isdecimal():
            one |= {"published_at": MOMENTS[place], "published_in_emergency": draw(TRUTH)}
            one |= draw(
                st.fixed_dictionaries(
                    {}, optional={"reviewed_at": st.just(MOMENTS[4]), "changed_at": st.just(MOMENTS[5])}
                )
            )
        if "ru" in languages:
            one |= draw(
                st.sampled_from(
                    [{}, {"checked": ["ru"]}, {"outdated": ["ru"]}, {"checked": ["ru"], "outdated": ["ru"]}]
                )
            )
        found.append(one)
    return found


@st.composite
def ends(draw: st.DrawFn, may_hold: bool) -> list[Made]:
    found = []
    for place in range(draw(st.integers(0, 2))):
        reopened = {"reopened_at": MOMENTS[5]} if not may_hold or draw(st.booleans()) else {}
        found.append(
            {"outcome": draw(_any_of(Outcome)), "closed_at": MOMENTS[place], "statement": draw(TEXTS)} | reopened
        )
    return found


@st.composite
def campaign_files(draw: st.DrawFn) -> CampaignFile:
    """Valid ones, whose references all lead somewhere."""

    def keys(prefix: str) -> list[str]:
        return [f"{prefix}{number}" for number in range(draw(st.integers(0, 2)))]

    known = {name: keys(name[0]) for name in ("sources", "organisations", "laws", "cases", "procedures")}

    def links(name: str, optional: Made) -> Some:
        if not known[name]:
            return st.just([])
        key = st.sampled_from(known[name])
        return st.lists(key | st.fixed_dictionaries({"id": key}, optional=optional), max_size=2)

    claims = {"sources": links("sources", {"says": TEXTS, "differs": TRUTH})}
    speaking = {
        name: links(name, {"as": _any_of(MentionRole)}) for name in ("cases", "organisations", "laws", "procedures")
    }
    parent = {"parent": st.sampled_from(known["organisations"])} if known["organisations"] else {}
    belongs = {"organisation": st.sampled_from(known["organisations"])} if known["organisations"] else {}
    lawful = {"law": st.sampled_from(known["laws"])} if known["laws"] else {}

    demand_states = _rows(
        {"progress": _any_of(Progress)},
        {"date": DATES, "note": TEXTS, "evidence": told_files(), **claims},
    )
    addressees = []
    for group in keys("g"):
        demands = draw(
            _named(
                [f"{group}-{key}" for key in keys("d")],
                {"summary": TEXTS},
                {"actions": TEXT_LISTS, "note": TEXTS, "states": demand_states, **claims, **speaking},
            )
        )
        for number, demand in enumerate(demands, start=1):
            if draw(st.booleans()):
                demand["number"] = str(number)
        addressees += draw(
            _named(
                [group],
                {"name": TEXTS, "demands": st.just(demands)},
                {
                    "name_forms": FORMS, "country": COUNTRY, "numbering": _any_of(Numbering), "note": TEXTS,
                    "offices": st.lists(st.sampled_from(["kz-president", "ilo-dg"]), max_size=2, unique=True),
                },
            )
        )  # fmt: skip
    state = draw(_any_of(CampaignState))
    optional = {
"outcome": _any_of(Outcome),
        "is_example": TRUTH, "is_history": TRUTH, "as_of": DAYS, "countries": COUNTRIES, "motto": TEXTS, "background": TEXTS,
        "summary": TEXTS,
        "country_names": st.fixed_dictionaries({"ZZ": TEXTS}),
        "issues": st.sampled_from([[], ["forced_labour", "torture"]]),
        "risks": st.sampled_from([[], ["person", "family"]]),
        "petition": st.fixed_dictionaries({}, optional={"title": TEXTS, "text": TEXTS, "addressee": TEXTS}),
        "sources": _named(
            known["sources"], {},
            {
                "title": TEXTS, "publisher": TEXTS, "url": st.just("https://example.org/a?b=c#d"), "published": DATES,
                "retrieved_on": DAYS, "language": st.just("en"), "translated_from": st.just("ru"), "notes": TEXT_LISTS,
            },
        ),
        "organisations": _named(
            known["organisations"], {"kind": _any_of(ActorKind), "name": TEXTS},
            {
                "abbreviation": TEXTS, "aliases": st.lists(WORDS, max_size=2), "name_forms": FORMS, "country": COUNTRY,
                "role": TEXTS, "state": TEXTS, "note": TEXTS, "leads": TRUTH, **parent, **claims,
            },
        ),
        "laws": _named(
            known["laws"], {"name": TEXTS},
            {"country": COUNTRY, "state": TEXTS, "instruments": st.just(["C087", "ICCPR-22"]), **claims},
        ),
        "cases": _named(
            known["cases"], {"kind": _any_of(CaseKind), "name": TEXTS},
            {
                "name_variants": st.lists(WORDS, max_size=2), "name_forms": FORMS, "gender": _any_of(Gender),
                "country": COUNTRY, "role": TEXTS, "about": TEXTS, "sensitive": WORDS, "consent": _any_of(Consent),
                "consent_on": DAYS, "consent_by": WORDS, **belongs, **lawful, **claims,
                "portrait": portraits(),
                "statuses": _rows({"status": _any_of(Status)}, {"date": DATES, "note": TEXTS, **claims}),
            },
        ),
        "procedures": _named(
            known["procedures"], {"kind": _any_of(ProcedureKind), "body": TEXTS},
            {
                "number": st.just("3386"), "country": COUNTRY, "subject": TEXTS, "filed": DATES, "note": TEXTS,
                "status": _any_of(ProcedureStatus), "serious_and_urgent": TRUTH, "legislative_aspects_referred": TRUTH,
                "communications": _rows(
                    {"kind": _any_of(CommunicationKind)},
                    {"date": DATES, "text": TEXTS, "reference": WORDS, **claims, **speaking},
                ),
                "reports": _rows(
                    {"kind": _any_of(ReportKind)},
                    {
                        "number": FREE, "date": DATES, "paragraphs": WORDS, "text": TEXTS, **claims,
                        "recommendations": _rows(
                            {},
                            {
                                "letter": st.sampled_from("abn"), "text": TEXTS, "reply": TEXTS, "replied": DATES,
                                "follow_up": TEXTS, "effect": _any_of(Effect), **claims,
                            },
                        ),
                    },
                ),
                "dates": _rows(
                    {"kind": _any_of(DateKind)},
                    {"date": DATES, "text": TEXTS, "unverified": TRUTH, "is_done": TRUTH, **claims},
                ),
                **claims, **speaking,
            },
        ),
        "meetings": _named(
            keys("m"), {"name": TEXTS},
            {
                "motto": TEXTS, "place": TEXTS, "country": COUNTRY, "date": DATES, "participants": TEXTS,
                "countries": COUNTRIES,
            },
        ),
        "situation": _rows({"text": TEXTS}, {"country": COUNTRY, **claims}),
        "arguments": _rows({"text": TEXTS}, {"kind": _any_of(ArgumentKind), **claims, **speaking}),
        "timeline": _named(
            keys("e"), {"text": TEXTS},
            {
                "date": DATES, "country": COUNTRY, "place": TEXTS, "instructions": TEXT_LISTS,
                "alleged_grounds": TEXT_LISTS, **claims, **speaking,
            },
        ),
        "calls": _named(keys("k"), {"to": TEXTS, "text": TEXTS}, {"numbering": _any_of(Numbering), **speaking}),
        "intentions": _named(keys("i"), {"text": TEXTS}, {"numbering": _any_of(Numbering)}),
        "linked_campaigns": st.lists(
            st.sampled_from(["one", "two-2"])
            | st.fixed_dictionaries(
                {"id": st.sampled_from(["three", "four"])},
                optional={"words": TEXTS, "url": st.just("https://example.net/campaigns/three")},
            ),
            max_size=3,
            unique_by=lambda link: str(link["id"]) if isinstance(link, dict) else link,
        ),
        "external_findings": _named(
            keys("f"), {"topic": TEXTS},
            {
                "conflict": TEXTS, "differs": TEXTS, "facts": _rows({"text": TEXTS}, {"date": DATES, **claims}),
                **speaking,
            },
        ),
    }  # fmt: skip
    always = {name: optional.pop(name) for name in known} | {
        "format": st.just(FORMAT),
        "slug": st.sampled_from(["free-ada", "a", "2019-x"]),
        "kind": _any_of(CampaignKind),
        "state": st.just(state),
        "original_language": st.just("en"),
        "title": TEXTS,
        "addressees": st.just(addressees),
    }
    always |= {"news": st.just(draw(news())), "closings": st.just(draw(ends(state in ENDED_STATES)))}
    written = draw(st.lists(st.sampled_from(sorted(optional)), max_size=6, unique=True))
    chosen = {name: optional[name] for name in written if name != "outcome" or state in ENDED_STATES}
    file = draw(st.fixed_dictionaries(always | chosen))
    if file.get("is_history") == "true":
        file["is_example"] = "true"
    whole = CampaignFile.model_validate(file)
    if whole.outcome is None:
        whole.closings = [one for one in whole.closings if one.reopened_at is not None]
    contents = {hashlib.sha256(content).hexdigest(): content for content in (PDF, PNG, *FACES)}
    named = dict.fromkeys(one.file for one in kept_files(whole))
    whole.files = [ContentPart(file=one, content=base64.b64encode(contents[one]).decode()) for one in named]
    return whole
