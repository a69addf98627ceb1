"""A petition as it stood a moment ago, so that a signature needs no reading. Its state is looked at again where it is
written down.
"""

import time
from collections import OrderedDict
from functools import lru_cache

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

    def fresh(self, slug: str) -> Snapshot | None:
        kept = self._kept.get(slug)
        return kept if kept is not None and kept.is_fresh else None

    def read(self, slug: str) -> Snapshot:
        """Raises NotFound. Reads the database: call it in a thread."""
        with self._database.reading() as session:
            petition = petition_for_reader(session, slug)
            organisation = session.get_one(Organisation, petition.organisation_id).name
        self._kept[slug] = snapshot = Snapshot(petition, organisation)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return snapshot
