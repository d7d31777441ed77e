"""Who is in a simulated workspace: people with habits, and groups that are busy, steady, dying, on holiday or carried by one voice."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from sandbox.demo import START
from sandbox.model import Member
from sandbox.people import FEWEST, MODERATORS_PER_GROUP, Person, invent
from sandbox.workspace import Workspace

Temper = Literal["busy", "steady", "dying", "seasonal", "one_voice"]
Span = tuple[date, date]  # the first and the last day

# What moderators make of a nudge: post the prompt, say it's fine, snooze, want fewer, do nothing, or put the channel to rest.
MANNERS: Final = ("diligent", "easy-going", "busy", "idle")
NEWCOMERS: Final = ("keen", "slow", "silent", "annoyed")
LATER: Final = 0.12  # of the people come in the course of time
EVERY_ACTIVITY: Final = timedelta(days=24)


@dataclass(frozen=True, slots=True)
class Group:
    """A group. `posts` a week at first, each week `trend` times as many; nobody writes in `holidays`. `quiet_days`: as in the
    workspace file, None to let it be learned."""

    channel: str
    temper: Temper
    posts: float
    trend: float = 1.0
    warmth: float = 0.9  # replies to a post
    quiet_days: int | None = None
    holidays: tuple[Span, ...] = ()

    @property
    def title(self) -> str:
        return f"{self.channel.replace('-', ' ').capitalize()} Group"


@dataclass(slots=True)
class Player:
    """A person and their habits. `talk`: how much they write, against others; `manner`: how they take what Liaison writes to them."""

    member_id: str
    role: str
    zone: ZoneInfo
    language: str
    talk: float
    manner: str
    chance: random.Random
    holidays: tuple[Span, ...] = ()
    moderates: set[str] = field(default_factory=set)  # channel ids
    is_new: bool = False

    def is_away(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.holidays)


@dataclass(slots=True)
class Cast:
    """Everybody, by member id, the groups by channel id, and those who are still to come."""

    seed: str
    groups: dict[str, Group] = field(default_factory=dict)
    players: dict[str, Player] = field(default_factory=dict)
    to_come: list[Person] = field(default_factory=list)

    def with_role(self, role: str) -> list[Player]:
        return [player for player in self.players.values() if player.role == role]

    def moderators(self, channel_id: str) -> list[Player]:
        return [player for player in self.players.values() if channel_id in player.moderates]

    def add(self, member: Member, role: str, *, is_new: bool = False) -> Player:
        """Gives a member habits, the same for the same seed and name."""
        chance = random.Random(f"{self.seed}:{member.name}")
        player = Player(
            member.id,
            role,
            ZoneInfo(member.tz),
            member.locale[:2],
            talk=chance.choice((0.0, 0.0, 0.2, 0.2, 1.0, 3.0)) if role in ("partner", "guest") else 2.0,
            manner=chance.choice(NEWCOMERS if role in ("partner", "guest") else MANNERS),
            chance=chance,
            holidays=_holidays(chance, START.date()),
            is_new=is_new,
        )
        self.players[member.id] = player
        return player


def groups(count: int, begins: date) -> list[Group]:
    """So many groups, the five kinds of them in turn."""
    summer = (begins + timedelta(days=125), begins + timedelta(days=155))
    spring = (begins + timedelta(days=32), begins + timedelta(days=43))
    kinds = (
        Group("supply-chains", "busy", posts=22, warmth=1.2),
        Group("migration", "steady", posts=6),
        Group("rule-of-law", "dying", posts=9, trend=0.86, warmth=0.7),
        Group("humanitarian", "seasonal", posts=7, quiet_days=10, holidays=(spring, summer)),
        Group("communications", "one_voice", posts=2.5, warmth=0.15, quiet_days=5),
    )
    again = [kinds[number % len(kinds)] for number in range(count)]
    return [
        kind
        if number < len(kinds)
        else Group(
            f"{kind.channel}-{number // len(kinds) + 1}", kind.temper, kind.posts, kind.trend, kind.warmth
        )
        for number, kind in enumerate(again)
    ]


def world(ws: Workspace, cast: Cast, people: int, group_count: int) -> None:
    """Fills an empty workspace: most of the people are there, the rest is to come. The Secretariat and moderators read English, so
    that the reasons that they are given can be read; everybody else reads what they like."""
    chance = random.Random(f"{cast.seed}:world")
    everybody = [person for person in invent(max(people, FEWEST)) if not person.deleted]
    staff = [person for person in everybody if person.role == "secretariat"]
    others = [person for person in everybody if person.role != "secretariat"]
    wanted = groups(group_count, START.date())
    leading, rest = (
        others[: MODERATORS_PER_GROUP * len(wanted)],
        others[MODERATORS_PER_GROUP * len(wanted) :],
    )
    cast.to_come = [
        person for person in rest if person.guest is None and chance.random() < 2 * LATER / (1 + LATER)
    ]
    here = [person for person in rest if person not in cast.to_come]
    bot = ws.bot_user_id
    secretariat = [_enter(ws, cast, person, "secretariat") for person in staff]
    moderators = [_enter(ws, cast, person, "moderator") for person in leading]
    partners = [_enter(ws, cast, person, "guest" if person.guest else "partner") for person in here]
    everywhere = [member for member in [*secretariat, *moderators, *partners] if not member.guest]
    ws.add_channel("announcements", members=[*everywhere, bot], general=True)
    ws.add_channel("secretariat", private=True, members=[*secretariat, bot])
    for number, group in enumerate(wanted):
        leads = moderators[MODERATORS_PER_GROUP * number :][:MODERATORS_PER_GROUP]
        inside = [member for member in partners if chance.random() < 0.3]
        channel = ws.add_channel(
            group.channel, private=True, members=[*leads, *secretariat[:1], *inside, bot], topic=group.title
        )
        cast.groups[channel.id] = group
        for member in leads:
            cast.players[member.id].moderates.add(channel.id)


def workspace_file(cast: Cast) -> str:
    """The workspace file of it, with an activity of each group every few weeks."""
    staff = [player.member_id for player in cast.with_role("secretariat")]
    lines = [
        "[workspace]",
        'name = "Alliance 8.7"',
        'timezone = "Europe/Zurich"',
        'languages = ["en", "fr", "es"]',
        'announcements = "announcements"',
        'secretariat_channel = "secretariat"',
        f"secretariat = {json.dumps(staff)}",
        'guide = "https://example.org/guide"',
        "seats = 500",
    ]
    for channel_id, group in cast.groups.items():
        leads = [player.member_id for player in cast.moderators(channel_id)]
        lines += [
            "[[groups]]",
            f'channel = "{group.channel}"',
            f'name = "{group.title}"',
            'purpose = "Where its members work together."',
            f"moderators = {json.dumps(leads)}",
        ]
        lines += [f"quiet_days = {group.quiet_days}"] if group.quiet_days else []
    return "\n".join([*lines, *_activities(list(cast.groups.values()))]) + "\n"


def _activities(all_groups: Sequence[Group]) -> list[str]:
    lines, day = [], START.date() + timedelta(days=16)
    for number in range(16):
        group = all_groups[number % len(all_groups)]
        lines += [
            "[[activities]]",
            'kind = "event"',
            f'title = "Meeting {number + 1} of the {group.title}"',
            f'group = "{group.channel}"',
            'place = "Geneva"',
            'timezone = "Europe/Zurich"',
            f'date = "{day}"',
            'starts = "14:00"',
        ]
        day += EVERY_ACTIVITY / 2
    return lines


def _enter(ws: Workspace, cast: Cast, person: Person, role: str) -> Member:
    leads = role in ("secretariat", "moderator")
    member = ws.add_member(
        person.name,
        real_name=person.real_name,
        email=person.email,
        tz=person.place.tz,
        locale="en-GB" if leads else person.place.locale,
        title=person.title,
        role=role,
        guest=person.guest,
        is_admin=role == "secretariat",
    )
    cast.add(member, role)
    return member


def _holidays(chance: random.Random, begins: date) -> tuple[Span, ...]:
    """Two weeks or three somewhere in the year, and for some a few days more."""
    first = begins + timedelta(days=chance.randrange(0, 170))
    spans = [(first, first + timedelta(days=chance.choice((13, 20))))]
    if chance.random() < 0.4:
        short = begins + timedelta(days=chance.randrange(0, 170))
        spans.append((short, short + timedelta(days=4)))
    return tuple(spans)
