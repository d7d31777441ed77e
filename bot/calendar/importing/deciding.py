"""What is to become of an activity of a file: added, changed, left as it is, or not taken, and why. Pure.

What a file said when it was taken over is remembered. So of a new version only that is changed which the file now says in another way:
what people have changed here stays.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, Final, Literal, Protocol

from bot.calendar import plain
from bot.calendar.importing.found import Found
from bot.calendar.importing.problems import Problem
from bot.calendar.planning.facts import DATES, as_json
from bot.calendar.when import When
from storage.calendar import Activity
from storage.imports import Imported
from storage.recurring import Exceptional

Outcome = Literal["added", "changed", "same", "skipped"]

EXCEPTIONS: Final = "exceptions"
FIELDS: Final = "fields"
GROUP: Final = "channel_id"
LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


class Importer(Protocol):
    """Who takes a file over, and on what they decide."""

    def decides(self, channel_id: str | None) -> bool: ...
    def sees(self, channel_id: str | None) -> bool: ...


@dataclass(frozen=True, slots=True)
class Known:
    """What is in the calendar under the UIDs of a file, and what of it came from files; `shown`: the dates of what repeats by the UIDs
    that our own feeds give them."""

    activities: Mapping[str, Activity] = field(default_factory=dict)
    imported: Mapping[str, Imported] = field(default_factory=dict)
    shown: Mapping[str, Activity] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """`values` are columns with what they become, `fields` names (None: as they are), `exceptions` dates with what they become.

    `said` is to be remembered, None if nothing is.
    """

    found: Found
    outcome: Outcome
    problem: Problem | None = None
    uid: str = ""
    activity: Activity | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    fields: tuple[str, ...] | None = None
    exceptions: tuple[Exceptional, ...] = ()
    said: Imported | None = None

    @property
    def changes(self) -> bool:
        """Whether the activity itself becomes different, and not some dates of it alone."""
        return bool(self.values) or self.fields is not None


def own_uid(uid: str, channel_id: str | None) -> str:
    """The UID under which a group has what is, under that UID, another's already: of which its importer need not know."""
    return hashlib.sha256(f"{uid}\x1f{channel_id or ''}".encode()).hexdigest()[:32]


def decide(found: Found, channel_id: str | None, known: Known, importer: Importer) -> Decision:
    """`channel_id`: for which group it is taken over, None for everyone; the importer decides on it."""
    shown = known.shown.get(found.uid)
    if shown is not None and importer.sees(shown.channel_id):
        return _beside(found, shown, importer)
    own = own_uid(found.uid, channel_id)
    for uid in (own, found.uid):
        activity = known.activities.get(uid)
        if activity is None:
            continue
        if importer.decides(activity.channel_id):
            return _anew(found, channel_id, activity, known.imported.get(uid), importer)
        if importer.sees(activity.channel_id):
            return _skipped(found, "not_yours")
    if found.only is not None:
        return _skipped(found, "no_series")
    if found.is_off:
        return _skipped(found, "off")
    return Decision(
        found,
        "added",
        uid=own if found.uid in known.activities else found.uid,
        values={"kind": "event", **found.said, GROUP: channel_id},
        fields=found.fields,
        exceptions=tuple(found.exceptions.values()),
        said=_version(found, _said(found, channel_id)),
    )


