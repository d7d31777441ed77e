"""Who may see and do what: one rule for lists, counts, autocomplete, Home, posts and errors."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.errors import ForMembers, NotForYou
from bot.i18n import Words, language_of, words, zone
from storage import viewers
from storage.channels import Place
from storage.database import Reading
from storage.people import Member
from storage.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person who looks at something or asks for something, with all that decides what they may see."""

    member: Member
    workspace: Workspace
    channels: frozenset[str] = field(default=frozenset())
    moderates: frozenset[str] = field(default=frozenset())
    places: tuple[Place, ...] = field(default=())  # more of the same channels

    @property
    def id(self) -> str:
        return self.member.id

    @property
    def words(self) -> Words:
        return words(language_of(self.member.locale, self.workspace.languages))

    @property
    def zone(self) -> ZoneInfo:
        return zone(self.member.timezone)

    @property
    def is_secretariat(self) -> bool:
        return self.member.is_secretariat and self.member.is_person

    @property
    def is_guest(self) -> bool:
        """A guest, or somebody of whom nothing is known yet: they see least."""
        return not self.is_secretariat and (self.member.is_guest or self.member.synced_at is None)

    def may_see_channel(self, channel_id: str) -> bool:
        """A group exists for those who are in it, and for the Secretariat, who invites into it."""
        return channel_id in self.channels or self.is_secretariat

    def may_know_of(self, channel_id: str, *, is_listed: bool) -> bool:
        """That there is a group is known to all where it is listed, else to those who see it."""
        return is_listed or self.may_see_channel(channel_id)

    def may_see_activity(self, channel_id: str | None) -> bool:
        """What is for everyone is seen by everyone; a group's by those who see the group."""
        return channel_id is None or self.may_see_channel(channel_id)

    def may_moderate(self, channel_id: str) -> bool:
        """Whoever has left a channel moderates it no more, whatever the workspace file says."""
        return self.is_secretariat or (channel_id in self.moderates and channel_id in self.channels)

    def is_moderator_of(self, channel_id: str) -> bool:
        """Whether they are named as its moderator, and in it. Without exception for the Secretariat (`may_show`)."""
        return channel_id in self.moderates and channel_id in self.channels

    def may_decide(self, channel_id: str | None) -> bool:
        """Whether what they add to the calendar is in it at once, and they decide on what others propose: the Secretariat, and a
        group's moderators for the group's activities."""
        return self.is_secretariat or (channel_id is not None and self.may_moderate(channel_id))

    def may_propose(self, channel_id: str | None) -> bool:
        """Whether they may propose an activity: for a group who is in it, for everyone all but guests."""
        if not self.member.is_person:
            return False
        return not self.is_guest if channel_id is None else self.may_see_channel(channel_id)

    def may_see_plan(self, channel_id: str | None, stage: str, proposed_by: str | None) -> bool:
        """What is not approved exists for who proposed it, while they may see its group, and for who decides."""
        is_theirs = stage == "approved" or proposed_by == self.id
        return (is_theirs and self.may_see_activity(channel_id)) or self.may_decide(channel_id)

    def may_search_people(self) -> bool:
        return self.member.is_person


async def visitor(tx: Reading, member_id: str) -> Viewer:
    """Loads a viewer who asks for something themselves. Raises ForMembers for people of other workspaces."""
    found = await viewer(tx, member_id)
    if found.member.is_external:
        raise ForMembers
    return found


async def person(tx: Reading, member_id: str) -> Viewer:
    """Loads a visitor who may be in the directory and search it. Raises NotForYou for bots and the deactivated, ForMembers."""
    found = await visitor(tx, member_id)
    if not found.may_search_people():
        raise NotForYou
    return found


async def of_secretariat(tx: Reading, member_id: str) -> Viewer:
    """Loads a visitor of the Secretariat. Raises NotForYou for everybody else, ForMembers for people of other workspaces."""
    found = await visitor(tx, member_id)
    if not found.is_secretariat:
        raise NotForYou
    return found


async def viewer(tx: Reading, member_id: str) -> Viewer:
    """Loads a viewer. Somebody unknown is a guest without channels until Slack has told us more."""
    known = await viewers.get(tx, member_id)
    return Viewer(
        member=known.member or Member(member_id, timezone=known.workspace.timezone),
        workspace=known.workspace,
        channels=frozenset(place.id for place in known.places if place.is_in),
        moderates=frozenset(place.id for place in known.places if place.is_moderator),
        places=known.places,
    )
