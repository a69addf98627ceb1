"""The blocks of a campaign file, read by a plain YAML reader and not by the program's own."""

from typing import Any

import yaml

from tests.campaigns.seeds.blocks import Blocks, Record

POSTHUMOUSLY = {"en": "%s (posthumously)", "ru": "%s (посмертно)"}
HOMES = ("cases", "organisations", "laws", "procedures")


def blocks_of_file(text: str, language: str = "en") -> Blocks:
    return _File(yaml.load(text, yaml.BaseLoader), language).blocks()  # noqa: S506  # builds nothing but strings


class _File:
    def __init__(self, tree: dict[str, Any], language: str) -> None:
        self.tree = tree
        self.language = language
        self.names = {
            home: {
                part["id"]: self.said(part, "body" if home == "procedures" else "name") for part in tree.get(home, [])
            }
            for home in HOMES
        }

    def said(self, part: dict[str, Any], field: str) -> str:
        return " ".join(str(part.get(field, {}).get(self.language, "")).split())

    def each(self, part: dict[str, Any], field: str) -> list[str]:
        return [" ".join(texts[self.language].split()) for texts in part.get(field, [])]

    def mentioned(self, part: dict[str, Any], *roles: str) -> list[str]:
        found = []
        for home in HOMES:
            for entry in part.get(home, []):
                key, role = (entry, "concerned") if isinstance(entry, str) else (entry["id"], entry.get("as", ""))
                if (role or "concerned") in roles:
                    name = self.names[home][key]
                    found.append(POSTHUMOUSLY[self.language] % name if role == "posthumously" else name)
        return found

    def named(self, part: dict[str, Any]) -> list[str]:
        return self.mentioned(part, "concerned", "posthumously")

    def blocks(self) -> Blocks:
        tree = self.tree
        addressees = tree.get("addressees", [])
        return {
            "campaign": [
                {
                    "countries": tree.get("countries", []),
                    "issues": tree.get("issues", []),
                    "linked": tree.get("linked_campaigns", []),
                    "lead": [self.said(one, "name") for one in tree["organisations"] if one.get("leads") == "true"],
                }
            ],
            "case": [self.case(part) for part in tree.get("cases", [])],
            "organisation": [self.organisation(part) for part in tree.get("organisations", [])],
            "law": [
                {"name": self.said(part, "name"), "country": part.get("country", ""), "state": self.said(part, "state")}
                for part in tree.get("laws", [])
            ],
            "event": [self.event(part) for part in tree.get("timeline", [])],
            "addressee": [self.addressee(part) for part in addressees],
            "demand": [self.demand(part, group) for group in addressees for part in group["demands"]],
            "call": [
                {
                    "label": _label(part, part.get("numbering", "none")),
                    "to": self.said(part, "to"),
                    "text": self.said(part, "text"),
                    "named": self.named(part),
                    "auspices": self.mentioned(part, "auspices"),
                }
                for part in tree.get("calls", [])
            ],
            "intention": [
                {"label": _label(part, part.get("numbering", "none")), "text": self.said(part, "text")}
                for part in tree.get("intentions", [])
            ],
            "situation": [
                {"country": part.get("country", ""), "text": self.said(part, "text")}
                for part in tree.get("situation", [])
            ],
            "meeting": [self.meeting(part) for part in tree.get("meetings", [])],
            "argument": [
                {"text": self.said(part, "text"), "voices": self.mentioned(part, "voice")}
                for part in tree.get("arguments", [])
            ],
            "procedure": [self.procedure(part) for part in tree.get("procedures", [])],
            "source": [
                {
                    "publisher": self.said(part, "publisher"),
                    "published": part.get("published", "unknown"),
                    "url": part.get("url", ""),
                    "notes": self.each(part, "notes"),
                }
                for part in tree.get("sources", [])
            ],
            "finding": [
                {
                    "topic": self.said(part, "topic"),
                    "conflict": self.said(part, "conflict"),
                    "differs": self.said(part, "differs"),
                    "facts": [(one.get("date", "unknown"), self.said(one, "text")) for one in part.get("facts", [])],
                }
                for part in tree.get("external_findings", [])
            ],
        }

    def case(self, part: dict[str, Any]) -> Record:
        name, role = self.said(part, "name"), self.said(part, "role")
        belongs = self.names["organisations"].get(part.get("organisation", ""), "")
        return {
            "kind": part["kind"],
            "name": name,
            "variants": part.get("name_variants", []),
            "country": part.get("country", ""),
            "role": role,
            "about": self.said(part, "about"),
            "belongs": belongs if part["kind"] == "media_outlet" else "",
            "statuses": [
                (one["status"], one.get("date", "unknown"), self.said(one, "note")) for one in part.get("statuses", [])
            ],
        }

    def organisation(self, part: dict[str, Any]) -> Record:
        return {
            "kind": part["kind"],
            "name": self.said(part, "name"),
            "abbreviation": self.said(part, "abbreviation"),
            "aliases": part.get("aliases", []),
            "country": part.get("country", ""),
            "parent": self.names["organisations"].get(part.get("parent", ""), ""),
            "role": self.said(part, "role"),
            "state": self.said(part, "state"),
            "note": self.said(part, "note"),
        }

    def event(self, part: dict[str, Any]) -> Record:
        return {
            "date": part.get("date", "unknown"),
            "country": part.get("country", ""),
            "place": self.said(part, "place"),
            "text": self.said(part, "text"),
            "instructions": self.each(part, "instructions"),
            "grounds": self.each(part, "alleged_grounds"),
            "named": [*self.named({**part, "procedures": []})],
        }

    def addressee(self, part: dict[str, Any]) -> Record:
        labels = [_label(one, part.get("numbering", "1.")) for one in part["demands"]]
        return {"name": self.said(part, "name"), "labels": labels, "note": self.said(part, "note")}

    def demand(self, part: dict[str, Any], group: dict[str, Any]) -> Record:
        return {
            "to": self.said(group, "name"),
            "label": _label(part, group.get("numbering", "1.")),
            "summary": self.said(part, "summary"),
            "actions": self.each(part, "actions"),
            "concerns": self.named(part),
            "voices": self.mentioned(part, "voice"),
            "note": self.said(part, "note"),
        }

    def meeting(self, part: dict[str, Any]) -> Record:
        return {
            "name": self.said(part, "name"),
            "place": self.said(part, "place"),
            "country": part.get("country", ""),
            "date": part.get("date", "unknown"),
            "motto": self.said(part, "motto"),
            "participants": self.said(part, "participants"),
            "countries": part.get("countries", []),
        }

    def procedure(self, part: dict[str, Any]) -> Record:
        return {
            "number": part["number"],
            "body": self.said(part, "body"),
            "country": part["country"],
            "filed": part["filed"],
            "subject": self.said(part, "subject"),
            "complainants": self.mentioned(part, "complainant"),
            "log": [(one.get("date", "unknown"), self.said(one, "text")) for one in part["communications"]],
            "reports": [
                (one["date"], one["number"], one["paragraphs"].removesuffix(" ff."), self.said(one, "text"))
                for one in part["reports"]
            ],
        }


def _label(part: dict[str, Any], numbering: str) -> str:
    if "number" not in part or numbering == "none":
        return ""
    return numbering.replace("1", part["number"])
