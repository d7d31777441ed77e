"""A local Slack workspace: serves the Web API, sends signed events, and is driven and looked at from tests."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Protocol

from sandbox.clock import Clock, Real, SystemTime
from sandbox.core import Core, build_core
from sandbox.doors import doors
from sandbox.files_contents import Contents
from sandbox.looking import Looking
from sandbox.page_routes import pages
from sandbox.server import HOST, Server
from sandbox.socket_mode import SocketMode
from sandbox.verification import verify

Due = tuple[datetime, str]  # a moment of the clock, and what is due then


class Attached(Protocol):
    """A bot that runs in the same process and is worked by the workspace's clock."""

    async def next_due(self) -> Due | None:
        """When something is due next, and what."""

    async def work(self) -> object:
        """Do all that is due now."""


class Workspace(Looking):
    """One workspace. Make it with `create_workspace`."""

    def __init__(self, core: Core, server: Server, world: "Callable[[Workspace], None]") -> None:
        super().__init__(core)
        self._world = world
        self._start = core.clock.now()
        self._reset_callbacks: list[Callable[[], Awaitable[None]]] = []
        self._server = server
        self._attached: Attached | None = None
        # Whether the world is just being built anew, and the attached bot with it.
        self.resetting = False
        self.url = f"http://{HOST}:{server.port}/api/"
        core.courier.socket.base = f"ws://{HOST}:{server.port}/"
        core.courier.socket.wires = server
        core.urls.base = core.state.base_url = f"http://{HOST}:{server.port}/"
        self.page_url = f"http://{HOST}:{server.port}/"

    def connect(self, request_url: str | None) -> None:
        """Send events, commands and interactions to this Request URL from now on; None for nowhere.

        Without Slack's question whether it's the app's: `verify_url` asks."""
        self.core.courier.request_url = request_url

    async def verify_url(self) -> bool:
        """Ask the Request URL for Slack's challenge, as when it's entered; whether it answers rightly. If it doesn't,
        the page says so."""
        return await verify(self.core) is None

    @property
    def socket_mode(self) -> SocketMode:
        """The app's WebSocket connections: to warn, renew, switch off, freeze."""
        return self.core.courier.socket

    async def idle(self) -> None:
        """Wait until no event or request to the app is under way or due now. Raises what broke in the sandbox."""
        await self.core.idle()

    def attach(self, app: Attached | None) -> None:
        """Let `advance` work this bot at each moment that it has something due."""
        self._attached = app

    async def next_due(self) -> Due | None:
        """What is due next, of the workspace's own or the attached bot's."""
        return self._sooner(await self._attached.next_due() if self._attached else None)

    def _sooner(self, of_app: Due | None) -> Due | None:
        candidates = [self.core.timetable.next(), of_app]
        return min((due for due in candidates if due), default=None, key=lambda due: due[0])

    async def advance(self, to: timedelta | datetime) -> None:
        """Move the clock so far, or to that moment, stopping at each due moment on the way until all is quiet."""
        target = self.clock.now() + to if isinstance(to, timedelta) else to
        of_app = await self._quiet()
        while (due := self._sooner(of_app)) and self.clock.now() < due[0] <= target:
            self.clock.move_to(due[0])
            of_app = await self._quiet()
        if self.clock.now() < target:
            self.clock.move_to(target)
        await self._quiet()

    def on_reset(self, callback: Callable[[], Awaitable[None]]) -> None:
        """Await `callback` after every reset, so that an attached bot can begin anew as well."""
        self._reset_callbacks.append(callback)

    async def reset(self) -> None:
        """The world as it was at the beginning, at the time of the beginning. Tokens and secrets stay."""
        self.resetting = True
        try:
            await self._reset()
        finally:
            self.resetting = False

    async def _reset(self) -> None:
        core = self.core
        core.timetable.clear()
        core.events.clear()
        core.faults.clear()
        core.state.app.token_error = None
        core.limits.clear()
        core.views.clear()
        core.state.clear()
        core.files.contents.clear()
        core.clock.move_to(self._start)
        self._world(self)
        core.feed.restart()
        for callback in self._reset_callbacks:
            await callback()

    async def _quiet(self) -> Due | None:
        """Work until nothing is due now, or until working changes nothing. Returns what the attached bot has due next."""
        before = None
        while True:
            await self.idle()
            if not self._attached:
                return None
            await self._attached.work()
            await self.idle()
            due = await self._attached.next_due()
            if due is None or due[0] > self.clock.now() or due == before:
                return due
            before = due


@asynccontextmanager
async def create_workspace(
    *,
    now: datetime | None = None,
    frozen: bool = True,
    world: Callable[[Workspace], None] | None = None,
    real: Real | None = None,
    rate_limits: bool = True,
    port: int = 0,
    name: str = "Alliance",
    app_name: str = "Liaison",
    begin: Callable[[Workspace], None] | None = None,
    contents: Contents | None = None,
) -> AsyncIterator[Workspace]:
    """A running workspace on a loopback port. `now` is where its clock starts; it stands still if `frozen`.

    `world` fills it, once; without one there are a person of the Secretariat and #announcements, with the bot in it.
    `begin` fills it this once in its place, for instance with what was kept; a reset comes back to `world` at `now`.
    `contents` is where the bytes of files are, a temporary folder if not given.
    `real` is the real time of rate limits and 3-second deadlines. Raises OSError when the port is taken."""
    real = real or SystemTime()
    core = build_core(
        Clock(now, frozen=frozen, real=real), real, name=name, app_name=app_name, rate_limits=rate_limits,
        contents=contents,
    )  # fmt: skip
    server = Server(port)
    workspace = Workspace(core, server, world or default_world)
    try:
        (begin or world or default_world)(workspace)
        await server.start(doors(core, server.drop, pages(workspace, server.port)))
        yield workspace
    finally:
        core.timetable.close()
        await core.tasks.close()
        await core.courier.close()
        core.files.contents.close()
        await server.stop()


def default_world(ws: Workspace) -> None:
    """One person and one open channel, which the bot is in."""
    secretariat = ws.add_member(
        "secretariat",
        real_name="Secretariat",
        email="secretariat@alliance.example",
        is_admin=True,
        role="secretariat",
    )
    ws.add_channel("announcements", members=[secretariat, ws.bot_user_id], general=True)
