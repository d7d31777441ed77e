"""Takes a file over, in a transaction that is given: decides on each of its activities, and carries it out."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bot.access import Viewer
from bot.calendar.importing import naming
from bot.calendar.importing.deciding import Decision, Importer, Known, decide, own_uid, said_of
from bot.calendar.importing.found import Contents, Found, Skipped
from bot.calendar.importing.naming import Fields
from bot.calendar.importing.problems import Problem
from bot.calendar.importing.report import Line, Report
from bot.calendar.planning import changing, occurrences
from bot.calendar.planning.changing import New
from bot.calendar.planning.facts import FIELDS
from bot.directory.words.folding import fold
from storage import calendar, imports, planning, published
from storage.database import Reading, Transaction

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
    series = {
        uid: (activity.id, on)
        for uid, match in of_feed.items()
        if (activity := activities.get(match[1])) and activity.rrule is not None and (on := _day(match[2]))
    }
    dates = await published.dates_of(tx, {id_ for id_, _on in series.values()}) if series else {}
    shown = {uid: dates[key] for uid, key in series.items() if key in dates}
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
    there = defaultdict[int, list[Decision]](list)
    for each in todo:
        if each.activity is not None:
            there[each.activity.id].append(each)
    # Everybody holds the activities that they change before they look up fields, and in one order: so nobody waits for each other.
    await planning.lock(tx, *there)
    fields = await naming.fields_of(tx, todo)
    new = {each.uid: each for each in todo if each.outcome == "added"}
    added = await changing.add_all(
        tx, {uid: New(_values(each, fields), each.exceptions) for uid, each in new.items()}, by=by, quiet=True
    )
    values = {id_: _values(each, fields) for id_, of_one in there.items() for each in of_one if each.changes}
    await changing.apply_all(tx, values, by=by)
    exceptions = {id_: [e for each in of_one for e in each.exceptions] for id_, of_one in there.items()}
    await occurrences.make_exceptional(tx, exceptions, by=by)
    of_all = {added[uid].id: [each] for uid, each in new.items()} | there
    said = {id_: said for id_, of_one in of_all.items() if (said := said_of(of_one))}
    await imports.save(tx, said)


def _values(decision: Decision, fields: Fields) -> dict[str, Any]:
    if decision.fields is None:
        return dict(decision.values)
    return {**decision.values, FIELDS: fields.of(decision.fields, learns=decision.found.learns_fields)}


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
