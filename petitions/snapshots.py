"""A petition as it stood a moment ago, so that a signature needs no reading. Its state is looked at again where it is
written down.
"""

import asyncio
import time
from collections import OrderedDict
from functools import lru_cache

from starlette.concurrency import run_in_threadpool

from foundation.accounts.models import Organisation
from foundation.database import Database
from foundation.web.language import speaking
from petitions.access import petition_for_reader
from petitions.consents import given_consents
from petitions.forms.sign import SignForm
from petitions.models.consent import ConsentKind
from petitions.models.petition import Petition
from petitions.models.texts import language_of, surroundings_in, text_in, words_of
from petitions.models.typed import Words

LIVES = 1.0
"""Seconds."""
MOST_KEPT = 500


class Snapshot:
    """What is needed of a petition to take a signature. Words are made once and handed to everybody."""

    def __init__(self, petition: Petition, organisation: str) -> None:
        self.petition = petition
        self._organisation = organisation
        self._until = time.monotonic() + LIVES
        self._consents: dict[tuple[object, ...], dict[ConsentKind, Words]] = {}
        self.signed_words = lru_cache(maxsize=None)(self._signed_words)

    @property
    def is_fresh(self) -> bool:
        return time.monotonic() < self._until

    def controller(self, language: str) -> str:
        return surroundings_in(self.petition, language).controller or self._organisation

    def consents(self, form: SignForm, *, page_language: str, language: str) -> dict[ConsentKind, Words]:
        """What was agreed to, as the page in `language` worded it."""
        chosen = (form.agree_count, form.agree_updates, form.agree_list, form.agree_partner and bool(form.via))
        key = (page_language, language, *chosen, form.web_visibility, form.addressee_visibility)
        found = self._consents.get(key)
        if found is None:
            addressee = text_in(self.petition, language).addressee
            with speaking(language):
                found = given_consents(
                    form,
                    controller=self.controller(page_language),
                    kept_days=self.petition.kept_days,
                    addressee=addressee,
                )
            self._consents[key] = found
        return found

    def _signed_words(self, language: str) -> Words:
        return Words(words_of(text_in(self.petition, language)), language_of(self.petition, language))


class Snapshots:
    """Of one web process. Used by its event loop only."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: OrderedDict[str, Snapshot] = OrderedDict()
        self._readings: dict[str, asyncio.Task[Snapshot]] = {}

    async def fresh(self, slug: str) -> Snapshot:
        """Raises NotFound."""
        kept = self._kept.get(slug)
        return kept if kept is not None and kept.is_fresh else await self.anew(slug)

    async def anew(self, slug: str) -> Snapshot:
        """One reading for all who ask for it meanwhile: while many sign, a hundred come in that time."""
        reading = self._readings.get(slug)
        if reading is None:
            reading = asyncio.create_task(run_in_threadpool(self._read, slug))
            self._readings[slug] = reading
            reading.add_done_callback(lambda done: self._keep(slug, done))
        return await asyncio.shield(reading)

    def _keep(self, slug: str, reading: "asyncio.Task[Snapshot]") -> None:
        del self._readings[slug]
        if reading.cancelled() or reading.exception() is not None:
            return
        self._kept[slug] = reading.result()
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def _read(self, slug: str) -> Snapshot:
        with self._database.reading() as session:
            petition = petition_for_reader(session, slug)
            organisation = session.get_one(Organisation, petition.organisation_id).name
        return Snapshot(petition, organisation)
