"""How a launch stands: all that its plan and its card are made of, read in one go."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from bot.groups.form_views import Seats
from bot.groups.requesting import seats
from bot.i18n import zone
from bot.launches import rules
from storage import channels, greetings, invitations, launch_posts, launch_readers, people, pulse
from storage import workspace as workspaces
from storage.database import Reading
from storage.launch_posts import Prompt
from storage.launches import Launch
from storage.pulse import Post

INVITED = ("found", "ready", "sent", "done", "refused")


@dataclass(frozen=True, slots=True)
class Facts:
    """`counts`: rows of the list of people by their states; `gone`: invitations that have gone out. `moderators`: who is named and in the
    channel, and whether they are awake when people are invited; `zones`: of those invited and those who came. `posts`: people's, since it
    began, or of the last two weeks. `outside`: those of other workspaces, who are counted and never named; `welcomed`: whom the channel
    has welcomed."""

    launch: Launch
    now: datetime
    prompts: Sequence[Prompt]
    list_state: str | None
    counts: Mapping[str, int]
    gone: int
    is_there: bool
    guide: str
    moderators: Sequence[tuple[str, bool]]
    zones: Sequence[ZoneInfo]
    seats: Seats
    posts: Sequence[Post]
    outside: frozenset[str]
    came: Sequence[tuple[str, datetime]]
    ungreeted: Sequence[str]
    unanswered: Sequence[Post]
    welcomed: frozenset[str]

    @property
    def invited(self) -> int:
        return sum(self.counts.get(state, 0) for state in INVITED)

    @property
    def last_post_at(self) -> datetime | None:
        return self.posts[-1].at if self.posts else None

    @property
    def active(self) -> int:
        """How many people have written."""
        return len({post.member_id for post in self.posts})

    @property
    def quiet_since(self) -> datetime:
        """Since when nobody has written."""
        return self.last_post_at or self.launch.began_at or self.now

    @property
    def quiet(self) -> timedelta:
        return max(timedelta(0), self.now - self.quiet_since)

    def digest(self) -> str:
        """Changes when what is shown is to be written anew: as soon as something happens, and as minutes pass, every five of them."""
        minutes = self.quiet // rules.SOON if self.launch.state == "running" else 0
        shown = (
            (self.launch.state, self.launch.wave, self.launch.wave_at, self.launch.ends_at),
            (self.launch.paused_at, tuple(self.launch.ticked), self.launch.edits, self.launch.is_rehearsal),
            (self.launch.list_id, self.launch.confirmed_by),
            [(prompt.id, prompt.state) for prompt in self.prompts],
            (
                self.list_state,
                sorted(self.counts.items()),
                self.gone,
                self.is_there,
                self.guide,
                self.moderators,
            ),
            (self.seats, rules.awake(self.launch.wave_at, self.zones), len(self.posts), self.active),
            (self.came, self.ungreeted, [post.ts for post in self.unanswered], minutes),
        )
        return sha256(repr(shown).encode()).hexdigest()


async def gather(tx: Reading, launch: Launch) -> Facts:
    about = await invitations.get_list(tx, launch.list_id) if launch.list_id else None
    rows = await invitations.rows_of(tx, launch.list_id) if launch.list_id else []
    here = await channels.member_ids(tx, launch.channel_id)
    named = [m for m in await channels.moderators_of(tx, launch.channel_id) if m.id in here]
    since = launch.began_at
    came = await launch_readers.came(tx, launch.channel_id, since) if since else []
    who = {row.member_id for row in rows if row.member_id} | {member_id for member_id, _ in came}
    new = {member_id for member_id, _ in came}
    ungreeted = await greetings.ungreeted(tx, launch.channel_id) if new else []
    posts = await pulse.posts_since(tx, launch.channel_id, since or tx.now - rules.RECENT)
    known = await people.by_ids(tx, who | {post.member_id for post in posts})
    return Facts(
        launch=launch,
        now=tx.now,
        prompts=await launch_posts.of_launch(tx, launch.id),
        list_state=about.state if about else None,
        counts=Counter(row.state for row in rows),
        # Who has come by it has been invited, whether Slack's answer is noted already or not.
        gone=sum(row.state == "done" or (row.state == "sent" and row.member_id in new) for row in rows),
        is_there=await is_there(tx, launch),
        guide=(await workspaces.get(tx)).guide_url or "",
        moderators=tuple((m.id, rules.is_awake(launch.wave_at, zone(m.timezone))) for m in named),
        zones=[zone(known[member_id].timezone) for member_id in sorted(who & known.keys())],
        seats=await seats(tx),
        posts=posts,
        outside=frozenset(member.id for member in known.values() if member.is_external),
        came=came,
        ungreeted=[each.member_id for each in ungreeted if each.member_id in new],
        unanswered=await pulse.unanswered(tx, launch.channel_id, since, tx.now) if since else [],
        welcomed=await launch_readers.welcomed(tx, launch.id) if came else frozenset(),
    )


async def is_there(tx: Reading, launch: Launch) -> bool:
    """Whether anything can be posted in its channel."""
    channel = await channels.get(tx, launch.channel_id)
    return channel is not None and channel.bot_is_member and not channel.is_archived
