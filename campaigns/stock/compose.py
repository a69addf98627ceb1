"""The first texts of a campaign in one language, from its facts and the stock: what an organiser then corrects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from campaigns.letters.bound import BY_KIND, FREEDOM_OF_ASSOCIATION
from campaigns.stock.asked import People
from campaigns.stock.facts import LaunchFacts
from campaigns.stock.filling import said
from campaigns.stock.kinds import KINDS
from campaigns.stock.sentences import COMMON, Sentence
from campaigns.stock.slots import slots_of
from campaigns.stock.stock import Stock

SEVERAL = "several"


@dataclass(frozen=True)
class Appeal:
    """A sheet of one page: what happened, what is demanded, what the reader can do."""

    title: str
    story: tuple[str, ...]
    ask: str
    demands: tuple[str, ...]
    doing: str
    acts: tuple[str, ...]
    source: str

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.title, *self.story, self.ask, *self.demands, self.doing, *self.acts, self.source)


class CampaignTexts:
    """What the stock says of one campaign in one language. Each is empty where a fact that it needs is left out."""

    def __init__(self, facts: LaunchFacts, stock: Stock, language: str) -> None:
        self.facts = facts
        self.kind = KINDS[facts.kind]
        self.stock = stock
        self.language = language
        self.is_unnamed = self.kind.people is People.SUBJECT and not facts.named
        self.slots = slots_of(facts, stock, language)
        self.slots["subject"] = self.say("subject")

    def title(self) -> str:
        return self.say("title")

    def happened(self) -> str:
        """For the timeline, and the beginning of the story."""
        return _together(self.say(key) for key in self.kind.happened)

    def summary(self) -> str:
        return _together((self.happened(), self.say("point")))

    def story(self) -> str:
        """Everything that is known, in one paragraph."""
        return _together((self.happened(), *(self.say(key) for key in self.kind.story)))

    def described(self) -> str:
        return self.say("described")

    def named(self, key: str) -> str:
        """The name of a case that is no person: a sentence of its kind, else the fact itself."""
        found = self.stock.sentence(self.language, f"{self.facts.kind}.{key}")
        return said(found, self.slots, self.facts.form) if found else self.slots.get(key, "")

    def value(self, key: str) -> str:
        return self.slots.get(key, "")

    def demand(self, key: str) -> str:
        return self.say(f"demand.{key}")

    def background(self) -> str:
        """What the State is bound by, as far as the directory is sure, and what it means here."""
        several = SEVERAL if len(self.facts.countries) > 1 else ""
        point = self.say("law_point")
        if not BY_KIND.get(self.facts.kind, FREEDOM_OF_ASSOCIATION):
            return point
        law = said(self.stock.common(self.language, "law"), self.slots, several)
        return _together((law, point)) or self.say("law_udhr")

    def petition_text(self, demands: Sequence[str]) -> str:
        """Markdown: the story, why it concerns everybody, and the demands in their numbering."""
        story = self.summary() if self.is_unnamed else self.story()
        return "\n\n".join(filter(None, (story, self.say("right"), self.say("ask"), _numbered(demands))))

    def mail(self, demands: Sequence[str]) -> tuple[str, str]:
        """Subject and body of a mail to partner unions, with the merge fields of mailings in them."""
        lead = self.say("mail_lead", as_part=True)
        slots = {**self.slots, "mail_lead": lead}
        opening = said(self.stock.common(self.language, "mail_opening"), slots)
        parts = (
            self.say("mail_greeting"),
            opening,
            self.story() if not self.is_unnamed else self.summary(),
            self.say("ask"),
            _numbered(demands),
            self.say("mail_asks"),
            self.say("mail_closing"),
        )
        return self.say("mail_subject"), "\n\n".join(filter(None, parts)) + "\n"

    def appeal(self, *, demands: Sequence[str], addressee: str, link: str, source: str) -> Appeal:
        more = {**self.slots, "addressee": addressee, "link": link, "source": source}
        acts = [said(self.stock.common(self.language, f"appeal_{key}"), more) for key in ("sign", "write", "pass")]
        story = (self.summary(),) if self.is_unnamed else (self.story(), self.say("right"))
        return Appeal(
            title=self.title(),
            story=tuple(filter(None, story)),
            ask=self.say("ask"),
            demands=tuple(demands),
            doing=self.say("appeal_doing"),
            acts=tuple(filter(None, acts)),
            source=said(self.stock.common(self.language, "appeal_source"), more),
        )

    def say(self, key: str, *, as_part: bool = False) -> str:
        """`as_part`: inside another sentence, so that it keeps its small letter."""
        found = self._find(key)
        if found is None:
            return ""
        told = said(found, self.slots, self.facts.form)
        written = found.form(self.facts.form)
        if as_part and written[:1].islower():
            return told[:1].lower() + told[1:]
        return told

    def _find(self, key: str) -> Sentence | None:
        """Without names where nobody may be named, for what was chosen where the kind knows several, of this kind
        before what all kinds share.
        """
        wished = (f"{key}_unnamed" if self.is_unnamed else "", f"{key}_{self.facts.choice}", key)
        for name in filter(None, wished):
            for file in (self.facts.kind, COMMON):
                if found := self.stock.sentence(self.language, f"{file}.{name}"):
                    return found
        return None


def _together(parts: Iterable[str]) -> str:
    return " ".join(part for part in parts if part)


def _numbered(demands: Sequence[str]) -> str:
    return "\n".join(f"{number}. {demand}" for number, demand in enumerate(demands, start=1))
