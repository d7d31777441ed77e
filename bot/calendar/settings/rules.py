"""Which leads and how many posts a day a channel can be given. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

HOUR, DAY = 60, 24 * 60  # minutes
# What is offered, in minutes ahead: 2 weeks, 1 week, 3 days, 1 day, 1 hour, as it begins.
OFFERED: Final = (14 * DAY, 7 * DAY, 3 * DAY, DAY, HOUR, 0)
POSTS: Final = tuple(range(1, 11))  # a day

Leads = Mapping[str, Sequence[int]]  # minutes, by kind


def offered(now: Iterable[int]) -> list[int]:
    """The leads to choose from, the longest first: what holds `now` is among them, wherever it comes from."""
    return sorted({*OFFERED, *now}, reverse=True)


def own(chosen: Leads, workspaces: Leads) -> dict[str, list[int]]:
    """What a channel has of its own: the leads of the kinds for which it wants others than the workspace has."""
    return {
        kind: sorted(set(leads), reverse=True)
        for kind, leads in chosen.items()
        if set(leads) != set(workspaces[kind])
    }


def different(before: Leads, after: Leads) -> list[str]:
    """The kinds for which the leads are others than before."""
    return [kind for kind in after if set(after[kind]) != set(before[kind])]
