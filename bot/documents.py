"""A file for somebody, made at the moment when it is sent: what the outbox keeps says only what to make."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.blocks import Block


@dataclass(frozen=True, slots=True)
class Document:
    """`stem` and `suffix` are the file's name, between which delivery puts what it finds the file by. `blocks` come with it."""

    stem: str
    suffix: str
    title: str
    content: bytes
    blocks: Sequence[Block]


class NotAllowed(Exception):
    """Whoever asked for the file may not have it any more."""


# Makes what a row of the outbox asks for: the member's id, and what they want. Raises NotAllowed.
Make = Callable[[str, Mapping[str, Any]], Awaitable[Document]]


def one_of_many(makers: Mapping[str, Make]) -> Make:
    """Makes what any of them makes: each by the word that a row names it with, in `what`."""

    async def make(member_id: str, wanted: Mapping[str, Any]) -> Document:
        maker = makers.get(str(wanted.get("what")))
        if maker is None:
            raise NotAllowed
        return await maker(member_id, wanted)

    return make
