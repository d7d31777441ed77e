"""The workspace as tests look at it: its identity and secrets, what was called, delivered, posted and shown."""

from sandbox.acting import Acting
from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.log import Call, Delivery, Log
from sandbox.model import App, Channel, Member, Message


class Looking(Acting):
    """What there is to see."""

    url: str
    page_url: str

    @property
    def app(self) -> App:
        """The app under test: its scopes, subscriptions and commands may be changed."""
        return self.core.state.app

    @property
    def bot_token(self) -> str:
        """SLACK_BOT_TOKEN"""
        return self.app.bot_token

    @property
    def app_token(self) -> str:
        """SLACK_APP_TOKEN"""
        return self.app.app_token

    @property
    def signing_secret(self) -> str:
        """SLACK_SIGNING_SECRET"""
        return self.app.signing_secret

    @property
    def bot_user_id(self) -> str:
        """The bot's member id."""
        return self.app.bot_user_id

    @property
    def bot_id(self) -> str:
        """The bot's `bot_id`."""
        return self.app.bot_id

    @property
    def app_id(self) -> str:
        """The app's id."""
        return self.app.app_id

    @property
    def team_id(self) -> str:
        """The workspace's id."""
        return self.core.state.team_id

    @property
    def clock(self) -> Clock:
        """The movable clock."""
        return self.core.clock

    @property
    def faults(self) -> Faults:
        """Faults on demand."""
        return self.core.faults

    @property
    def calls(self) -> Log[Call]:
        """The app's calls of the Web API."""
        return self.core.calls

    @property
    def deliveries(self) -> Log[Delivery]:
        """What was delivered to the app."""
        return self.core.deliveries

    def messages(self, channel: Channel | str, thread: str | None = None) -> list[Message]:
        """All messages of a channel, or the replies of a thread, oldest first."""
        channel = self.channel(channel)
        return list(channel.threads.get(thread, []) if thread else channel.timeline)

    def dm(self, member: Member | str) -> list[Message]:
        """The messages between the bot and a member."""
        direct = self.core.state.conversation(self.bot_user_id, self.member(member).id)
        return list(direct.timeline) if direct else []

    def ephemerals(self, member: Member | str, channel: Channel | str | None = None) -> list[Message]:
        """What only this member sees now."""
        shown = self.core.state.ephemerals.get(self.member(member).id, [])
        return [m for m in shown if channel is None or m.channel == self.channel(channel).id]

    def posts(self) -> list[Message]:
        """Everything that the bot posted and that still stands, everywhere, in order."""
        channels = self.core.state.channels
        return [message for message in self.core.state.posts if message.ts in channels[message.channel].by_ts]

    def reload(self, member: Member | str) -> None:
        """The member's Slack is reloaded: ephemeral messages are gone."""
        for message in self.ephemerals(member):
            self.core.actions.ephemeral_gone(message)

    def environment(self, *, socket_mode: bool = False) -> dict[str, str]:
        """The environment of an app for this workspace."""
        more = {"SLACK_APP_TOKEN": self.app_token} if socket_mode else {}
        return {
            "SLACK_API_URL": self.url,
            "SLACK_BOT_TOKEN": self.bot_token,
            "SLACK_SIGNING_SECRET": self.signing_secret,
        } | more
