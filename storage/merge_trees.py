"""What became of fields that were made one after another: who has a field because of which. Pure.

A merge is of a term that is gone, into one that may be gone by now itself: so merges are trees, with a term that is there at the root. Who
has two of a tree's terms has the root once; who of them loses it when one merge is taken back, and who had it besides, is worked out here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """A merge: all names of the gone term, the members who had it and not the other, and those who had both."""

    gone_id: int
    names: frozenset[str]
    moved: frozenset[str]
    both: frozenset[str]

    def had(self, member_id: str) -> bool:
        return member_id in self.moved or member_id in self.both


@dataclass(frozen=True, slots=True)
class Parted:
    """A merge taken back: who gets the field in the place of the root, who beside it, and the other merges that are otherwise now."""

    instead: frozenset[str]
    beside: frozenset[str]
    changed: Sequence[Step]


def part(root_id: int, steps: Sequence[Step], gone_id: int) -> Parted:
    """Takes the merge of `gone_id` out of all those that became the root. `steps`: in the order in which they were made."""
    into = _into(root_id, steps)
    back = _below(gone_id, into)
    step = next(step for step in steps if step.gone_id == gone_id)
    rest = [other for other in steps if other.gone_id not in back]
    moved = {other.gone_id: set(other.moved) for other in rest}
    both = {other.gone_id: set(other.both) for other in rest}
    beside = set()
    for member_id in step.moved | step.both:
        has = _by_themselves(member_id, root_id, steps, into) - back
        for other in rest:
            moved[other.gone_id].discard(member_id)
            both[other.gone_id].discard(member_id)
            if other.gone_id in has:
                target = into[other.gone_id]
                (both if target in has else moved)[other.gone_id].add(member_id)
                has = has - {other.gone_id} | {target}
        if root_id in has:
            beside.add(member_id)
    now = [
        Step(other.gone_id, other.names, frozenset(moved[other.gone_id]), frozenset(both[other.gone_id]))
        for other in rest
    ]
    changed = [step for step, other in zip(now, rest, strict=True) if step != other]
    return Parted((step.moved | step.both) - beside, frozenset(beside), changed)


def below(root_id: int, steps: Sequence[Step], gone_id: int) -> Collection[int]:
    """What had become a term before that was merged itself: it goes back with it."""
    return _below(gone_id, _into(root_id, steps)) - {gone_id}


def _into(root_id: int, steps: Sequence[Step]) -> dict[int, int]:
    """By each gone term the one that it became: the next whose names have any of its own, or the root."""
    return {
        step.gone_id: next(
            (later.gone_id for later in steps[n + 1 :] if not later.names.isdisjoint(step.names)), root_id
        )
        for n, step in enumerate(steps)
    }


def _below(gone_id: int, into: Mapping[int, int]) -> frozenset[int]:
    """A term with all that had become it."""
    return frozenset({gone_id, *(child for child in into if _leads_to(child, gone_id, into))})


def _leads_to(term_id: int, target: int, into: Mapping[int, int]) -> bool:
    while term_id in into:
        term_id = into[term_id]
        if term_id == target:
            return True
    return False


def _by_themselves(
    member_id: str, root_id: int, steps: Sequence[Step], into: Mapping[int, int]
) -> frozenset[int]:
    """The terms of the tree that somebody had before any merge gave them to them."""

    def had_before(term_id: int) -> bool:
        first = next((step for step in steps if into[step.gone_id] == term_id and step.had(member_id)), None)
        return first is None or member_id in first.both

    theirs: Iterable[int] = (root_id, *(step.gone_id for step in steps if step.had(member_id)))
    return frozenset(term_id for term_id in theirs if had_before(term_id))
