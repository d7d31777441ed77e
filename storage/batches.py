"""Many values, some at a time: a statement takes no more than some 32,000 on either database."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

_AT_ONCE = 1000
_Item = TypeVar("_Item")


def batched(items: Iterable[_Item], size: int = _AT_ONCE) -> Iterator[list[_Item]]:
    """The items in their order, `size` at a time."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
