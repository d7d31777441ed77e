"""The one place that constructs things. Tests and the sandbox override the two kinds of time and the pace, nothing else."""

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import aiohttp
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette

import handlers
from bot.activity.catching_up import CatchingUpService
from bot.activity.happening import Follower
from bot.activity.marking import marker
from bot.activity.reading_anew import ReadingService
from bot.activity.recording import Recorder
from bot.activity.service import ActivityService
from bot.blocks import Block
from bot.calendar.feeds.service import FeedService
from bot.calendar.feeds.subscribing import SubscriptionService
from bot.calendar.importing.service import CalendarImportService
from bot.calendar.interest.digests import DigestService
from bot.calendar.interest.file import FILE, FileMaker
from bot.calendar.interest.service import InterestService
from bot.calendar.planning.service import PlanningService
from bot.calendar.ratings.service import RatingService
from bot.calendar.repeating import RepeatingService
from bot.calendar.service import CalendarService
from bot.calendar.settings.service import CalendarSettingsService
from bot.clock import Clock, RealTime, SystemClock, SystemTime
from bot.directory.contact.hints import HintService
from bot.directory.contact.introductions import IntroductionService
from bot.directory.exchange.asking import DraftService
from bot.directory.exchange.making import DIRECTORY, Maker
from bot.directory.exchange.service import ExportService
from bot.directory.profile.profiles import ProfileService
from bot.directory.search.service import DirectoryService
from bot.directory.vocabulary.service import VocabularyService
from bot.documents import one_of_many
from bot.due import DueService
from bot.groups import reviewing
from bot.groups.address_file import ADDRESSES, AddressMaker
from bot.groups.inviting import InvitationService
from bot.groups.requesting import RequestService
from bot.groups.service import GroupService
from bot.health import readiness
from bot.home.service import HomeService
from bot.home.views import home
from bot.identity import Identity
from bot.lasting import Lasting
from bot.launches.service import LaunchService
from bot.lockout import Lockout
from bot.metrics import Metrics
from bot.moderate.service import ModerateService
from bot.nudges import silence
from bot.nudges.acting import ActingService
from bot.nudges.service import NudgeService
from bot.onboarding import noticing
from bot.onboarding.greeting.service import GreetingService
from bot.onboarding.journey.service import JourneyService
from bot.onboarding.service import OnboardingService
from bot.onboarding.week.service import CardService
from bot.roster.comparison import ComparisonService
from bot.roster.service import RosterService
from bot.services import Services
from bot.serving import listen, serving, working
from bot.settings import Settings, SettingsError
from bot.slack import create_client
from bot.troubles.answers import AnswerService
from bot.troubles.service import TroubleService
from bot.upkeep import UpkeepService
from handlers.front import Front
from handlers.web import create_web
from scheduler.delivery import Delivery, Pacing
from scheduler.schedule import sweeps
from scheduler.worker import Worker
from storage.database import Database
from storage.migrate import upgrade

if TYPE_CHECKING:
    from bot.setup.service import SetupService

# Told of what people write and react to, in the transaction that records it (`bot.activity.happening`).
FOLLOWERS: tuple[Follower, ...] = (silence.follow, noticing.follow)
# Told of whom everybody sees otherwise from now on, in the transaction that changes it (`bot.directory.profile.listing`).
FOLLOWERS_OF_PROFILES = (reviewing.show_profile,)


@dataclass(frozen=True, slots=True)
class Liaison:
    """All the parts, put together and not yet running."""

    settings: Settings
    clock: Clock
    real: RealTime
    db: Database
    client: AsyncWebClient
    identity: Identity
    services: Services
    app: AsyncApp
    web: Starlette
    worker: Worker
    metrics: Metrics

    @property
    def setup(self) -> "SetupService":
        """Loads a workspace file. A process that serves never does, and does not import what reads one."""
        from bot.setup.service import SetupService  # noqa: PLC0415

        return SetupService(self.db, self.client, self.real)


@dataclass(frozen=True, slots=True)
class Embedded:
    """A running Liaison: where Slack's requests go, and the worker, which can be asked for what is due."""

    request_url: str
    worker: Worker


@asynccontextmanager
async def assemble(
    settings: Settings,
    *,
    clock: Clock | None = None,
    real: RealTime | None = None,
    pacing: Pacing | None = None,
) -> AsyncIterator[Liaison]:
    """Builds Liaison from its settings, and closes what it opened at the end."""
    clock, real = clock or SystemClock(), real or SystemTime()
    timeout = aiohttp.ClientTimeout(total=settings.request_timeout)
    connector = aiohttp.TCPConnector(limit=32)
    db = Database(settings.database_url, clock.now)
    async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:
        try:
            liaison = _build(settings, clock, real, pacing, db, create_client(settings, session))
            try:
                yield liaison
            finally:
                await liaison.services.lasting.finish()
                await liaison.services.recorder.finish()
        finally:
            await db.close()


