"""The services by name, as the doors know them."""

from dataclasses import dataclass

from bot.activity.catching_up import CatchingUpService
from bot.activity.reading_anew import ReadingService
from bot.activity.recording import Recorder
from bot.activity.service import ActivityService
from bot.calendar.feeds.service import FeedService
from bot.calendar.feeds.subscribing import SubscriptionService
from bot.calendar.importing.service import CalendarImportService
from bot.calendar.interest.digests import DigestService
from bot.calendar.interest.service import InterestService
from bot.calendar.planning.service import PlanningService
from bot.calendar.ratings.service import RatingService
from bot.calendar.repeating import RepeatingService
from bot.calendar.service import CalendarService
from bot.calendar.settings.service import CalendarSettingsService
from bot.directory.contact.hints import HintService
from bot.directory.contact.introductions import IntroductionService
from bot.directory.exchange.asking import DraftService
from bot.directory.exchange.service import ExportService
from bot.directory.profile.profiles import ProfileService
from bot.directory.search.service import DirectoryService
from bot.directory.vocabulary.service import VocabularyService
from bot.groups.inviting import InvitationService
from bot.groups.requesting import RequestService
from bot.groups.service import GroupService
from bot.home.service import HomeService
from bot.lasting import Lasting
from bot.launches.service import LaunchService
from bot.moderate.service import ModerateService
from bot.nudges.acting import ActingService
from bot.nudges.service import NudgeService
from bot.onboarding.greeting.service import GreetingService
from bot.onboarding.journey.service import JourneyService
from bot.onboarding.service import OnboardingService
from bot.onboarding.week.service import CardService
from bot.roster.comparison import ComparisonService
from bot.roster.service import RosterService
from bot.troubles.answers import AnswerService


@dataclass(frozen=True, slots=True)
class Services:
    recorder: Recorder
    activity: ActivityService
    catching_up: CatchingUpService
    reading: ReadingService
    roster: RosterService
    comparison: ComparisonService
    onboarding: OnboardingService
    journeys: JourneyService
    greetings: GreetingService
    cards: CardService
    calendar: CalendarService
    planning: PlanningService
    interest: InterestService
    repeating: RepeatingService
    feeds: FeedService
    subscriptions: SubscriptionService
    calendar_settings: CalendarSettingsService
    digests: DigestService
    ratings: RatingService
    imports: CalendarImportService
    nudges: NudgeService
    acting: ActingService
    moderate: ModerateService
    directory: DirectoryService
    profiles: ProfileService
    drafts: DraftService
    exports: ExportService
    introductions: IntroductionService
    hints: HintService
    vocabulary: VocabularyService
    groups: GroupService
    requests: RequestService
    invitations: InvitationService
    launches: LaunchService
    home: HomeService
    answers: AnswerService
    lasting: Lasting
