"""Who fits a query, and how well: algebra of sets of numbers. Pure.

What is asked for becomes levels: a weight, and the numbers of those who fit that well. Whoever fits all parts is found; the
weights of the parts, each person's best, are added up.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce

from pyroaring import BitMap

Levels = Mapping[int, BitMap]


def union(bitmaps: Iterable[BitMap]) -> BitMap:
    """All who are in one of them."""
    found = list(bitmaps)
    return BitMap.union(*found) if found else BitMap()


def either(*several: Levels) -> Levels:
    """Who fits one or the other; both at their weights."""
    gathered: dict[int, list[BitMap]] = defaultdict(list)
    for levels in several:
        for weight, numbers in levels.items():
            if numbers:
                gathered[weight].append(numbers)
    return {weight: union(found) for weight, found in gathered.items()}


def both(first: Levels, second: Levels) -> Levels:
    """Who fits both, as well as they fit the worse one."""
    pairs = [
        {min(one, other): these & those} for one, these in first.items() for other, those in second.items()
    ]
    return either(*pairs)


def every(several: Sequence[Levels]) -> Levels:
    """Who fits all, as well as they fit the worst. Of none: nobody."""
    return reduce(both, several) if several else {}


def shifted(levels: Levels, by: int) -> Levels:
    """The same people at other weights; at least 1."""
    return either(*({max(weight + by, 1): numbers} for weight, numbers in levels.items()))


def within(levels: Levels, numbers: BitMap) -> Levels:
    """Only those who are in `numbers`."""
    return either(*({weight: found & numbers} for weight, found in levels.items()))


def fitting(levels: Levels) -> BitMap:
    """All who fit, however well."""
    return union(levels.values())


def scored(parts: Sequence[Levels]) -> list[BitMap]:
    """Those who fit all parts, in classes of equal worth, the best class first. Each person is in one class."""
    if not parts:
        return []
    rest = reduce(BitMap.__and__, (fitting(levels) for levels in parts))
    classes: dict[int, BitMap] = {0: rest}
    for levels in parts:
        classes = _added(classes, levels, is_needed=True)
    return [classes[score] for score in sorted(classes, reverse=True) if classes[score]]


def gathered(parts: Sequence[Levels], among: BitMap) -> list[BitMap]:
    """Those of `among` who fit some parts, in classes, the best first: no part is needed."""
    classes: dict[int, BitMap] = {0: among}
    for levels in parts:
        classes = _added(classes, levels, is_needed=False)
    return [classes[score] for score in sorted(classes, reverse=True) if score and classes[score]]


def _added(classes: Mapping[int, BitMap], levels: Levels, *, is_needed: bool) -> dict[int, BitMap]:
    found: dict[int, list[BitMap]] = defaultdict(list)
    for score, numbers in classes.items():
        rest = numbers
        for weight in sorted(levels, reverse=True):
            if fit := rest & levels[weight]:
                found[score + weight].append(fit)
                rest = rest - fit
                if not rest:
                    break
        if rest and not is_needed:
            found[score].append(rest)
    return {score: union(bitmaps) for score, bitmaps in found.items()}


def page(classes: Sequence[BitMap], start: int, count: int) -> list[int]:
    """A piece of the people in their order: class by class, and within one the highest number first, who was listed last."""
    found: list[int] = []
    for numbers in classes:
        size = len(numbers)
        if start >= size:
            start -= size
            continue
        last = size - start
        found += reversed(numbers[max(last - (count - len(found)), 0) : last].to_array())
        start = 0
        if len(found) >= count:
            break
    return found


def total(classes: Iterable[BitMap]) -> int:
    return sum(map(len, classes))
