"""Keeps the index of the directory in step with the profiles: `refresh` in the transaction that changes one, as the last thing in it.

Last, because whoever changes the index holds it until the end: whoever then waits for a profile that another holds, who waits for the
index, waits for ever.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pyroaring import BitMap

from bot.directory.search import tokens
from bot.directory.search.tokens import INDEX_VERSION, Token
from bot.directory.search.turns import Turns
from bot.directory.words import spelling
from storage import directory, indexing, postings, vocabulary
from storage.batches import batched
from storage.database import Transaction
from storage.directory import Profile
from storage.indexing import Standing
from storage.people import Member
from storage.postings import Posting

_AT_ONCE = 2000  # profiles whose tokens are made and written together
# Profiles that are read at once, and tokens that are: a few milliseconds' work each, before others in this process get a turn.
_READ_AT_ONCE, _WRITTEN_AT_ONCE = 25, 100

Key = tuple[str, str, int]
Numbers = dict[Key, list[int]]


async def refresh(tx: Transaction, member_id: str) -> None:
    """Writes what a member is found by, after anything of it has changed: their profile, their name, whether they are a person,
    the names of a term that they use. Does nothing for who has no profile."""
    await refresh_many(tx, [member_id])


async def refresh_many(tx: Transaction, member_ids: Collection[str]) -> None:
    """As `refresh`, for many at once."""
    ordered = sorted(set(member_ids))
    batches = [ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE)]
    # All of them before the index, which the first batch takes. And before they are read: a statement that waits for a profile has
    # what its owner was before it waited.
    for batch in batches:
        await directory.lock(tx, batch)
    for batch in batches:
        await _refresh(tx, batch)


async def reindex_next(tx: Transaction, limit: int) -> bool:
    """Indexes some profiles anew that another version of `bot.directory.search.tokens` indexed, or none yet. False if there were none."""
    member_ids = await indexing.outdated(tx, INDEX_VERSION, limit)
    await refresh_many(tx, member_ids)
    return bool(member_ids)


def is_touched(before: Member, values: Mapping[str, Any]) -> bool:
    """Whether what Slack tells of a member (columns of `members`) changes what they are found by, or whether they are."""
    watched = ("name", "is_bot", "is_deactivated", "is_external")
    return any(name in values and values[name] != getattr(before, name) for name in watched)


async def _refresh(tx: Transaction, member_ids: Collection[str]) -> None:
    standings = await indexing.hold(tx, member_ids)
    if not any(s.indexed or s.is_listed or s.index_version != INDEX_VERSION for s in standings):
        return
    highest = given = await postings.lock(tx)
    added: Numbers = defaultdict(list)
    removed: Numbers = defaultdict(list)
    turns = Turns()
    for some in batched(standings, _READ_AT_ONCE):
        profiles = await directory.by_members(tx, [s.member_id for s in some if s.is_listed])
        used = {term.id for profile in profiles.values() for term in _terms(profile)}
        names = await vocabulary.names_of(tx, used)
        written = []
        for standing in some:
            number = standing.number
            if number is None and standing.is_listed:
                given += 1
                number = given
            after = tokens.of(profiles[standing.member_id], names) if standing.is_listed else frozenset()
            if number is not None:
                _note(standing, number, after, added, removed)
            written.append((standing.member_id, number, pack(after), INDEX_VERSION))
            await turns.pause()
        await indexing.note_indexed(tx, written)
    keys: dict[str, list[Key]] = defaultdict(list)
    for key in added.keys() | removed.keys():
        keys[key[0]].append(key)
    for texts in batched(sorted(keys), _WRITTEN_AT_ONCE):
        await _write(tx, [key for text in texts for key in keys[text]], added, removed, turns)
    if given > highest:
        await postings.give_numbers(tx, given)


def _note(standing: Standing, number: int, after: frozenset[Token], added: Numbers, removed: Numbers) -> None:
    before = unpack(standing.indexed)
    # Of another version's work nothing is taken for granted.
    for token in after - before if standing.index_version == INDEX_VERSION else after:
        added[token].append(number)
    for token in before - after:
        removed[token].append(number)


def _terms(profile: Profile) -> Iterable[vocabulary.Term]:
    return (*profile.fields, *([profile.organisation] if profile.organisation else ()))


def pack(found: Collection[Token]) -> dict[str, str]:
    """Tokens as they are kept with a profile, to know later what to take away: by zone and reach, with spaces between."""
    packed: dict[tuple[str, int], list[str]] = defaultdict(list)
    for text, zone, reach in found:
        packed[zone, reach].append(text)
    return {f"{zone}{reach}": " ".join(sorted(texts)) for (zone, reach), texts in sorted(packed.items())}


def unpack(packed: Mapping[str, str]) -> frozenset[Token]:
    """The tokens that `pack` packed."""
    return frozenset(
        Token(text, key[:-1], int(key[-1])) for key, texts in packed.items() for text in texts.split(" ")
    )


async def _write(
    tx: Transaction, changed: Collection[Key], added: Numbers, removed: Numbers, turns: Turns
) -> None:
    """Writes what has changed of some tokens: all of it, for each of them."""
    rows = await postings.fetch(tx, {text for text, _, _ in changed})
    known = {(text, zone, reach): BitMap.deserialize(numbers) for text, zone, reach, numbers in rows}
    before = _words(known)
    saved, dropped = [], []
    for key in changed:
        was = known.get(key, BitMap())
        numbers = (was | BitMap(added.get(key, ()))) - BitMap(removed.get(key, ()))
        if not numbers:
            dropped.append(key)
            known.pop(key, None)
        elif numbers != was:
            saved.append(Posting(*key, numbers.serialize()))
            known[key] = numbers
    await turns.pause()
    await postings.save(tx, saved)
    await postings.drop(tx, dropped)
    after = _words(known)
    await postings.spell(tx, _spelt(after - before))
    await postings.forget(tx, _spelt(before - after))


def _spelt(words: Iterable[str]) -> Iterable[tuple[str, str]]:
    return sorted((spelt, word) for word in words for spelt in spelling.spellings(word))


def _words(keys: Iterable[Key]) -> frozenset[str]:
    """Words that somebody mistyped could have meant."""
    return frozenset(
        token for token, zone, _ in keys if tokens.is_word(token) and zone not in tokens.NOT_SPELT
    )