def _anew(
    found: Found, channel_id: str | None, activity: Activity, before: Imported | None, importer: Importer
) -> Decision:
    """What was in the calendar before."""
    if before is None:
        return _beside(found, activity, importer)
    said = _said(found, channel_id)
    if found.only is not None:
        # The rest is as it was.
        said = {**before.said, EXCEPTIONS: {**before.said.get(EXCEPTIONS, {}), **said[EXCEPTIONS]}}
    elif found.is_off:
        # Who calls something off need not say again what it is.
        said = {**before.said, "status": "cancelled"}
    if not found.group:
        # Where it is was decided when it came.
        said[GROUP] = before.said.get(GROUP)
    version = _version(found, said)
    if said == before.said:
        return Decision(
            found, "same", activity=activity, said=version if version.sequence > before.sequence else None
        )
    if _is_older(version, before):
        return _skipped(found, "older")
    different = {name for name, value in said.items() if before.said.get(name, found) != value}
    if different & set(DATES):  # the parts of a date belong together
        different |= set(DATES)
    different &= said.keys()
    values: dict[str, Any] = {name: found.said[name] for name in found.said if name in different}
    if GROUP in different:
        values[GROUP] = channel_id
    return Decision(
        found,
        "changed",
        activity=activity,
        values=values if found.only is None else {},
        fields=found.fields if FIELDS in different and found.only is None else None,
        exceptions=_changed(found, before.said.get(EXCEPTIONS, {}), said[EXCEPTIONS]),
        said=version,
    )


def _changed(found: Found, before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Exceptional, ...]:
    """The dates of which the file says something else than before: what it is silent of by now is as the rule has it."""
    days = sorted(day for day in before.keys() | now.keys() if before.get(day) != now.get(day))
    return tuple(found.exceptions.get(on) or Exceptional(on) for on in map(date.fromisoformat, days))


def _beside(found: Found, activity: Activity, importer: Importer) -> Decision:
    """What came into the calendar otherwise is left alone; what comes back as our own feed wrote it is the same."""
    if _is_same(found, activity):
        return Decision(found, "same", activity=activity)
    return _skipped(found, "elsewhere" if importer.decides(activity.channel_id) else "not_yours")


def _is_same(found: Found, activity: Activity) -> bool:
    if found.only is not None or found.said.get("rrule") or found.title != plain.one_line(activity.title):
        return False
    theirs = When(**{name: found.said[name] for name in DATES})
    if found.said.get("status") != activity.status or theirs.precision != activity.precision:
        return False
    if theirs.starts_at is None or activity.starts_at is None:
        return (theirs.starts_at, theirs.starts_on, theirs.ends_on) == (
            activity.starts_at,
            activity.starts_on,
            activity.ends_on,
        )
    return theirs.begins == activity.begins and (
        theirs.ends_at is None or theirs.finishes == activity.finishes
    )


def said_of(decisions: Sequence[Decision]) -> Imported | None:
    """What is to be remembered of one activity. A file may have several dates of a series alone, each a decision: it said all of them."""
    versions = [(each.found, each.said) for each in decisions if each.said is not None]
    if not versions:
        return None
    _first, newest = max(versions, key=lambda each: (each[1].sequence, each[1].modified_at or LONG_AGO))
    exceptions = {
        day: of_day
        for found, version in versions
        for day, of_day in version.said.get(EXCEPTIONS, {}).items()
        if found.only is None or day == found.only.isoformat() or found is versions[0][0]
    }
    return replace(newest, said={**newest.said, EXCEPTIONS: exceptions})


def _is_older(version: Imported, before: Imported) -> bool:
    """RFC 5545, 3.8.7.4: SEQUENCE says it first; where that is the same, when it was last changed."""
    if version.sequence != before.sequence:
        return version.sequence < before.sequence
    if version.modified_at is None or before.modified_at is None:
        return False
    return version.modified_at < before.modified_at


def _said(found: Found, channel_id: str | None) -> dict[str, Any]:
    return {
        **{name: as_json(value) for name, value in found.said.items()},
        FIELDS: list(found.fields),
        GROUP: channel_id,
        EXCEPTIONS: {on.isoformat(): _written(each) for on, each in sorted(found.exceptions.items())},
    }


def _written(exceptional: Exceptional) -> dict[str, Any]:
    named = {name: as_json(value) for name, value in asdict(exceptional).items() if name != "on"}
    return {name: value for name, value in named.items() if value is not None}


def _version(found: Found, said: Mapping[str, Any]) -> Imported:
    return Imported(found.sequence, found.modified_at, said)


def _skipped(found: Found, what: str) -> Decision:
    return Decision(found, "skipped", Problem(what))
