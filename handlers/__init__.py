"""Slack's door: a file a feature. Names are looked up in a dictionary, so that a hundred listeners cost what one does."""

from slack_bolt.app.async_app import AsyncApp

from bot.services import Services
from handlers import (
    calendar,
    directory,
    drafts,
    errors,
    exports,
    feeds,
    hints,
    home,
    introductions,
    nudges,
    onboarding,
    planning,
    profile,
    roster,
    vocabulary,
)
from handlers.listeners import Dispatch, Listeners


def all_listeners() -> Listeners:
    """Every listener of the product: a line a feature."""
    listeners = Listeners()
    roster.listen(listeners)
    onboarding.listen(listeners)
    calendar.listen(listeners)
    planning.listen(listeners)
    feeds.listen(listeners)
    nudges.listen(listeners)
    directory.listen(listeners)
    profile.listen(listeners)
    drafts.listen(listeners)
    exports.listen(listeners)
    introductions.listen(listeners)
    hints.listen(listeners)
    vocabulary.listen(listeners)
    home.listen(listeners)
    return listeners


def register(app: AsyncApp, services: Services) -> None:
    """Opens the door: the listeners, and what happens when one fails."""
    app.middleware(Dispatch(all_listeners(), services, app.client))
    errors.explain(app, services)
