"""What is wrong in the workspace file between one table and another."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.directory.vocabulary.terms import folded
from bot.onboarding.steps import KNOWN
from bot.setup.lines import Path
from bot.setup.problems import Problem, probably

if TYPE_CHECKING:
    from bot.setup.file import ActivityTable, WorkspaceFile


def between(file: "WorkspaceFile") -> Iterator[Problem]:
    """All that is wrong, in no order."""
    places = Counter(group.channel for group in file.groups)
    own = {file.workspace.announcements, file.workspace.secretariat_channel}
    for index, group in enumerate(file.groups):
        if places[group.channel] > 1:
            yield Problem(("groups", index, "channel"), f'two groups have the channel "{group.channel}"')
        if group.channel in own:
            yield Problem(
                ("groups", index, "channel"), f'"{group.channel}" is no group, but named in [workspace]'
            )
    ids = Counter(_identity(activity) for activity in file.activities)
    for index, activity in enumerate(file.activities):
        if activity.group and activity.group not in places:
            what = f'no group has the channel "{activity.group}"{probably(activity.group, places)}'
            yield Problem(("activities", index, "group"), what)
        if ids[_identity(activity)] > 1:
            what = (
                f'two activities have the uid "{activity.uid}"'
                if activity.uid
                else "is there twice, with the same kind and group: give each a uid of its own"
            )
            yield Problem(("activities", index, "uid" if activity.uid else "title"), what)
    yield from _steps(file)
    yield from _names_of_two_fields(file)


def _steps(file: "WorkspaceFile") -> Iterator[Problem]:
    """A step is there once, and has words: Liaison's, or its own."""
    names = Counter(each.step for each in file.steps)
    for index, each in enumerate(file.steps):
        if names[each.step] > 1:
            yield Problem(("steps", index, "step"), f'the step "{each.step}" is there twice')
        if each.step not in KNOWN and not each.text:
            what = f'Liaison has no step "{each.step}", and one of your own needs a text{probably(each.step, KNOWN)}'
            yield Problem(("steps", index, "step"), what)


def _names_of_two_fields(file: "WorkspaceFile") -> Iterator[Problem]:
    """A name, whatever its accents and capitals, leads to one field: people find it by that."""
    owners: dict[str, int] = {}
    for index, given in enumerate(file.fields):
        places: list[tuple[Path, str]] = [((key,), getattr(given, key)) for key in ("name", "fr", "es")]
        places += [(("also", number), name) for number, name in enumerate(given.also)]
        for path, name in places:
            if name and owners.setdefault(folded(name), index) != index:
                other = file.fields[owners[folded(name)]].name
                yield Problem(("fields", index, *path), f'"{name}" is a name of the field "{other}" already')


def _identity(activity: "ActivityTable") -> tuple[str, ...]:
    if activity.uid:
        return (activity.uid,)
    return activity.kind, " ".join(activity.title.casefold().split()), activity.group or ""
