"""Slack's door: a file a feature. Names are looked up in a dictionary, so that a hundred listeners cost what one does."""

from slack_bolt.app.async_app import AsyncApp

from bot.services import Services
from handlers import (
    activity,
    calendar,
    calendar_import,
    calendar_settings,
    directory,
    drafts,
    errors,
    exports,
    feeds,
    group_requests,
    groups,
    hints,
    home,
    interest,
    introductions,
    invitations,
    launches,
    moderate,
    nudges,
    onboarding,
    planning,
    profile,
    ratings,
    roster,
    vocabulary,
)
from handlers.listeners import Dispatch, Listeners


def all_listeners() -> Listeners:
    """Every listener of the product: a line a feature."""
    listeners = Listeners()
    roster.listen(listeners)
    activity.listen(listeners)
    onboarding.listen(listeners)
    calendar.listen(listeners)
    planning.listen(listeners)
    interest.listen(listeners)
    feeds.listen(listeners)
    calendar_settings.listen(listeners)
    ratings.listen(listeners)
    calendar_import.listen(listeners)
    nudges.listen(listeners)
    moderate.listen(listeners)
    directory.listen(listeners)
    profile.listen(listeners)
    drafts.listen(listeners)
    exports.listen(listeners)
    introductions.listen(listeners)
    hints.listen(listeners)
    vocabulary.listen(listeners)
    groups.listen(listeners)
    group_requests.listen(listeners)
    invitations.listen(listeners)
    launches.listen(listeners)
    home.listen(listeners)
    return listeners


def register(app: AsyncApp, services: Services) -> None:
    """Opens the door: the listeners, and what happens when one fails."""
    app.middleware(Dispatch(all_listeners(), services, app.client))
    errors.explain(app, services)
