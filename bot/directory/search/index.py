"""Keeps the index of the directory in step with the profiles: `refresh` in the transaction that changes one, as the last thing in it.

Last, because whoever changes the index holds it until the end: whoever then waits for a profile that another holds, who waits for the
index, waits for ever.
"""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pyroaring import BitMap

from bot.directory.search import tokens
from bot.directory.search.tokens import INDEX_VERSION, Token
from bot.directory.words import spelling
from storage import directory, indexing, postings, vocabulary
from storage.database import Transaction
from storage.directory import Profile
from storage.people import Member
from storage.postings import Posting

_AT_ONCE = 2000  # profiles whose tokens are made and written together
_A_TURN = 100  # profiles that a sweep indexes: others write to the database, too
_BREATH, _BREATH_OF_ROWS = 5, 500  # profiles, rows after which others in this process get a turn

Key = tuple[str, str, int]
Numbers = dict[Key, BitMap]


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


async def reindex_next(tx: Transaction, limit: int = _A_TURN) -> bool:
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
    highest = await postings.lock(tx)
    profiles = await directory.by_members(tx, [s.member_id for s in standings if s.is_listed])
    used = {term.id for profile in profiles.values() for term in _terms(profile)}
    names = await vocabulary.names_of(tx, used)
    added: Numbers = defaultdict(BitMap)
    removed: Numbers = defaultdict(BitMap)
    written = []
    given = highest
    for count, standing in enumerate(standings, start=1):
        number = standing.number
        if number is None and standing.is_listed:
            given += 1
            number = given
        before = unpack(standing.indexed)
        after = tokens.of(profiles[standing.member_id], names) if standing.is_listed else frozenset()
        if number is not None:
            # Of another version's work nothing is taken for granted.
            for token in after - before if standing.index_version == INDEX_VERSION else after:
                added[token].add(number)
            for token in before - after:
                removed[token].add(number)
        written.append((standing.member_id, number, pack(after), INDEX_VERSION))
        if count % _BREATH == 0:
            await asyncio.sleep(0)
    await _write(tx, added, removed)
    await indexing.note_indexed(tx, written)
    if given > highest:
        await postings.give_numbers(tx, given)


def _terms(profile: Profile) -> Iterable[vocabulary.Term]:
    return (*profile.fields, *([profile.organisation] if profile.organisation else ()))


def pack(found: Collection[Token]) -> dict[str, str]:
    """Tokens as they are kept with a profile, to know later what to take away: by zone and reach, with spaces between."""
    packed: dict[str, list[str]] = defaultdict(list)
    for text, zone, reach in sorted(found):
        packed[f"{zone}{reach}"].append(text)
    return {key: " ".join(texts) for key, texts in packed.items()}


def unpack(packed: Mapping[str, str]) -> frozenset[Token]:
    """The tokens that `pack` packed."""
    return frozenset(
        Token(text, key[:-1], int(key[-1])) for key, texts in packed.items() for text in texts.split(" ")
    )


async def _write(tx: Transaction, added: Numbers, removed: Numbers) -> None:
    changed = sorted(added.keys() | removed.keys())
    known = {
        (row.token, row.zone, row.reach): BitMap.deserialize(row.numbers)
        for row in await postings.of_tokens(tx, {token for token, _, _ in changed})
    }
    before = _words(known)
    saved, dropped = [], []
    for count, key in enumerate(changed, start=1):
        numbers = (known.get(key, BitMap()) | added.get(key, BitMap())) - removed.get(key, BitMap())
        if numbers:
            saved.append(Posting(*key, numbers.serialize()))
            known[key] = numbers
        else:
            dropped.append(key)
            known.pop(key, None)
        if count % _BREATH_OF_ROWS == 0:
            await asyncio.sleep(0)
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