def _build(
    settings: Settings,
    clock: Clock,
    real: RealTime,
    pacing: Pacing | None,
    db: Database,
    client: AsyncWebClient,
) -> Liaison:
    lockout = Lockout()
    secret = settings.slack_signing_secret.get_secret_value()
    services = Services(
        recorder=Recorder(db, marker(secret), FOLLOWERS),
        activity=ActivityService(db),
        catching_up=CatchingUpService(db, client, real, lockout, FOLLOWERS),
        reading=ReadingService(db, client),
        roster=RosterService(db, client, real, lockout),
        comparison=ComparisonService(db, client, real, lockout),
        onboarding=OnboardingService(db),
        journeys=JourneyService(db),
        greetings=GreetingService(db),
        cards=CardService(db),
        calendar=CalendarService(db),
        planning=PlanningService(db),
        interest=InterestService(db),
        repeating=RepeatingService(db),
        feeds=FeedService(db),
        subscriptions=SubscriptionService(db, settings.public_url),
        calendar_settings=CalendarSettingsService(db),
        digests=DigestService(db),
        ratings=RatingService(db),
        imports=CalendarImportService(db, client),
        nudges=NudgeService(db),
        acting=ActingService(db),
        moderate=ModerateService(db),
        directory=DirectoryService(db),
        profiles=ProfileService(db, FOLLOWERS_OF_PROFILES),
        drafts=DraftService(db, FOLLOWERS_OF_PROFILES),
        exports=ExportService(db),
        introductions=IntroductionService(db),
        vocabulary=VocabularyService(db),
        hints=HintService(db),
        groups=GroupService(db),
        requests=RequestService(db, client),
        invitations=InvitationService(db, client, real, lockout),
        launches=LaunchService(db),
        home=HomeService(db),
        answers=AnswerService(db),
        lasting=Lasting(),
    )
    identity = Identity(client, services.roster.workspace)
    app = AsyncApp(
        name="liaison",  # else Bolt reads the source of every module that has been imported, to find the caller's
        client=client,
        logger=_quiet_logger(),
        authorize=identity,
        process_before_response=True,  # acknowledged means committed
        # The front has verified and parsed already; see handlers/front.py.
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
    )
    handlers.register(app, services)
    metrics = Metrics()
    front = Front(app, secret, real.time, metrics.count_request, services.recorder)
    lease = settings.lease_seconds
    makers = {DIRECTORY: Maker(db).make, FILE: FileMaker(db).make, ADDRESSES: AddressMaker(db).make}
    make = one_of_many(makers)
    delivery = Delivery(
        db,
        client,
        real,
        TroubleService(),
        lease=lease,
        pacing=pacing,
        make=make,
        draw=partial(_home, services.home),
        compose=services.introductions.message,
        lockout=lockout,
    )
    db.on_outbox = delivery.wake
    worker = Worker(sweeps(services), DueService(db), delivery, UpkeepService(db), clock, real)
    web = create_web(front, services.feeds, lambda: readiness(db), lambda: metrics.render(db))
    return Liaison(settings, clock, real, db, client, identity, services, app, web, worker, metrics)


@asynccontextmanager
async def embedded(
    environment: Mapping[str, str], clock: Clock, workspace_file: str | None, *, ticks: bool = True
) -> AsyncIterator[Embedded]:
    """Liaison whole, inside another program's event loop, on a clock of that program's: for the sandbox.

    `environment` is as in docs/settings.md; `workspace_file` is the text of one, None for a database that has been set
    up. Unless it says where Liaison is reached, that is where it listens. Without Slack's pace limits, so that a day can pass in
    a second. With `ticks` off the worker works only when it is asked to. Raises SettingsError if the workspace file can't be used.
    """
    settings = Settings.model_validate({name.lower(): value for name, value in environment.items()})
    with listen(settings.host, settings.port) as listener:
        address = f"http://{settings.host}:{listener.getsockname()[1]}"
        settings = settings.model_copy(update={"public_url": settings.public_url or address})
        await upgrade(settings.database_url)
        async with assemble(settings, clock=clock, pacing=Pacing(0, 0)) as liaison:
            await liaison.services.roster.request_sync()
            await liaison.worker.work()
            if workspace_file is not None:
                report = await liaison.setup.load(workspace_file)
                if report.problems:
                    raise SettingsError("\n".join(report.problems))
            await liaison.services.roster.request_sync()
            await liaison.worker.work()
            async with serving(liaison.web, listener), working(liaison.worker) if ticks else nullcontext():
                yield Embedded(f"{address}/slack/events", liaison.worker)


async def _home(service: HomeService, member_id: str) -> Block:
    """A member's Home tab as it is now."""
    return home(await service.compose(member_id))


def _quiet_logger() -> logging.Logger:
    """Bolt's logger without its warnings: they quote requests, and one is about a token that `authorize` gives."""
    logger = logging.getLogger("slack_bolt.liaison")
    logger.setLevel(logging.ERROR)
    return logger
