"""For which sweeps there may be work, asked of the database in one question: three dozen transactions a second that find nothing would
keep a processor and a database busy for nobody.

A condition may be wider than what its sweep takes, never narrower.
"""

from typing import Any, Final, cast

from sqlalchemy import Column, ColumnElement, Select, bindparam, exists, or_, select

from storage.activity import readings
from storage.announcements import announcements
from storage.channels import channels, memberships, moderators
from storage.concerns import concerns
from storage.database import Reading
from storage.directory import profiles
from storage.drafts import IS_ASKABLE, drafts
from storage.greeting_words import messages, words
from storage.greetings import greetings
from storage.hints import hints
from storage.invitations import invitations, lists
from storage.journeys import journeys
from storage.launches import launches
from storage.letters import WRITTEN, calendar_choices, letters
from storage.noticing import notices
from storage.nudges import nudges
from storage.outbox import outbox
from storage.people import members
from storage.planning import proposals
from storage.ratings import ASK, TELL
from storage.reminders import PENDING, reminders
from storage.request_words import IS_UNSEEN
from storage.requests import OPEN, requests
from storage.rhythms import rhythms
from storage.types import UtcDateTime
from storage.vocabulary import terms
from storage.workspace import workspace

_Condition = ColumnElement[bool]
_NOW: Final = bindparam("now", type_=UtcDateTime)


def _is_due(due_at: Column[Any], *more: _Condition) -> _Condition:
    return exists(select(due_at).where(due_at <= _NOW, *more))


def _is_one_of(column: Column[Any], *values: str) -> _Condition:
    # Not `in_`, whose text is made anew each time.
    return or_(*(column == value for value in values))


def _is_letter_due(*purposes: str) -> _Condition:
    return _is_due(letters.c.due_at, letters.c.state == "pending", _is_one_of(letters.c.purpose, *purposes))


_is_answered = exists(
    select(invitations.c.id)
    .join(outbox, outbox.c.key == invitations.c.key)
    .where(invitations.c.state == "sent", _is_one_of(outbox.c.state, "sent", "refused", "uncertain"))
)
_is_ready_alone = exists(
    select(invitations.c.id)
    .join(lists, lists.c.id == invitations.c.list_id)
    .where(invitations.c.state == "ready", lists.c.state == "done")
)
_is_open = _is_one_of(requests.c.state, *OPEN)
_has_joined = exists(
    select(requests.c.id)
    .join(
        memberships,
        (memberships.c.channel_id == requests.c.channel_id)
        & (memberships.c.member_id == requests.c.member_id)
        & memberships.c.left_at.is_(None),
    )
    .where(_is_open)
)
_has_gone = exists(
    select(requests.c.id)
    .join(members, members.c.id == requests.c.member_id)
    .where(_is_open, members.c.is_deactivated)
)

# By the names of the sweeps (`scheduler.schedule`).
_CONDITIONS: Final = {
    "compare": _is_due(workspace.c.sync_due_at),
    "compare_channel": _is_due(channels.c.sync_due_at),
    "catch_up": _is_due(readings.c.due_at),
    "look_up": exists(select(members.c.id).where(members.c.synced_at.is_(None))),
    "welcome": _is_due(members.c.welcome_due_at) | _is_due(memberships.c.welcome_due_at),
    "greetings": _is_due(greetings.c.due_at),
    "newcomers": _is_due(moderators.c.newcomers_due_at) | _is_due(words.c.due_at),
    "greeted": _is_due(messages.c.redraw_at),
    "first_weeks": _is_due(journeys.c.due_at),
    "checklists": _is_due(journeys.c.redraw_at),
    "card": exists(
        select(workspace.c.id).where(
            workspace.c.name != "", workspace.c.card_due_at.is_(None) | (workspace.c.card_due_at <= _NOW)
        )
    ),
    "reviews": _is_due(proposals.c.waking_at),
    "notices": _is_due(notices.c.due_at),
    "reminders": _is_due(announcements.c.due_at) | _is_due(reminders.c.due_at, PENDING),
    "round_up": _is_due(workspace.c.round_up_due_at),
    "digest": _is_due(calendar_choices.c.digest_due_at),
    "ask_how_it_was": _is_letter_due(ASK),
    "tell_how_it_was": _is_letter_due(TELL),
    "letters": _is_letter_due(*WRITTEN),
    "look": _is_due(rhythms.c.look_due_at),
    "silence": _is_due(channels.c.nudge_due_at),
    "concern": _is_due(concerns.c.due_at),
    "nudge": _is_due(nudges.c.due_at, nudges.c.state == "pending"),
    "ask_about_draft": _is_due(drafts.c.due_at, IS_ASKABLE),
    "read_list": _is_due(lists.c.due_at, lists.c.state == "reading"),
    "launch": _is_due(launches.c.due_at),
    "invite": exists(select(lists.c.id).where(lists.c.state == "going")) | _is_answered | _is_ready_alone,
    "follow_request": _has_joined | _has_gone | exists(select(requests.c.id).where(IS_UNSEEN)),
    "remind_of_requests": _is_due(requests.c.remind_due_at),
    "word_on_request": _is_due(requests.c.comfort_due_at) | _is_due(requests.c.tell_due_at),
    "reindex": exists(
        select(profiles.c.member_id).where(
            profiles.c.index_version < bindparam("index_version", type_=profiles.c.index_version.type)
        )
    ),
    "compare_names": exists(select(terms.c.id).where(~terms.c.is_compared)),
    "hint": _is_due(hints.c.due_at),
}
_ALL: Final = cast("Select[Any]", select(*(condition.label(name) for name, condition in _CONDITIONS.items())))
KNOWN: Final = frozenset(_CONDITIONS)


async def for_sweeps(tx: Reading, index_version: int) -> frozenset[str]:
    """The names of the sweeps, of those that are KNOWN, for which there may be work now."""
    [row] = await tx.rows(_ALL, {"now": tx.now, "index_version": index_version})
    return frozenset(name for name, is_due in zip(_CONDITIONS, row, strict=True) if is_due)
