"""Campaigns that have everything any kind of letter needs, in all four languages, and letters with every answer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from campaigns.letters.defaults import new_letter
from campaigns.letters.kinds import LetterKind, languages_of
from campaigns.letters.models import Letter
from campaigns.letters.writing import offices_to_write_to
from campaigns.models.actor import Actor, ActorKind
from campaigns.models.campaign import Campaign, CampaignKind
from campaigns.models.mention import Mention, MentionRole
from campaigns.models.partial_date import PartialDate
from campaigns.models.procedure import (
    Communication,
    CommunicationKind,
    Effect,
    Procedure,
    ProcedureKind,
    Recommendation,
    Report,
    ReportKind,
)
from campaigns.stock.facts import LaunchFacts, Person, Value
from campaigns.stock.forms import terms_of
from campaigns.stock.kinds import KINDS
from campaigns.stock.sample import MAN, WOMAN, sample_facts
from foundation.accounts.roles import Role
from tests.campaigns.letters.papers import CONTACT, GENEVA, confirmed
from tests.factories.accounts import an_organiser
from tests.factories.campaigns import a_draft_campaign
from tests.factories.letters import a_sender

DAY = date(2026, 5, 20)
SIGNERS = {
    "en": ("Jean Modèle", "General Secretary", "Example Town"),
    "fr": ("Jean Modèle", "Secrétaire général", "Exempleville"),
    "es": ("Jean Modèle", "Secretario General", "Villa Ejemplo"),
    "ru": ("Пётр Примеров", "Генеральный секретарь", "Примерск"),
}
WORDS = {
    "en": {
        "standing": "The federation brings together eleven unions of ports and of transport.",
        "steps": "The union wrote to the labour inspectorate on 4 May 2026 and had no answer.",
        "perpetrators": "Officers of the city police; their names are not known to us.",
        "reasons": "The police spoke of an unlawful strike and named no article of the law.",
        "arrested_by": "officers of the city police",
        "quote": "We shall not rest until our colleagues are free to do their work.",
    },
    "fr": {
        "standing": "La fédération réunit onze syndicats des ports et des transports.",
        "steps": "Le syndicat a écrit à l'inspection du travail le 4 mai 2026 et n'a pas reçu de réponse.",
        "perpetrators": "Des agents de la police municipale ; leurs noms ne nous sont pas connus.",
        "reasons": "La police a parlé d'une grève illicite sans citer d'article de loi.",
        "arrested_by": "des agents de la police municipale",
        "quote": "Nous n'aurons de repos que lorsque nos collègues pourront travailler librement.",
    },
    "es": {
        "standing": "La federación reúne a once sindicatos de los puertos y del transporte.",
        "steps": "El sindicato escribió a la inspección del trabajo el 4 de mayo de 2026 y no recibió respuesta.",
        "perpetrators": "Agentes de la policía municipal; no conocemos sus nombres.",
        "reasons": "La policía habló de una huelga ilícita y no citó ningún artículo de la ley.",
        "arrested_by": "agentes de la policía municipal",
        "quote": "No descansaremos hasta que nuestros colegas puedan trabajar libremente.",
    },
    "ru": {
        "standing": "Федерация объединяет одиннадцать профсоюзов портов и транспорта.",
        "steps": "4 мая 2026 года профсоюз обратился в инспекцию труда и ответа не получил.",
        "perpetrators": "Сотрудники городской полиции; их имена нам неизвестны.",
        "reasons": "Полиция говорила о незаконной забастовке, но статьи закона не назвала.",
        "arrested_by": "сотрудники городской полиции",
        "quote": "Мы не успокоимся, пока наши товарищи не смогут свободно работать.",
    },
}
CHOSEN = {
    "intent": "yes",
    "complainant": "national",
    "asks_urgency": "yes",
    "conciliation": "no",
    "consent": "both",
    "un_kind": "urgent",
    "category": "2",
    "appeal_number": "7",
    "act_until": "2030-06-30",
    "local_salutation": "",
    "embargo": "",
}
OWN_WORDS = {
    "en": "The staff of {{campaign.title}} have a union of their own, and it is kept from working.",
    "fr": "Le personnel concerné ({{campaign.title}}) a son propre syndicat, que l’on empêche d’agir.",
    "es": "El personal afectado ({{campaign.title}}) tiene su propio sindicato, al que se impide actuar.",
    "ru": "У работников, о которых идёт речь ({{campaign.title}}), есть свой профсоюз, и ему не дают действовать.",
}
URGENT = {
    "en": "The matter is being decided in these weeks.",
    "fr": "La décision sera prise dans les semaines qui viennent.",
    "es": "La decisión se tomará en las próximas semanas.",
    "ru": "Решение принимается в ближайшие недели.",
}
BRUSSELS = ["European External Action Service", "9A Rond-point Schuman", "1046 Brussels", "BELGIUM"]
KAZAKHSTAN = ["Akorda", "6 Mangilik Yel Street", "010000 Astana", "KAZAKHSTAN"]
ADDRESSES = {"kz-president": KAZAKHSTAN, "eu-eeas": BRUSSELS, "eu-trade": BRUSSELS, "eu-del-kz": KAZAKHSTAN}


OTHER_NAMES = {
    "union": {"en": "Second Miners’ Union", "ru": "Второй профсоюз горняков"},
    "employer": {"en": "Second Mine Ltd", "ru": "Второй рудник"},
    "outlet": {"en": "Second Courier", "ru": "Второй вестник"},
    "mission": {"en": "Second Mission", "ru": "Вторая миссия"},
    "place": {"en": "Second Town", "ru": "Второй город"},
}


def other_facts(kind: CampaignKind) -> LaunchFacts:
    """Of the same kind in the same country, and another case: other persons, names, words and day."""
    first = sample_facts(kind, (MAN,))
    values = dict(first.values)
    for key, value in first.values.items():
        if key in OTHER_NAMES:
            values[key] = Value(words=OTHER_NAMES[key])
        elif value.terms:
            values[key] = Value(terms=tuple(terms_of(key)[-1:]))
        elif value.number is not None:
            values[key] = Value(number=31)
    return replace(first, values=values, date=PartialDate.parse("2026-04-03"))


def a_campaign(
    session: Session,
    kind: CampaignKind,
    *,
    number: str = "3999",
    persons: tuple[Person, ...] = (WOMAN,),
    facts: LaunchFacts | None = None,
) -> Campaign:
    """Launched from the stock in Kazakhstan, with a case at the ILO that has its recommendations."""
    organisation = a_sender(session)
    user = an_organiser(session, organisation, Role.OWNER, email=f"{kind}-{number}@example.org")
    demands = [key for key, _words in KINDS[kind].demands][:2]
    campaign = a_draft_campaign(session, user, facts=facts or sample_facts(kind, persons), demands=demands)
    with_a_case(session, campaign, number)
    for office, lines in {**ADDRESSES, **dict.fromkeys(("ilo-dg", "ilo-normes"), GENEVA)}.items():
        confirmed(session, campaign, office, lines)
    for office in ("un-wgad", "ohchr-special-procedures", "un-sr-foaa", "un-sr-expression", "un-sr-defenders"):
        confirmed(
            session, campaign, office, ["OHCHR-UNOG", "8-14 avenue de la Paix", "CH-1211 Genève 10", "SWITZERLAND"]
        )
    for office in ("ituc", "perc", "industriall"):
        confirmed(session, campaign, office, ["12 Example Street", "1000 Brussels", "BELGIUM"])
    return campaign


def with_a_case(session: Session, campaign: Campaign, number: str) -> None:
    case = Procedure(
        campaign_id=campaign.id,
        key="cfa",
        kind=ProcedureKind.ILO_CFA,
        number=number,
        country="KZ",
        filed=PartialDate.parse("2025-03-04"),
    )
    experts = Procedure(campaign_id=campaign.id, key="experts", kind=ProcedureKind.ILO_CEACR, country="KZ", position=1)
    centre = Actor(
        campaign_id=campaign.id,
        key="centre",
        kind=ActorKind.UNION_CONFEDERATION,
        name={"en": "Example Trade Union Centre", "ru": "Примерный профцентр"},
    )
    session.add_all([case, experts, centre])
    session.flush()
    sent = Communication(
        campaign_id=campaign.id,
        procedure_id=case.id,
        kind=CommunicationKind.COMPLAINT,
        date=PartialDate.parse("2025-03-04"),
    )
    report = Report(campaign_id=campaign.id, procedure_id=case.id, number="410", kind=ReportKind.INTERIM)
    comment = Report(
        campaign_id=campaign.id,
        procedure_id=experts.id,
        kind=ReportKind.OBSERVATION,
        text={
            "en": f"The Committee asked the Government to review the register of unions ({number})",
            "fr": f"La commission a prié le gouvernement de revoir le registre des syndicats ({number})",
            "es": f"La Comisión pidió al Gobierno que revisara el registro de sindicatos ({number})",
            "ru": f"Комитет просил Правительство пересмотреть реестр профсоюзов ({number})",
        },
    )
    session.add_all([sent, report, comment])
    session.flush()
    session.add_all(
        [
            Recommendation(
                campaign_id=campaign.id,
                report_id=report.id,
                letter="a",
                text={
                    "en": f"the Government is asked to reply without delay ({number})",
                    "fr": f"le gouvernement est prié de répondre sans tarder ({number})",
                    "es": f"se pide al Gobierno que responda sin demora ({number})",
                    "ru": f"Правительство просят незамедлительно дать ответ ({number})",
                },
                effect=Effect.NOT_GIVEN,
            ),
            Mention(
                campaign_id=campaign.id, from_procedure_id=case.id, actor_id=centre.id, role=MentionRole.COMPLAINANT
            ),
        ]
    )
    session.flush()


def complete(session: Session, campaign: Campaign, kind: LetterKind, office: str, language: str) -> Letter:
    """With every answer that the kind asks; not saved."""
    letter = new_letter(session, campaign=campaign, kind=kind, office_id=office, language=language)
    letter.signatory_name, letter.signatory_office, letter.place = SIGNERS[language]
    for name, value in CONTACT.items():
        setattr(letter, name, value)
    letter.dated_on = DAY
    letter.holder = "man"
    letter.urgency = URGENT[language]
    letter.own_words = OWN_WORDS[language]
    letter.answers = answers(kind, language)
    return letter


def answers(kind: LetterKind, language: str) -> dict[str, str]:
    every: Mapping[str, str] = {**CHOSEN, **WORDS[language]}
    return {name: every[name] for name in kind.declared.asks if every[name]}


def every_letter(session: Session, campaign: Campaign) -> list[Letter]:
    """One of each kind in each of its languages, to the first office that it may go to."""
    found = []
    for kind in LetterKind:
        offices = offices_to_write_to(session, campaign=campaign, kind=kind)
        found += [
            complete(session, campaign, kind, office, language)
            for office in offices[:1]
            for language in languages_of(kind)
        ]
    return found
