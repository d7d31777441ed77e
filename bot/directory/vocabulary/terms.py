"""From what somebody typed to a term of the vocabulary: the known one, or a new one."""

import asyncio
import unicodedata
from collections.abc import Collection
from typing import Final

from bot.directory.vocabulary.likeness import Reason, alike_among
from bot.directory.words.folding import fold
from bot.errors import Refusal
from bot.i18n import Words
from storage import merging, pairs, vocabulary
from storage.database import Transaction
from storage.vocabulary import Kind, Term

_BREATH: Final = 300  # names after which others get a turn
_NEW: Final = 2**31  # after all ids


class NoName(Refusal):
    """Nothing in it can be read: “???”."""

    def say(self, _: Words) -> str:
        return _("Please use letters or numbers: nobody could find this name.")


def tidy(typed: str) -> str:
    """A name as it is kept: one space between words, composed letters."""
    return " ".join(unicodedata.normalize("NFC", typed).split())


def folded(name: str) -> str:
    """The name as the vocabulary knows it: folded words with a space between. Empty if there is nothing to read in it."""
    return " ".join(fold(name))


async def resolve(tx: Transaction, kind: Kind, typed: str) -> Term:
    """The term that goes by a typed name, made if it is new; the caller has checked its length. Raises NoName.

    A new one that looks like others is noted for the Secretariat soon after (`compare_next`), and never made one with them.
    """
    name = tidy(typed)
    key = folded(name)
    if not key:
        raise NoName
    known = await vocabulary.hold(tx, kind, key)
    if known is not None:
        return known
    return await vocabulary.add(tx, kind, name, key)


async def turns(tx: Transaction, kind: Kind, names: Collection[str]) -> dict[str, tuple[int, str]]:
    """When it is each typed name's turn to be resolved, among others and among ids (`turn_of`): in one order for all, so that
    nobody deadlocks. Known terms come by their ids, as merges take them, and new ones after them by their names."""
    keys = {name: folded(tidy(name)) for name in names}
    named = await vocabulary.named(tx, frozenset(keys.values()))
    known = {key: term.id for key, term in named if term.kind == kind}
    return {name: turn_of(known[key]) if key in known else (_NEW, key) for name, key in keys.items()}


def turn_of(term_id: int) -> tuple[int, str]:
    """The turn of a term that was chosen by its id."""
    return term_id, ""


async def current(tx: Transaction, term_id: int) -> Term | None:
    """The term with an id that somebody chose a while ago: the one that it has become, if it was made one with another."""
    known = await vocabulary.hold_id(tx, term_id)
    if known is not None:
        return known
    merge = await merging.became(tx, term_id)
    return await vocabulary.hold_id(tx, merge.kept.id) if merge else None


async def note_pairs(tx: Transaction, term: Term) -> int:
    """Remembers which terms of its kind a new term may be one with. Returns how many.

    Two curated ones are never asked about: the workspace file has both.
    """
    kind: Kind = "organisation" if term.kind == "organisation" else "field"
    written = await pairs.written(tx, kind)
    own = [name for term_id, name in written if term_id == term.id] or [term.name]
    others = [(term_id, name) for term_id, name in written if term_id != term.id]
    found: dict[int, Reason] = {}
    for start in range(0, len(others), _BREATH):
        for name in own:
            for term_id, reason in alike_among(name, others[start : start + _BREATH]):
                found.setdefault(term_id, reason)
        await asyncio.sleep(0)
    if term.is_curated and found:
        known = await vocabulary.by_ids(tx, found)
        found = {term_id: reason for term_id, reason in found.items() if not known[term_id].is_curated}
    for term_id, reason in found.items():
        await pairs.note(tx, term.id, term_id, reason)
    await pairs.compared(tx, term.id)
    return len(found)
