"""The public activities as JSON, for programs: a website that shows them in its own way. docs/using.md tells its keys."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.calendar import plain
from bot.calendar.ical.writing import uid_of
from bot.i18n import Words
from storage.published import Entry


def written(name: str, entries: Sequence[Entry], _: Words) -> bytes:
    """In the order of their dates, what has none last. Instants are in UTC; days are those of the activity's own place."""
    ordered = sorted(entries, key=_order)
    feed = {
        "name": name,
        "language": _.language,
        "activities": [_activity(entry, _) for entry in ordered],
    }
    return json.dumps(feed, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _activity(entry: Entry, _: Words) -> dict[str, Any]:
    activity = entry.activity
    has_hour = activity.starts_at is not None
    return {
        "uid": uid_of(activity),
        "sequence": activity.sequence,
        "status": activity.status,
        "kind": activity.kind,
        "title": plain.one_line(activity.title),
        "summary": entry.summary,
        "organiser": entry.organiser,
        "language": entry.language,
        "fields": [term.said(_.language) for term in entry.fields],
        "precision": activity.precision,
        "starts_on": activity.starts_on.isoformat() if activity.starts_on else None,
        "ends_on": activity.ends_on.isoformat() if activity.ends_on else None,
        "starts_at": _instant(activity.begins) if has_hour else None,
        "ends_at": _instant(activity.finishes) if activity.ends_at is not None else None,
        "timezone": activity.timezone,
        "place": plain.place(activity, _) or None,
        "country": activity.country,
        "link": plain.link(activity),
        "updated_at": _instant(activity.updated_at),
    }


def _instant(moment: datetime | None) -> str | None:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment else None


def _order(entry: Entry) -> tuple[bool, float, int]:
    begins = entry.activity.begins
    return begins is None, begins.timestamp() if begins else 0.0, entry.activity.id
