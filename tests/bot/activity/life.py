"""A channel's life as Slack's events, and what of it is kept."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.activity.happening import Happening
from bot.activity.marking import marker
from bot.activity.recording import Recorder
from storage import pulse
from storage.database import Database, Transaction
from storage.stamps import since_epoch, stamp
from tests.conftest import START

Event = dict[str, Any]


def ts(**later: float) -> str:
    return stamp(since_epoch(START - timedelta(days=3) + timedelta(**later)))


def said(user: str, at: str, text: str = "Hello", **more: Any) -> Event:
    return {"type": "message", "channel": "C1", "user": user, "ts": at, "text": text, "event_ts": at} | more


def reply(user: str, at: str, thread: str, to: str, **more: Any) -> Event:
    return said(user, at, thread_ts=thread, parent_user_id=to, **more)


def edited(event: Event, at: str, text: str) -> Event:
    message = {key: value for key, value in event.items() if key not in ("channel", "event_ts")}
    message |= {"text": text, "edited": {"user": event["user"], "ts": at}}
    frame = {"type": "message", "subtype": "message_changed", "hidden": True, "channel": "C1"}
    return frame | {"ts": at, "event_ts": at, "message": message, "previous_message": event}


def deleted(event: Event, at: str) -> Event:
    frame = {"type": "message", "subtype": "message_deleted", "hidden": True, "channel": "C1"}
    return frame | {"ts": at, "event_ts": at, "deleted_ts": event["ts"], "previous_message": event}


def reaction(user: str, on: Event, at: str, emoji: str = "wave", *, removed: bool = False) -> Event:
    item = {"type": "message", "channel": "C1", "ts": on["ts"]}
    kind = "reaction_removed" if removed else "reaction_added"
    return {
        "type": kind,
        "user": user,
        "reaction": emoji,
        "item": item,
        "item_user": on.get("user"),
        "event_ts": at,
    }


def recorder_of(db: Database, heard: list[Happening] | None = None) -> Recorder:
    async def follow(_tx: Transaction, happenings: Sequence[Happening]) -> None:
        if heard is not None:
            heard.extend(happenings)

    return Recorder(db, marker("secret"), [follow])


def life() -> list[Event]:
    """A channel's three days: questions, replies, a broadcast, edits, deletions, reactions given and taken back, bots and joins."""
    asked = said("UANA", ts(hours=1), "Who has the minutes?")
    plain = said("UBEN", ts(hours=2), "Good morning")
    gone = said("UCYN", ts(hours=3), "Is anybody here?")
    answer = reply("UBEN", ts(hours=4), asked["ts"], "UANA")
    broadcast = reply(
        "UDAN", ts(hours=26), asked["ts"], "UANA", subtype="thread_broadcast", root={"user": "UANA"}
    )
    lost = reply("UCYN", ts(hours=27), asked["ts"], "UANA")
    root = said("UDAN", ts(hours=28), "A thread that loses its first message")
    under = reply("UANA", ts(hours=29), root["ts"], "UDAN")
    tomb = edited(root, ts(hours=30), "This message was deleted.")
    tomb["message"] |= {"subtype": "tombstone", "user": "USLACKBOT", "hidden": True}
    events = [asked, plain, gone, answer, broadcast, lost, root, under, tomb]
    events += [
        edited(plain, ts(hours=5), "Good morning. Who comes?"),
        edited(plain, ts(hours=6), "Good morning, all."),
        edited(answer, ts(hours=7), "Here they are. Enough?"),
        deleted(gone, ts(hours=8)),
        deleted(lost, ts(hours=31)),
        reaction("UDAN", plain, ts(hours=9)),
        reaction("UDAN", plain, ts(hours=10), removed=True),
        reaction("UDAN", plain, ts(hours=11)),
        reaction("UANA", plain, ts(hours=12), "eyes"),
        reaction("UANA", plain, ts(hours=13), "eyes", removed=True),
        reaction("UANA", gone, ts(hours=7, minutes=30)),
        reaction("UBOT", plain, ts(hours=14)),
        said("UBOT", ts(hours=15), bot_id="B1"),
        said("UBOT", ts(hours=16)),
        said("UANA", ts(hours=17), subtype="channel_join"),
        said("USLACKBOT", ts(hours=18)),
        said("UEVE", ts(hours=19), subtype="file_share"),
        said("UEVE", ts(hours=20), subtype="me_message"),
        said("UEVE", ts(hours=21), channel="D1"),
    ]
    return events


async def state(db: Database) -> tuple[object, ...]:
    async with db.read() as tx:
        since = START - timedelta(days=4)
        return (
            await pulse.days(tx, "C1", since.date(), START.date()),
            await pulse.posts_since(tx, "C1", since),
            await pulse.unanswered(tx, "C1", since, START),
            await pulse.answer_times(tx, "C1", since),
        )
