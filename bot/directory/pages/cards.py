"""A person in the directory, as somebody may see them: in results, in an introduction, and as one's own profile looks."""

from datetime import datetime

from bot.access import Viewer
from bot.blocks import Block, actions, button, clip, mrkdwn
from bot.directory.pages.details import based_in, in_common, knows, speaks, work, works_in
from bot.directory.pages.marking import (
    SLOT,
    Line,
    around_marks,
    filled,
    has_marks,
    listed,
    marked,
    rich_text,
)
from bot.directory.search.found import Hit
from bot.i18n import Markup, Words, escape, mention, zone
from storage.directory import Profile

MESSAGE = "partners.message"
PERSON = "partners.person"  # the full profile
INTRODUCE = "introductions.ask"
EDIT = "profile.edit"

MOST_SHOWN = 6  # of countries, fields or languages on a card; the full profile has all
LONGEST_SNIPPET = 140  # characters of what one offers or looks for, around the word that was searched for


def card(hit: Hit, now: datetime, viewer: Viewer) -> list[Block]:
    """Three blocks: who, about them, and what can be done. What was searched for is bold."""
    lines = _lines(hit, viewer.words)
    return [
        heading(hit.profile, now, viewer),
        *([rich_text(lines)] if lines else ()),
        actions(*contact(hit.profile, viewer)),
    ]


def heading(profile: Profile, now: datetime, viewer: Viewer) -> Block:
    """The photo, the person and the time of day where they are."""
    photo = {"type": "image", "image_url": profile.photo, "alt_text": clip(escape(profile.name), 2000) or "?"}
    text = mrkdwn(f"*{mention(profile.member_id)}*  ·  {local_time(profile, now, viewer)}")
    return {"type": "context", "elements": [*([photo] if profile.photo else ()), text]}


def local_time(profile: Profile, now: datetime, viewer: Viewer) -> Markup:
    """“10:55 local time”, with the day if it is another there than here."""
    _, there = viewer.words, now.astimezone(zone(profile.timezone))
    if there.date() == now.astimezone(viewer.zone).date():
        return _("{hour} local time", hour=_.hour(there))
    return _("{hour} local time, {day}", hour=_.hour(there), day=_.day(there.date()))


def contact(profile: Profile, viewer: Viewer, *, full: bool = False) -> list[Block]:
    """The buttons of a person. `full`: the full profile is what they stand under already."""
    _, id_ = viewer.words, profile.member_id
    if id_ == viewer.id:
        return [button(_("Edit"), EDIT, label=_("Edit my profile"))]
    write = _("Write to {name}", name=profile.name)
    buttons = [button(_("Message"), MESSAGE, url=direct_message_url(id_), label=write)]
    if profile.may_introduce:
        label = _("Introduce us: {name}", name=profile.name)
        buttons.append(button(_("Introduce us"), INTRODUCE, value=id_, label=label))
    if not full:
        label = _("Full profile of {name}", name=profile.name)
        buttons.append(button(_("Full profile"), PERSON, value=id_, label=label))
    return buttons


def direct_message_url(member_id: str) -> str:
    """A link to the direct message with a member, for the app on desktop and phone and for the browser alike.

    Slack's own redirect page finds whichever client is there, and takes a member's id for the channel's; slack:// links fail
    where the app is not installed, and need the workspace's id (https://docs.slack.dev/interactivity/deep-linking).
    """
    return f"https://slack.com/app_redirect?channel={member_id}"


def _lines(hit: Hit, _: Words) -> list[Line]:
    lines = [
        # A mention shows the name that somebody chose to be called by, which need not be the one that was searched for.
        filled(_("Name: {name}", name=SLOT), marked(hit.profile.name, hit.marks_in("name")))
        if has_marks(hit.profile.name, hit.marks_in("name"))
        else [],
        work(hit, _),
        listed([based_in(hit, _), works_in(hit, _, MOST_SHOWN)], "  ·  "),
        knows(hit, _, MOST_SHOWN),
        speaks(hit, _, MOST_SHOWN),
        *(
            filled(message, marked(around_marks(text, marks, LONGEST_SNIPPET), marks))
            for message, text, marks in (
                (_("Offers: {text}", text=SLOT), hit.profile.offers, hit.marks_in("offers")),
                (_("Looks for: {text}", text=SLOT), hit.profile.seeks, hit.marks_in("seeks")),
            )
            if has_marks(text, marks)
        ),
        in_common(hit, _),
    ]
    return [line for line in lines if line]
