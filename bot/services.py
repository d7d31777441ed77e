"""The services by name, as the doors know them."""

from dataclasses import dataclass

from bot.calendar.feeds.service import FeedService
from bot.calendar.feeds.subscribing import SubscriptionService
from bot.calendar.planning.service import PlanningService
from bot.calendar.repeating import RepeatingService
from bot.calendar.service import CalendarService
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
    repeating: RepeatingService
    feeds: FeedService
    subscriptions: SubscriptionService
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
