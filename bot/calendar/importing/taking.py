"""Takes a file over, in a transaction that is given: decides on each of its activities, and carries it out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.access import Viewer
from bot.calendar.importing.deciding import Decision, Importer, Known, decide, own_uid
from bot.calendar.importing.found import Contents, Found, Skipped
from bot.calendar.importing.problems import Problem
from bot.calendar.importing.report import Line, Report
from bot.calendar.planning import changing
from bot.calendar.planning.changing import FIELDS
from bot.directory.search.knowledge import known_to_all
from bot.directory.vocabulary import terms
from bot.directory.words.folding import fold
from storage import calendar, imports, published, vocabulary
from storage.calendar import Activity
from storage.database import Reading, Transaction
from storage.vocabulary import Term

# The UID that our own feed gives to one date of what repeats (`ical.writing.uid_of`).
_OF_FEED: Final = re.compile(r"(.+)-(\d{4}-\d{2}-\d{2})", re.DOTALL)


# The channels of groups by what they are called, folded (`folded`); None is everyone.
Groups = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class ByMember:
    """A person who takes a file over. Decides where they moderate, or on everything."""

    viewer: Viewer

    def decides(self, channel_id: str | None) -> bool:
        return self.viewer.may_decide(channel_id)

    def sees(self, channel_id: str | None) -> bool:
        return self.viewer.may_see_activity(channel_id)


class ByOperator:
    """Who has the command line has everything."""

    def decides(self, channel_id: str | None) -> bool:
        return True

    def sees(self, channel_id: str | None) -> bool:
        return True


async def decisions(
    tx: Reading, contents: Contents, channel_id: str | None, groups: Groups, importer: Importer
) -> list[Decision | Skipped]:
    """What is to become of each activity. `channel_id`: for whom it is where the file doesn't say; `groups`: those on which the importer
    decides."""
    whom: list[tuple[Found, str | None] | Skipped] = []
    for found in contents.found:
        if found.group and folded(found.group) not in groups:
            whom.append(Skipped(found.line, found.title, Problem("bad_group", found.group)))
        else:
            whom.append((found, groups[folded(found.group)] if found.group else channel_id))
    known = await _known(tx, [each for each in whom if not isinstance(each, Skipped)])
    decided = [
        each if isinstance(each, Skipped) else decide(each[0], each[1], known, importer) for each in whom
    ]
    return [*decided, *contents.skipped]


async def _known(tx: Reading, whom: Sequence[tuple[Found, str | None]]) -> Known:
    uids = {found.uid for found, _ in whom} | {own_uid(found.uid, channel_id) for found, channel_id in whom}
    of_feed = {found.uid: match for found, _ in whom if (match := _OF_FEED.fullmatch(found.uid))}
    activities = await calendar.by_uids(tx, sorted(uids | {match[1] for match in of_feed.values()}))
    shown: dict[str, Activity] = {}
    for uid, match in of_feed.items():
        activity, on = activities.get(match[1]), _day(match[2])
        if activity is not None and activity.rrule is not None and on is not None:
            entry = await published.of_activity(tx, activity.id, on)
            if entry is not None:
                shown[uid] = entry.activity
    return Known(activities, await imports.by_uids(tx, sorted(uids)), shown)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def folded(group: str) -> str:
    return "".join(fold(group)) or group


async def carry_out(tx: Transaction, decided: Sequence[Decision | Skipped], by: str | None) -> None:
    """Adds and changes. `by`: the member who takes it over, None for the command line."""
    todo = [each for each in decided if isinstance(each, Decision) and each.outcome != "skipped"]
    # In one order, so that two who take over the same wait for each other, and not each for the other.
    for decision in sorted(todo, key=lambda each: (each.activity.id if each.activity else 0, each.uid)):
        activity_id = await _carry_out(tx, decision, by)
        if decision.said is not None and activity_id is not None:
            await imports.save(tx, activity_id, decision.said)


async def _carry_out(tx: Transaction, decision: Decision, by: str | None) -> int | None:
    values = dict(decision.values)
    if decision.fields is not None:
        values[FIELDS] = await _terms(tx, decision.fields, learns=decision.found.learns_fields)
    if decision.outcome == "added":
        activity = await changing.add(
            tx, decision.uid, values, by=by, exceptions=decision.exceptions, quiet=True
        )
        return activity.id
    if decision.activity is None:
        return None
    if values:
        await changing.apply(tx, decision.activity.id, values, by=by)
    for exceptional in decision.exceptions:
        await changing.make_exceptional(tx, decision.activity.id, exceptional, by=by)
    return decision.activity.id


async def _terms(tx: Transaction, names: Sequence[str], *, learns: bool) -> dict[int, str | None]:
    """The fields by id, with the file's own spelling where the directory's would tell of a profile that is hidden."""
    turns = await terms.turns(tx, "field", names)
    found: dict[str, Term] = {}
    if learns:
        for name in sorted(turns, key=turns.__getitem__):
            found[name] = await terms.resolve(tx, "field", name)
    else:
        known = await vocabulary.named(tx, [terms.folded(name) for name in names])
        by_name = {key: term for key, term in known if term.kind == "field"}
        found = {name: by_name[key] for name in names if (key := terms.folded(name)) in by_name}
    for_all = await known_to_all(tx, found.values())
    return {
        term.id: None if term.id in for_all or terms.tidy(name) == term.name else terms.tidy(name)
        for name, term in found.items()
        if learns or term.id in for_all
    }


def report_of(decided: Sequence[Decision | Skipped], contents: Contents, *, is_done: bool) -> Report:
    """What an import did, or would do, in the order of the file."""
    made = [each for each in decided if isinstance(each, Decision)]

    def lines(outcome: str) -> list[Line]:
        return [Line(d.found.line, d.found.title, d.problem) for d in made if d.outcome == outcome]

    skipped = [
        *lines("skipped"),
        *(Line(s.line, s.title, s.problem) for s in decided if isinstance(s, Skipped)),
    ]
    notes = [
        Line(d.found.line, d.found.title, note)
        for d in made
        if d.outcome in ("added", "changed")
        for note in d.found.notes
    ]
    return Report(
        is_done=is_done,
        added=lines("added"),
        changed=lines("changed"),
        same=sum(d.outcome == "same" for d in made),
        skipped=sorted(skipped, key=lambda line: line.line),
        notes=notes,
        about=contents.notes,
    )
