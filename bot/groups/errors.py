"""What can't be done about groups, requests and invitations, in words."""

from bot.errors import Refusal
from bot.i18n import Words, channel_link, mention


class NoSuchGroup(Refusal):
    """There is no such group, or it is not listed, or its channel is archived: all sound the same."""

    def say(self, _: Words) -> str:
        return _("There is no such group any more. `/groups` shows those that there are.")


class AlreadyIn(Refusal):
    def __init__(self, channel_id: str) -> None:
        super().__init__()
        self.channel_id = channel_id

    def say(self, _: Words) -> str:
        return _("You are in {channel} already.", channel=channel_link(self.channel_id))


class AlreadyAsked(Refusal):
    """An open request of the same person for the same group."""

    def say(self, _: Words) -> str:
        return _("You have asked to join this group already. I tell you what is decided.")


class AskedFor(Refusal):
    """The Secretariat enters what is entered already."""

    def say(self, _: Words) -> str:
        return _(
            "There is an open request of the same person for this group already: see `/groups requests`."
        )


class IsIn(Refusal):
    """The Secretariat enters a request of somebody who is in the group."""

    def __init__(self, member_id: str) -> None:
        super().__init__()
        self.member_id = member_id

    def say(self, _: Words) -> str:
        return _("{who} is in this group already.", who=mention(self.member_id))


class Needed(Refusal):
    def say(self, _: Words) -> str:
        return _("Please fill this in.")


class NoReason(Refusal):
    def say(self, _: Words) -> str:
        return _("Please choose a reason, or write one: the person reads it.")


class NoEmail(Refusal):
    def say(self, _: Words) -> str:
        return _("This is not an e-mail address. It looks like name@example.org.")


class Decided(Refusal):
    """Somebody else was first. `state`: what the request has come to."""

    def __init__(self, by: str | None, state: str) -> None:
        super().__init__()
        self.by, self.state = by, state

    def say(self, _: Words) -> str:
        who = mention(self.by) if self.by else _("Somebody")
        match self.state:
            case "approved" | "awaited" | "refused":
                return _("{who} was first, and approved it. Nothing was changed by you.", who=who)
            case "declined":
                return _("{who} was first, and declined it. Nothing was changed by you.", who=who)
            case "withdrawn":
                return _("The request was withdrawn meanwhile. Nothing was changed by you.")
            case "joined":
                return _("The person is in the group by now. Nothing was changed by you.")
            case _lapsed:
                return _("The person has left the workspace meanwhile. Nothing was changed by you.")


class IsArchived(Refusal):
    """A reviewer approves what leads nowhere."""

    def __init__(self, channel_id: str) -> None:
        super().__init__()
        self.channel_id = channel_id

    def say(self, _: Words) -> str:
        return _(
            "{channel} is archived, or no group any more: nobody can be invited there. Unarchive it in Slack and press again, or decline.",
            channel=channel_link(self.channel_id),
        )


class IsPublic(Refusal):
    """A reviewer approves what needs nobody: Liaison may invite into private channels only (`manifest.yaml`)."""

    def __init__(self, channel_id: str) -> None:
        super().__init__()
        self.channel_id = channel_id

    def say(self, _: Words) -> str:
        return _(
            "{channel} is a public channel, and I may not invite people there: everybody here can join it by themselves. "
            "Add guests by hand; once they are in, their requests close by themselves.",
            channel=channel_link(self.channel_id),
        )


class OpenToAll(Refusal):
    """Somebody asks to join a group whose channel is public."""

    def __init__(self, channel_id: str) -> None:
        super().__init__()
        self.channel_id = channel_id

    def say(self, _: Words) -> str:
        return _(
            "{channel} is open to everybody here: open it and join, you need not ask.",
            channel=channel_link(self.channel_id),
        )


class NotThere(Refusal):
    """Liaison is not in the channel."""

    def __init__(self, channel_id: str) -> None:
        super().__init__()
        self.channel_id = channel_id

    def say(self, _: Words) -> str:
        return _(
            "I am not in {channel}, so I can't invite anybody there. Type `/invite @Liaison` in that channel, then press again.",
            channel=channel_link(self.channel_id),
        )


class Nobody(Refusal):
    """A list names nobody."""

    def say(self, _: Words) -> str:
        return _(
            "I found nobody in this. Give me people as @mentions, Slack IDs or e-mail addresses, one a line."
        )


class TooMany(Refusal):
    def __init__(self, n: int, limit: int) -> None:
        super().__init__()
        self.n, self.limit = n, limit

    def say(self, _: Words) -> str:
        return _("These are {n} people. I take at most {limit} at once.", n=self.n, limit=self.limit)


class NoTable(Refusal):
    def say(self, _: Words) -> str:
        return _(
            "I can't read this file. Save it as CSV in UTF-8, with an e-mail address or a Slack ID in each row."
        )


class BeingDone(Refusal):
    """A list whose button was pressed before."""

    def say(self, _: Words) -> str:
        return _("This list is being done already, or was dropped. Nothing was changed by you.")
