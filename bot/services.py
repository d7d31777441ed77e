"""The services by name, as the doors know them."""

from dataclasses import dataclass

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
from bot.home.service import HomeService
from bot.nudges.service import NudgeService
from bot.onboarding.service import OnboardingService
from bot.roster.comparison import ComparisonService
from bot.roster.service import RosterService
from bot.troubles.answers import AnswerService


@dataclass(frozen=True, slots=True)
class Services:
    roster: RosterService
    comparison: ComparisonService
    onboarding: OnboardingService
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
    directory: DirectoryService
    profiles: ProfileService
    drafts: DraftService
    exports: ExportService
    introductions: IntroductionService
    hints: HintService
    vocabulary: VocabularyService
    home: HomeService
    answers: AnswerService
