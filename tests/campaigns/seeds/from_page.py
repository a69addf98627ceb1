"""The blocks of a campaign's public page: each is one element, and what belongs to it is looked for in that one alone."""

from collections.abc import Iterator
from itertools import pairwise

from tests.campaigns.seeds.blocks import Blocks, Record, Shown, Within
from tests.campaigns.seeds.spoken import Spoken
from tests.html_tree import Node, read_html


def blocks_of_page(page: str, language: str = "en") -> Blocks:
    return _Page(read_html(page), Spoken(language)).blocks()


class _Page:
    def __init__(self, root: Node, spoken: Spoken) -> None:
        self.sections = {one.attributes.get("aria-labelledby", ""): one for one in root.all("section")}
        self.spoken = spoken
        self.labels = spoken.labels

    def blocks(self) -> Blocks:
        return {
            "case": [self.case(one) for name in ("people", "cases") for one in self.within(name, "article", "person")],
            "organisation": [self.organisation(one) for one in self.within("actors", "li")],
            "law": [self.law(one) for one in self.within("laws", "li") if one.all("strong")],
            "event": [self.event(one) for one in self.within("timeline", "li") if "what" in _classes_of_children(one)],
            "addressee": list(self.addressees()),
            "demand": [
                self.demand(one, heading)
                for heading, inside in self.headed("demands")
                for one in inside
                if "demand" in one.classes
            ],
            "call": [self.call(one) for one in self.within("calls", "article", "call")],
            "intention": [self.intention(one) for one in self.within("intentions", "p", "intention")],
            "situation": list(self.situation()),
            "meeting": [self.meeting(one) for one in self.within("meetings", "article")],
            "argument": [
                {"text": one.text("source"), "voices": Within(one.text())} for one in self.within("background", "li")
            ],
            "procedure": [self.procedure(one) for name, one in self.sections.items() if name.startswith("procedure-")],
            "source": [self.source(one) for one in self.within("sources", "li")],
            "finding": [self.finding(one) for one in self.within("since", "article")],
        }

    def within(self, section: str, tag: str, of: str = "") -> list[Node]:
        return self.sections[section].all(tag, of) if section in self.sections else []

    def headed(self, section: str) -> Iterator[tuple[str, list[Node]]]:
        """What stands below each heading, whether it folds or not."""
        found: list[tuple[str, list[Node]]] = []
        for child in self.sections[section].children if section in self.sections else []:
            if child.tag == "details":
                found.append((child.first("h3").text(), child.children[1:]))
            elif child.tag == "h3":
                found.append((child.text(), []))
            elif found and found[-1][1] is not None:
                found[-1][1].append(child)
            elif child.tag != "h2":
                found.append(("", [child]))
        yield from found

    def case(self, article: Node) -> Record:
        name, _, others = article.children[0].text().partition(self.labels["variants"])
        meta, *more = [one.text() for one in article.children if one.tag == "p"]
        role, country = self.and_country(meta)
        belongs = next((one.removeprefix(self.labels["belongs"]) for one in more if self.labels["belongs"] in one), "")
        record = {
            "name": name,
            "variants": others.removesuffix(")").split(", ") if others else [],
            "country": country,
            "about": Within(" ".join(more)),
            "belongs": belongs,
            "statuses": [self.step(one) for one in article.all("li")],
        }
        if role in self.spoken.case_kinds:
            return record | {"kind": self.spoken.case_kinds[role]}
        return record | {"role": role}

    def step(self, line: Node) -> tuple[str, str, str]:
        words = line.first("span", "what").text("source")
        status = max((one for one in self.spoken.statuses if words.startswith(one)), key=len)
        return self.spoken.statuses[status], self.date(line.first("span", "when")), words.removeprefix(status)

    def and_country(self, words: str) -> tuple[str, str]:
        before, _, last = words.rpartition(", ")
        if last in self.spoken.countries:
            return before, self.spoken.countries[last]
        return words, ""

    def date(self, element: Node) -> str:
        return self.spoken.dates[element.text().rstrip(".")]

    def organisation(self, line: Node) -> Record:
        kind, country = self.and_country(line.first("span", "meta").text().rstrip("."))
        text = line.text("source")
        also = (
            text.split(self.labels["also"])[1].split(line.first("span", "meta").text())[0]
            if self.labels["also"] in text
            else ""
        )
        return {
            "name": line.first("strong").text(),
            "kind": self.spoken.actor_kinds[kind],
            "country": country,
            "aliases": also.strip().split("; ") if also else [],
            **dict.fromkeys(("abbreviation", "parent", "role", "state", "note"), Within(text)),
        }

    def law(self, line: Node) -> Record:
        meta = line.all("span", "meta")
        country = self.spoken.countries.get(meta[0].text().rstrip("."), "") if meta else ""
        return {"name": line.first("strong").text(), "country": country, "state": line.text("source")}

    def event(self, line: Node) -> Record:
        what = line.first("div", "what")
        lists = {one.text(): items.all("li") for one, items in pairwise(what.children) if items.tag == "ul"}
        place, named = self.place_and_names(what.all("p", "meta"))
        country = self.and_country(place)
        return {
            "date": self.date(line.first("p", "when")),
            "text": what.first("p").text("source"),
            "place": country[0] if country[1] and country[0] != place else "",
            "country": country[1],
            "named": named,
            "instructions": [one.text() for one in lists.get(self.labels["instructions"], [])],
            "grounds": [one.text() for one in lists.get(self.labels["grounds"], [])],
        }

    def place_and_names(self, meta: list[Node]) -> tuple[str, list[str]]:
        if not meta:
            return "", []
        place, _, named = meta[0].text().partition(" · ")
        if not named and self.and_country(place)[1] == "":
            return "", Shown(place.split("; "))
        return place, Shown(named.split("; ") if named else [])

    def addressees(self) -> Iterator[Record]:
        for heading, inside in self.headed("demands"):
            labels = [_one(one.all("p", "label")) for one in inside if "demand" in one.classes]
            yield {"name": heading, "labels": labels, "note": " ".join(one.text() for one in inside if one.tag == "p")}

    def demand(self, article: Node, to: str) -> Record:
        metas = [one.text() for one in article.all("p", "meta")]
        return {
            "to": to,
            "label": _one(article.all("p", "label")),
            "summary": article.first("p", "asked").text(),
            "actions": [one.text() for one in article.all("li")],
            "concerns": self.labelled("concerns", metas),
            "voices": self.labelled("voices", metas),
            "note": " ".join(metas),
        }

    def labelled(self, label: str, metas: list[str]) -> list[str]:
        for part in (part for meta in metas for part in meta.split(" · ")):
            if part.startswith(self.labels[label]):
                return Shown(part.removeprefix(self.labels[label]).split("; "))
        return Shown()

    def call(self, article: Node) -> Record:
        first = article.first("p")
        label, _, to = first.first("strong").text().partition(" ")
        metas = [one.text() for one in article.all("p", "meta")]
        return {
            "label": label,
            "to": to.rstrip("."),
            "text": first.text(),
            "named": self.labelled("named", metas),
            "auspices": self.labelled("auspices", metas),
        }

    def intention(self, paragraph: Node) -> Record:
        label, _, text = paragraph.text().partition(" ")
        return {"label": label, "text": text}

    def situation(self) -> Iterator[Record]:
        country = ""
        for one in self.sections["background"].within() if "background" in self.sections else ():
            if one.tag == "h3":
                country = self.spoken.countries.get(one.text(), "")
            elif one.tag == "p" and one.all("span", "source"):
                yield {"country": country, "text": one.text("source")}

    def meeting(self, article: Node) -> Record:
        where, date = article.first("p", "meta").text().rsplit(", ", 1)
        place, country = self.and_country(where)
        participants, _, countries = article.all("p")[-1].text().rstrip(".").partition(": ")
        return {
            "name": article.first("h3").text(),
            "place": place,
            "country": country,
            "date": self.spoken.dates[date.rstrip(".")],
            "motto": article.text(),
            "participants": participants,
            "countries": [self.spoken.countries[one] for one in countries.split(", ")],
        }

    def procedure(self, section: Node) -> Record:
        head, *_ = (one.text() for one in section.all("h2"))
        filed = section.first("span", "meta").text().removeprefix(self.labels["filed"])
        body, _, complainants = next(one.text() for one in section.all("p", "meta")).partition(" · ")
        lines = [("report" in one.classes, self.dated(one)) for one in section.all("li")]
        name, country = self.and_country(body)
        return {
            "number": head.split(self.labels["number"])[1],
            "body": name,
            "country": country,
            "filed": self.spoken.dates[filed.rstrip(".")],
            "complainants": complainants.removeprefix(self.labels["complainants"]).split("; "),
            "subject": section.text(),
            "log": [line for is_report, line in lines if not is_report],
            "reports": [line for is_report, line in lines if is_report],
        }

    def dated(self, line: Node) -> tuple[str, str]:
        return self.date(line.first("p", "when")), line.first("div", "what").text("source")

    def source(self, line: Node) -> Record:
        when, links = line.all("span", "when"), line.all("a")
        return {
            "publisher": line.text("note"),
            "published": self.date(when[0]) if when else "unknown",
            "url": links[0].attributes["href"] if links else "",
            "notes": [one.text() for one in line.all("span", "note")],
        }

    def finding(self, article: Node) -> Record:
        told = " ".join(one.text() for one in article.children if one.tag == "p")
        return {
            "topic": article.first("h3").text(),
            "conflict": told,
            "differs": told,
            "facts": [self.dated(one) for one in article.all("li")],
        }


def _one(found: list[Node]) -> str:
    assert len(found) < 2
    return found[0].text() if found else ""


def _classes_of_children(node: Node) -> list[str]:
    return [name for child in node.children for name in child.classes]
