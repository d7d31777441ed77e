"""What runs when, on one page. A sweep finds one due row, claims it, composes, and says whether there was work.

Due times are columns, and a sweep asks for what is due at the workspace's clock. Once a second the worker asks for all of them together
(`storage.due`), and lets those run for which there may be work; so how often a sweep runs besides is of no account to people.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.services import Services

# Seconds between two runs, if nobody knows of work.
BESIDES = 60.0
HOURLY = 3600.0  # for what is not seen before a month


@dataclass(frozen=True, slots=True)
class Sweep:
    """`run` does one piece of work. For a clock that is moved: `next_due` says when there will be more that a person
    can see, and `what` that is, in a word."""

    name: str
    run: Callable[[], Awaitable[bool]]
    next_due: Callable[[], Awaitable[datetime | None]] | None = None
    what: str = ""
    every: float = BESIDES


def sweeps(services: Services) -> list[Sweep]:
    """Every sweep, in the order in which they feed each other."""
    roster, onboarding, journeys, greetings, calendar, nudges, hints = (
        services.roster,
        services.onboarding,
        services.journeys,
        services.greetings,
        services.calendar,
        services.nudges,
        services.hints,
    )
    return [
        Sweep("compare", services.comparison.compare_next),
        Sweep("compare_channel", services.comparison.compare_next_channel),
        Sweep("catch_up", services.catching_up.read_next),
        Sweep("look_up", roster.look_up_next),
        Sweep("welcome", onboarding.welcome_next, onboarding.next_due, "a word about newcomers"),
        Sweep("greetings", greetings.notice_next, greetings.next_due, "a newcomer whom nobody has greeted"),
        Sweep("newcomers", onboarding.tell_next_moderator),
        Sweep("greeted", greetings.redraw_next),
        Sweep("first_weeks", journeys.remind_next, journeys.next_due, "a word about somebody's first steps"),
        Sweep("checklists", journeys.redraw_next),
        Sweep(
            "card", services.cards.tell_next, services.cards.next_due, "the week's card for the Secretariat"
        ),
        Sweep("fold_activity", services.activity.fold_next, every=HOURLY),
        Sweep("extend", services.repeating.extend_next, every=HOURLY),
        Sweep("reviews", services.planning.wake_next, services.planning.next_due, "a proposal to decide on"),
        Sweep("notices", calendar.tell_next),
        Sweep("reminders", calendar.announce_next, calendar.next_due, "announcements in channels"),
        Sweep("round_up", calendar.round_up_next),
        Sweep("digest", services.digests.digest_next, services.digests.next_due, "somebody's digest"),
        Sweep(
            "ask_how_it_was", services.ratings.ask_next, services.ratings.next_to_ask, "a question how it was"
        ),
        Sweep("tell_how_it_was", services.ratings.tell_next, services.ratings.next_to_tell, "how it was"),
        Sweep(
            "letters",
            services.interest.write_next,
            services.interest.next_due,
            "a word about what one goes to",
        ),
        Sweep("look", nudges.look_next),
        Sweep("silence", nudges.plan_next),
        Sweep("concern", nudges.tell_next),
        Sweep("nudge", nudges.nudge_next, nudges.next_due, "a nudge to moderators"),
        Sweep(
            "ask_about_draft",
            services.drafts.ask_next,
            services.drafts.next_due,
            "a question about a profile",
        ),
        Sweep("read_list", services.invitations.read_next),
        Sweep("launch", services.launches.go_on_next, services.launches.next_due, "something of a launch"),
        Sweep("invite", services.invitations.advance_next),
        Sweep("follow_request", services.requests.follow_next),
        Sweep("remind_of_requests", services.requests.remind_next),
        Sweep(
            "word_on_request",
            services.requests.tell_next,
            services.requests.next_due,
            "a word about a request",
        ),
        Sweep("reindex", services.directory.reindex_next),
        Sweep("compare_names", services.vocabulary.compare_next),
        Sweep("plan_hints", hints.plan_next, every=HOURLY),
        Sweep("hint", hints.hint_next, hints.next_due, "a hint about an empty profile"),
    ]
