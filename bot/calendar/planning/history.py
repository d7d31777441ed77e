"""How an activity has changed, in words: what, when, and by whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from bot.access import Viewer
from bot.calendar import wording
from bot.calendar.planning.form_views import kinds
from bot.calendar.recurrence import Rule
from bot.calendar.recurrence_words import describe
from bot.calendar.when import When
from bot.directory.words import languages
from bot.errors import NotForYou
from bot.i18n import Markup, Words, escape, mention
from storage import channels, details, planning, vocabulary
from storage.database import Reading
from storage.planning import Change

LONGEST: Final = 80  # characters of one value in a line
_DATES: Final = ("precision", "starts_on", "ends_on", "starts_at", "ends_at", "timezone")


@dataclass(frozen=True, slots=True)
class History:
    """The changes, the newest first, each a line of mrkdwn for this viewer. Empty if there are none yet."""

    viewer: Viewer
    lines: Sequence[Markup]


async def load(tx: Reading, viewer: Viewer, activity_id: int) -> History:
    """The history of an activity that the viewer may see. Raises NotForYou."""
    known, proposal = await details.get(tx, activity_id), await planning.proposal(tx, activity_id)
    proposed_by = proposal.proposed_by if proposal else None
    if known is None or not viewer.may_see_plan(known.activity.channel_id, known.stage, proposed_by):
        raise NotForYou
    changes = await planning.history(tx, activity_id)
    return History(viewer, await lines_of(tx, viewer, changes, known.activity.starts_on))


async def lines_of(
    tx: Reading, viewer: Viewer, changes: Sequence[Change], starts_on: date | None
) -> list[Markup]:
    """A line for each change: “• 18 Mar, 09:55, @ada: title: “Workshop” → “Seminar””. `changes`: the newest first, up to now, when the
    activity begins on `starts_on`."""
    ids = {value for c in changes for value in c.what.get("channel_id", ()) if value}
    # A group that the reader is not in stays without a name.
    groups = await channels.titles(tx, {id_ for id_ in ids if viewer.may_see_channel(id_)})
    term_ids = {id_ for c in changes for value in c.what.get("fields", ()) for id_ in value or ()}
    terms = await vocabulary.by_ids(tx, term_ids)
    names = {id_: term.said(viewer.words.language) for id_, term in terms.items()}
    worded = _with_rules_in_words(changes, starts_on, viewer.words)
    return [_line(change, viewer, groups, names) for change in worded]


def _with_rules_in_words(changes: Sequence[Change], starts_on: date | None, _: Words) -> Iterator[Change]:
    """What a rule leaves open its first date says: the one that it had at the time, so the way goes back from what is."""
    for change in changes:
        first = (starts_on, starts_on)
        if change.on is None and "starts_on" in change.what:
            before = change.what["starts_on"][0]
            starts_on = date.fromisoformat(before) if before else None
            first = (starts_on, first[1])
        if "rrule" not in change.what:
            yield change
            continue
        rules = [_rule(*each, _) for each in zip(change.what["rrule"], first, strict=True)]
        yield replace(change, what={**change.what, "rrule": rules})


def _rule(written: str | None, starts_on: date | None, _: Words) -> Markup:
    if not written:
        return _("no")
    if starts_on is None:
        return _("yes")
    return describe(Rule.parse(written), When.parse(starts_on), _)


def _line(change: Change, viewer: Viewer, groups: dict[str, str], terms: dict[int, str]) -> Markup:
    _ = viewer.words
    moment = change.changed_at.astimezone(viewer.zone)
    day = _.day(moment.date(), year=True)
    who = mention(change.changed_by) if change.changed_by else _("from a file")
    said = [*_stages(change.what, _), *_values(change.what, groups, terms, _)]
    about = [_("only {day}", day=_.day(date.fromisoformat(change.on), year=True))] if change.on else []
    parts = Markup("; ".join([*about, *said]))
    return _("•  {day}, {time}, {who}: {what}", day=day, time=_.hour(moment), who=who, what=parts)


def _stages(what: dict[str, Any], _: Words) -> list[Markup]:
    match what.get("stage"):
        case [None, "approved"]:
            return [_("added")]
        case [None, _proposed]:
            return [_("proposed")]
        case [_before, "approved"]:
            return [_("approved")]
        case [_before, "declined"]:
            return [_("declined")]
        case [_before, _withdrawn]:
            return [_("withdrawn")]
    return []


def _values(what: dict[str, Any], groups: dict[str, str], terms: dict[int, str], _: Words) -> list[Markup]:
    """What became of each value. Several columns of a date are one thing to people."""
    said = []
    for name, label in _labels(_).items():
        if name in what:
            before, after = (_value(name, value, groups, terms, _) for value in what[name])
            said.append(_("{what}: {before} → {after}", what=label, before=before, after=after))
    if not {"stage"} & what.keys() and any(name in what for name in _DATES):
        said.insert(0, _date_of(what, _))
    return said


def _labels(_: Words) -> dict[str, Markup]:
    return {
        "title": _("title"),
        "kind": _("kind"),
        "status": _("status"),
        "channel_id": _("for whom"),
        "place": _("place"),
        "venue": _("venue"),
        "country": _("country"),
        "rrule": _("repeats"),
        "fields": _("what it is about"),
        "link": _("link"),
        "organiser": _("organiser"),
        "language": _("language"),
        "summary": _("in short"),
        "is_public": _("seen by the world"),
    }


def _value(name: str, value: Any, groups: dict[str, str], terms: dict[int, str], _: Words) -> Markup:
    if name == "channel_id":
        return _("everyone") if value is None else Markup(escape(groups.get(value) or _("a group")))
    if name == "rrule":  # in words already
        return Markup(value)
    if value in (None, "", []):
        return _("nothing")
    match name:
        case "kind":
            return kinds(_).get(value, Markup(escape(str(value))))
        case "status":
            return {"tentative": _("not certain"), "confirmed": _("certain"), "cancelled": _("cancelled")}[
                value
            ]
        case "country":
            return Markup(escape(_.country(value)))
        case "language":
            return Markup(escape(languages.name(value, _.language)))
        case "is_public":
            return _("yes") if value else _("no")
        case "fields":
            return Markup(escape(", ".join(terms[id_] for id_ in value if id_ in terms))) or _("nothing")
    return Markup(f"“{wording.one_line(str(value), LONGEST)}”")


def _date_of(what: dict[str, Any], _: Words) -> Markup:
    """Of dates what is known of them now: “date: Wed 3 Apr 2019 → Thu 4 Apr 2019”, or “time: 14:00 → 15:00”."""
    said = []
    for name in ("starts_on", "ends_on", "starts_at", "ends_at", "timezone"):
        if name not in what or (name == "ends_on" and what.get("starts_on") == what["ends_on"]):
            continue
        before, after = (_moment(name, value, _) for value in what[name])
        label = {
            "starts_on": _("day"),
            "ends_on": _("last day"),
            "starts_at": _("begins at"),
            "ends_at": _("ends at"),
            "timezone": _("time zone"),
        }[name]
        said.append(_("{what}: {before} → {after}", what=label, before=before, after=after))
    return Markup("; ".join(said)) if said else _("how well its date is known")


def _moment(name: str, value: Any, _: Words) -> Markup:
    if value is None:
        return _("TBC") if name in ("starts_on", "ends_on") else _("nothing")
    if name == "timezone":
        return Markup(escape(_.city(value)))
    return _.day(date.fromisoformat(value), year=True) if name.endswith("_on") else Markup(escape(value[:5]))
