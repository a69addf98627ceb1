"""A campaign file with something in every field that there is. The people in it are made up."""

import base64
import hashlib
import io

from PIL import Image
from pypdf import PdfWriter

from foundation.pdf_uploads import without_traces
from foundation.picture_uploads import drawn_as_portrait
from tests.factories.faces import a_drawn_head


def _pdf() -> bytes:
    writer, written = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(written)
    return without_traces(written.getvalue())


def _png() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (3, 2), "red").save(written, "PNG")
    return written.getvalue()


PDF, PNG, JPEG = _pdf(), _png(), drawn_as_portrait(a_drawn_head(24, 32)).content
FULL_FILE = """\
format: solidarity-campaign/1
slug: free-ada
kind: arrest
state: closed
outcome: partly_won
is_example: true
is_history: true
as_of: 2026-06-30
original_language: en
countries: [KZ]
country_names: {ZZ: {en: Exemplia}}
issues: [torture]
risks: [signers]
title: {en: Free Ada Example, ru: Свободу Аде Примеровой}
summary: {en: She was arrested.}
motto: {en: Free her}
background: {en: A long story.}
petition:
  title: {en: Free her now}
  text: {en: We ask you to free her.}
  addressee: {en: the President}
sources:
  - id: S1
    title: {en: Statement}
    publisher: {en: The union}
    url: https://union.example.org/statement
    published: 2026-05
    retrieved_on: 2026-05-04
    language: en
    translated_from: ru
    notes: [{en: One word is lost.}]
    hold_reason: no longer needed
  - {id: S2, title: {en: A daily}}
  - {id: S3, title: {en: A quiet letter}, hold: true}
organisations:
  - id: union
    kind: union
    name: {en: Dockers' Union}
    abbreviation: {en: DU}
    aliases: [Union of Dockers]
    name_forms: {ru: {gen: Профсоюза докеров}}
    country: KZ
    parent: centre
    role: {en: her union}
    state: {en: dissolved}
    note: {en: founded long ago}
    leads: true
    sources: [{id: S1, says: {en: It was never dissolved.}, differs: true}]
  - {id: centre, kind: union_confederation, name: {en: The centre}}
  - {id: quiet, kind: union, name: {en: Quiet Requesters}, hold: true, hold_reason: they asked}
laws:
  - id: law
    name: {en: Law on unions}
    country: KZ
    state: {en: in force}
    instruments: [C087]
    sources: [S1]
  - {id: secret-order, name: {en: Unpublished order}, hold: true, hold_reason: not yet told}
cases:
  - id: ada
    kind: person
    name: {en: Ada Example, ru: Ада Примерова}
    name_variants: [Ada Exampel]
    name_forms: {ru: {gen: Ады Примеровой}}
    gender: f
    country: KZ
    role: {en: chair}
    about: {en: A docker.}
    organisation: union
    law: law
    sensitive: a younger sister
    consent: given
    consent_on: 2026-05-02
    consent_by: her brother
    portrait:
      file: PORTRAIT
      media_type: image/jpeg
      size: PORTRAITSIZE
      width: 24
      height: 32
      alt: {en: Ada Example at the gate}
      credit: Jean Modèle
      given_by: a workmate
      consent: given
      consent_on: 2026-05-02
      consent_by: her brother
      added_at: "2026-05-03T07:00:00+00:00"
      hold_reason: no longer needed
    sources: [S1]
    statuses:
      - {status: arrested, date: 2026-05-01, note: {en: at work}, sources: [S1], hold_reason: no longer needed}
      - {status: declared_incapable, hold: true}
  - id: held
    kind: person
    name: {en: Held Example}
    hold: true
    hold_reason: the family asked
    portrait:
      file: PORTRAIT
      media_type: image/jpeg
      size: PORTRAITSIZE
      width: 24
      height: 32
      alt: {en: Held Example}
      added_at: "2026-05-03T07:00:00+00:00"
      hold: true
procedures:
  - id: cfa
    kind: ilo_cfa
    number: "3386"
    body: {en: Committee}
    country: KZ
    subject: {en: Arrest}
    filed: 2026-05
    status: active
    serious_and_urgent: true
    legislative_aspects_referred: true
    note: {en: first of its kind}
    sources: [S1]
    cases: [ada]
    organisations: [{id: union, as: complainant}]
    laws: [law]
    procedures: [cfa]
    communications:
      - kind: complaint
        date: 2026-05-05
        text: {en: The complaint.}
        reference: No. 1
        sources: [S1]
        cases: [ada]
        organisations: [{id: union, as: sender}]
        laws: [law]
        procedures: [cfa]
        hold_reason: no longer needed
      - {kind: other, hold: true}
    reports:
      - number: "396"
        kind: interim
        date: 2026-06
        paragraphs: 1 ff.
        text: {en: It says so.}
        recommendations:
          - letter: (a)
            text: {en: Release her.}
            reply: {en: We shall see.}
            replied: 2026-06
            follow_up: {en: Nothing was done.}
            effect: given
            sources: [S1]
            hold: true
            hold_reason: not yet told
        sources: [S1]
        hold_reason: no longer needed
      - {kind: other, hold: true}
    dates:
      - kind: session
        date: 2026-07
        text: {en: The next session.}
        unverified: true
        is_done: true
        sources: [S1]
        hold: true
        hold_reason: not yet told
  - {id: quiet-case, kind: other, body: {en: A body}, hold: true, hold_reason: not yet told}
meetings:
  - id: m
    name: {en: Meeting}
    motto: {en: Together}
    place: {en: Port}
    country: KZ
    date: 2026-04-01/2026-04-03
    participants: {en: unions}
    countries: [KZ, NO]
    hold: true
    hold_reason: not yet told
situation:
  - {country: KZ, text: {en: It is bad.}, sources: [S1], hold: true, hold_reason: not yet told}
arguments:
  - kind: words
    text: {en: This is wrong.}
    sources: [S1]
    cases: [ada]
    organisations: [{id: union, as: voice}]
    laws: [law]
    procedures: [cfa]
    hold: true
    hold_reason: not yet told
timeline:
  - id: e1
    date: 2026-05-01
    country: KZ
    text: {en: She was arrested.}
    place: {en: Port}
    instructions: [{en: Hold her.}]
    alleged_grounds: [{en: A strike.}]
    sources: [S1]
    cases: [ada]
    organisations: [union]
    laws: [law]
    procedures: [cfa]
    hold: true
    hold_reason: not yet told
addressees:
  - id: president
    name: {en: The President}
    name_forms: {ru: {dat: Президенту}}
    country: KZ
    offices: [kz-president]
    numbering: 1)
    note: {en: jointly}
    hold_reason: no longer needed
    demands:
      - id: D1
        number: 1
        summary: {en: Free her}
        actions: [{en: Open the door.}]
        note: {en: At once.}
        sources: [S1]
        cases: [ada]
        organisations: [union]
        laws: [law]
        procedures: [cfa]
        hold_reason: no longer needed
        states:
          - {progress: partly_met, date: 2026-06-01, note: {en: bail}, sources: [S2], hold_reason: no longer needed, evidence: [{file: "PDF", media_type: application/pdf, size: PDFSIZE, words: the ruling, is_public: true, added_at: "2026-06-02T08:00:00+00:00"}]}
          - {progress: reversed, hold: true}
      - {id: D2, summary: {en: Pay her}, hold: true}
  - {id: court, name: {en: The court}, hold: true}
calls:
  - id: c1
    number: 1
    numbering: 1.
    to: {en: All unions}
    text: {en: Write.}
    cases: [ada]
    organisations: [union]
    laws: [law]
    procedures: [cfa]
    hold: true
    hold_reason: not yet told
intentions:
  - {id: i1, number: 1, numbering: 1., text: {en: We write.}, hold: true, hold_reason: not yet told}
linked_campaigns: [another, {id: elsewhere, words: {en: The same mine}, url: "https://example.net/campaigns/elsewhere"}]
external_findings:
  - id: f1
    topic: {en: Since then}
    conflict: {en: They disagree.}
    differs: {en: It differs.}
    cases: [ada]
    organisations: [union]
    laws: [law]
    procedures: [cfa]
    hold: true
    hold_reason: not yet told
    facts:
      - {date: 2026-06-05, text: {en: More.}, sources: [S2], hold: true, hold_reason: not yet told}
news:
  - id: "1"
    state: published
    original_language: en
    title: {en: She is out, ru: Она на свободе}
    text: {en: On bail., ru: Под залог.}
    checked: [ru]
    pictures:
      - file: PICTURE
        media_type: image/png
        size: PICTURESIZE
        width: 3
        height: 2
        alt: {en: A door}
        credit: Dockers of the port
        added_at: "2026-06-02T07:00:00+00:00"
    created_at: "2026-06-01T07:00:00+00:00"
    published_at: "2026-06-02T07:30:00+00:00"
    published_in_emergency: true
    reviewed_at: "2026-06-02T09:30:00+00:00"
    changed_at: "2026-06-03T07:30:00+00:00"
  - id: "2"
    kind: report
    state: taken_back
    original_language: ru
    title: {en: At the end, ru: Итог}
    text: {en: We thank you., ru: Спасибо.}
    outdated: [en]
    created_at: "2026-06-04T07:00:00+00:00"
    published_at: "2026-06-04T07:30:00+00:00"
    taken_back_at: "2026-06-04T08:30:00+00:00"
  - {id: draft-1, original_language: en, title: {en: Not yet}, text: {en: A draft of hers.}, created_at: "2026-06-05T07:00:00+00:00"}
closings:
  - {outcome: lost, closed_at: "2026-05-20T07:00:00+00:00", reopened_at: "2026-05-21T07:00:00+00:00", merged_into: another}
  - {outcome: partly_won, closed_at: "2026-06-04T06:00:00+00:00", statement: {en: She is free on bail.}, report: "2"}
files:
  - file: PORTRAIT
    content: PORTRAITCONTENT
  - file: PDF
    content: PDFCONTENT
  - file: PICTURE
    content: PICTURECONTENT
"""
for word, content in (("PDF", PDF), ("PICTURE", PNG), ("PORTRAIT", JPEG)):
    FULL_FILE = FULL_FILE.replace(f"{word}SIZE", str(len(content)))
    FULL_FILE = FULL_FILE.replace(f"{word}CONTENT", base64.b64encode(content).decode())
    FULL_FILE = FULL_FILE.replace(f": {word}\n", f": {hashlib.sha256(content).hexdigest()}\n")
    FULL_FILE = FULL_FILE.replace(f'"{word}"', hashlib.sha256(content).hexdigest())
