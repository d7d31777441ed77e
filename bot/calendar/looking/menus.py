"""What stands around the list: what it is narrowed to, what waits for a decision, and the menus that open and narrow. Pure."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from bot import blocks as b
from bot.blocks import Block, clip
from bot.calendar import wording
from bot.calendar.agenda import Agenda
from bot.calendar.looking import naming
from bot.calendar.looking.place import LONGEST, MINE, MOST_PARTS, START, Part, Place
from bot.i18n import Markup, Words, escape, mention
from storage.calendar import Activity
from storage.looking import Proposed

OPEN_ONE: Final = "calendar.detail"  # the menu, and the buttons of what waits
NARROW: Final = "calendar.narrow"
ONLY_MINE: Final = "calendar.mine"
WIDEN: Final = "calendar.widen"
EVERYTHING: Final = "calendar.everything"
WITHOUT: Final = tuple(f"calendar.without.{n}" for n in range(MOST_PARTS))
# All that show another page, or the list otherwise narrowed, in the place of what is there.
TURNS: Final = (NARROW, ONLY_MINE, WIDEN, EVERYTHING, *WITHOUT)

WAITING: Final = 3  # of what waits for a decision; the rest is counted, and in the menu
MOST_OPTIONS: Final = 100  # of a menu, and of a group of its options
LABEL: Final = 75  # characters of an option


def chips(page: Agenda) -> list[Block]:
    """What the list is narrowed to: a press takes it away."""
    _, place = page.words, page.place
    shown = [
        _chip(naming.part(part, page.groups, _), action_id, place.without(part).written(), _)
        for part, action_id in zip(place.parts, WITHOUT, strict=False)
    ]
    if len(shown) > 1:
        shown.append(b.button(_("Show everything"), EVERYTHING, value=START.written()))
    return [b.actions(*shown)] if shown else []


def _chip(text: Markup, action_id: str, rest: str, _: Words) -> Block:
    return b.button(f"✕ {text}", action_id, value=rest, label=_("Remove {part}", part=text))


def waiting(page: Agenda) -> list[Block]:
    """What the reader has proposed, or is to decide about, each with a button. On the first page."""
    _ = page.words
    if not page.waiting or page.page > 1:
        return []
    blocks = [b.section(Markup(f"*{_('Waiting for a decision')}*"))]
    for each in page.waiting[:WAITING]:
        title = wording.title(each.activity)
        opener = b.button(
            _("Open"), OPEN_ONE, value=reference(each.activity), label=_("Open {title}", title=title)
        )
        blocks.append(
            b.section(_proposed(each, page), accessory=opener, block_id=f"waiting {each.activity.id}")
        )
    beyond = len(page.waiting) - WAITING
    if beyond > 0:
        blocks.append(b.context(_.many("and {n} more", "and {n} more", beyond)))
    return blocks


def _proposed(each: Proposed, page: Agenda) -> Markup:
    _ = page.words
    dates = wording.dates_for_reader(each.activity, page.zone, page.today, _)
    is_mine = each.by == page.reader_id
    who = _("proposed by you") if is_mine else _("proposed by {who}", who=mention(each.by))
    return Markup(" · ".join((f"*{wording.title(each.activity)}*", dates, who)))


def opener(page: Agenda) -> list[Block]:
    """The menu that shows one activity whole."""
    _ = page.words
    ahead = _options(page.activities, page)
    proposed = _options([each.activity for each in page.waiting[:MOST_OPTIONS]], page)
    if not ahead and not proposed:
        return []
    if not proposed:
        return [_menu(OPEN_ONE, _("Open one…"), {"options": ahead})]
    groups = [(_("What is ahead"), ahead), (_("Waiting for a decision"), proposed)]
    return [_menu(OPEN_ONE, _("Open one…"), _grouped(groups))]


def _options(activities: Iterable[Activity], page: Agenda) -> list[Block]:
    """An option for each. Slack takes none twice."""
    options = (_option(each, page.zone, page.today, page.words) for each in activities)
    return list({option["value"]: option for option in options}.values())


# As for the lines of the list: those who share a language and a zone read the same.
@lru_cache(maxsize=2048)
def _option(activity: Activity, zone: ZoneInfo, today: date, _: Words) -> Block:
    """“Workshop · Wed 3 Apr”: of the same title there may be several dates."""
    dates = wording.short_date(activity, zone, today, _)
    title = clip(escape(" ".join(activity.title.split())), LABEL - 3 - len(dates))
    return b.option(f"{title} · {dates}", reference(activity))


def narrower(page: Agenda) -> list[Block]:
    """The menu of what the list can be narrowed to, with how many activities each leaves; and a button for what is one's own."""
    _, place = page.words, page.place
    offered = [(part, n, naming.part(part, page.groups, _)) for part, n in page.choices.items()]
    menus = _narrowing(place.turned(1), tuple(offered), _)
    if MINE in place.parts or not page.activities:
        return menus
    return [*menus, b.button(_("Only mine"), ONLY_MINE, value=place.with_part(MINE).written())]


@lru_cache(maxsize=256)
def _narrowing(place: Place, offered: tuple[tuple[Part, int, Markup], ...], _: Words) -> list[Block]:
    groups = []
    for what, label in (("kind", _("Kind")), ("group", _("Group")), ("country", _("Country"))):
        of_this = ((place.only(part).written(), n, name) for part, n, name in offered if part.what == what)
        options = [_choice(name, n, value) for value, n, name in of_this if len(value) <= LONGEST]
        groups.append((label, options[:MOST_OPTIONS]))
    grouped = _grouped(groups)
    return [_menu(NARROW, _("Show only…"), grouped)] if grouped["option_groups"] else []


def _choice(name: str, n: int, value: str) -> Block:
    count = f" ({n})"
    return b.option(f"{clip(name, LABEL - len(count))}{count}", value)


def _menu(action_id: str, placeholder: str, options: Block) -> Block:
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": b.plain(placeholder, 150),
        **options,
    }


def _grouped(groups: Iterable[tuple[str, list[Block]]]) -> Block:
    return {
        "option_groups": [
            {"label": b.plain(label, LABEL), "options": options} for label, options in groups if options
        ]
    }


def nothing(page: Agenda) -> list[Block]:
    """Where nothing fits: that, and one button to where something does."""
    _ = page.words
    if page.widening is None:
        return [b.section(_("Nothing is in the calendar at the moment."))]
    left_out = page.widening.left_out
    wider = (
        _("Show without {part} ({n})", part=naming.part(left_out[0], page.groups, _), n=page.widening.total)
        if left_out
        else _("Show everything ({n})", n=page.widening.total)
    )
    button = b.button(wider, WIDEN, value=page.widening.place.written(), style="primary")
    return [b.section(_("Nothing of this is ahead.")), b.actions(button)]


def reference(activity: Activity) -> str:
    """What a button or an option about an activity carries: `12`, or `12:2019-04-03` for one of its dates."""
    return str(activity.id) if activity.on is None else f"{activity.id}:{activity.on.isoformat()}"
