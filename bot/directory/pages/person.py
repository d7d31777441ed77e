"""A person's full profile, as somebody may see it: everything, in a modal."""

from datetime import datetime

from bot.access import Viewer
from bot.blocks import Block, actions, divider, header, modal, section
from bot.directory.pages.cards import contact, heading
from bot.directory.pages.details import based_in, in_common, knows, speaks, work, works_in
from bot.directory.pages.marking import Line, plain, rich_text
from bot.directory.search.found import Hit
from bot.i18n import Words, escape
from storage.directory import Profile

NO_LIMIT = 1000  # countries, fields, languages: as many as there are


def person(hit: Hit, now: datetime, viewer: Viewer) -> Block:
    """The modal. Only what `hit` has is in it, which is what the viewer may see."""
    _ = viewer.words
    blocks = [
        header(escape(hit.profile.name) or _("Full profile")),
        *everything(hit, now, viewer),
        divider(),
        actions(*contact(hit.profile, viewer, full=True)),
    ]
    return modal(_("Full profile"), blocks, callback_id="partners.person", close=_("Close"))


def everything(hit: Hit, now: datetime, viewer: Viewer) -> list[Block]:
    """All that a profile says, without what can be done."""
    _ = viewer.words
    lines = [
        work(hit, _),
        based_in(hit, _),
        works_in(hit, _, NO_LIMIT),
        knows(hit, _, NO_LIMIT),
        speaks(hit, _, NO_LIMIT),
        in_common(hit, _),
    ]
    said = [line for line in lines if line]
    return [
        heading(hit.profile, now, viewer),
        *([rich_text(said)] if said else ()),
        *_paragraphs(hit.profile, _),
    ]


def not_there(viewer: Viewer) -> Block:
    """What stands there for somebody who took their profile back, or whom this viewer may not see: the same words."""
    _ = viewer.words
    gone = section(_("This profile is not in the directory, or not any more."))
    return modal(_("Full profile"), [gone], callback_id="partners.person", close=_("Close"))


def _paragraphs(profile: Profile, _: Words) -> list[Block]:
    """What somebody offers and looks for, and their website: each under its own name."""
    parts = [
        (_("Offers"), plain(profile.offers)),
        (_("Looks for"), plain(profile.seeks)),
        (_("Website"), _link(profile.website)),
    ]
    return [rich_text([plain(label, bold=True), line]) for label, line in parts if line]


def _link(url: str) -> Line:
    """A link that shows where it leads; as text, if it isn't of the web."""
    if url.lower().startswith(("https://", "http://")):
        return [{"type": "link", "url": url, "text": url}]
    return plain(url)
