"""Unsaved input of forms, kept in the vault until it is saved or given up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.identifiers import without_my_numbers
from kyogikai_desktop.domain.names import encodable
from kyogikai_desktop.records import drafts
from kyogikai_desktop.services.session import Session

NUMBER_MARK = "〔番号〕"
PLACE = "place"  # kept like a draft: the page that an account saw when it was locked


@dataclass(frozen=True)
class Draft:
    """A form that was left with something typed: its key, such as note:12, and when that was."""

    key: str
    at: datetime


class Drafts:
    """The drafts of this account in one open council, each under the key of its form, such as note:12.

    What a colleague typed under the same key is that colleague's: neither seen here nor overwritten.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._store = session.store
        self._owner = session.account.login

    def get(self, key: str) -> str:
        """Return a draft, or an empty text (reader's thread)."""
        return drafts.get(self._store.reader, self._owner, key)

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all drafts, newest first (reader's thread)."""
        return tuple(key for key, _at in drafts.kept(self._store.reader, self._owner))

    def listing(self) -> tuple[Draft, ...]:
        """Return all drafts, newest first (reader's thread)."""
        found = drafts.kept(self._store.reader, self._owner)
        return tuple(Draft(key, datetime.fromisoformat(at).astimezone(JST)) for key, at in found)

    def keep(self, key: str, text: str) -> None:
        """Keep what stands in a form; an empty text is no draft."""
        self.keep_all({key: text})

    def drop(self, key: str) -> None:
        """Forget a draft that was saved or given up."""
        self.keep_all({key: ""})

    def keep_all(self, texts: Mapping[str, str]) -> None:
        """Keep what stands in all forms, by key, with a mark in place of individual numbers.

        All of it or nothing; nothing where read-only. Raises NoSpace.
        """
        if self._session.read_only or not texts:
            return
        with self._store.writing() as tx:
            for key, text in texts.items():
                if text:
                    drafts.keep(tx, key, without_my_numbers(encodable(text), NUMBER_MARK))
                else:
                    drafts.drop(tx, key)


def counts(session: Session) -> dict[str, int]:
    """Return how many forms each account left with something typed, by login (reader's thread)."""
    return drafts.counts(session.store.reader, PLACE)
