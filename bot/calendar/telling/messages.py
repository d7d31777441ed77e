"""The posts of the calendar whole: one activity, several that are gathered, and Monday's round-up. In the workspace's language. Pure.

The same functions write a post and rewrite it: what has not changed stays as it was, byte for byte.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Final

from bot import blocks as b
from bot.blocks import Block
from bot.calendar import wording
from bot.calendar.agenda import NEXT_WEEKS
from bot.calendar.interest.buttons import buttons
from bot.calendar.looking.menus import OPEN_ONE, reference
from bot.calendar.telling import lines
from bot.calendar.telling.lines import Named, Sight
from bot.i18n import Markup, Words

NAMED: Final = 20  # activities in one post; of reminders, what is beyond is counted
LISTED: Final = 12  # lines under one heading of the round-up
TITLES: Final = 400  # characters of titles in the text that notifications show

ROUND_UP: Final = "round_up"
THIS_WEEK, NEXT, TO_CONFIRM = "this_week", "next_weeks", "to_confirm"
PART: Final = wording.MESSAGE // 3  # characters of lines under one of its headings
_ASKED_OF: Final = frozenset({"save", "new", "dated", "restored", "reminder"})  # parts that ask who goes

Message = tuple[str, list[Block]]


def message(purpose: str, named: Sequence[Named], beyond: Mapping[str, int], sight: Sight) -> Message:
    """A post, as it is at first, or with what has changed since marked. `beyond`: by part, how many more are only counted."""
    if purpose == ROUND_UP:
        return _round_up(named, beyond, sight)
    if len(named) == 1:
        return _one(named[0], sight)
    # What was struck out and what stands in its place is more than there was at first: what finds no room any more is counted.
    first = named[: fitting(named, sight, wording.CHANGED)]
    return _gathered(first, sum(beyond.values()) + len(named) - len(first), sight)


def fitting(named: Sequence[Named], sight: Sight, limit: int = wording.MESSAGE) -> int:
    """How many of the first of these one post can name."""
    return wording.fitting((_section(each, sight) for each in named[:NAMED]), limit)


def digest(said: Message) -> str:
    """Tells whether two messages are the same."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _one(named: Named, sight: Sight) -> Message:
    _ = sight.words
    blocks = [b.section(_section(named, sight), accessory=_opener(named, _))]
    if named.now and named.part in _ASKED_OF and (answers := buttons(named.now, _)):
        blocks.append(b.actions(*answers))  # none where it is cancelled
    blocks.append(_footer(0, _))
    return lines.plain(named, sight), blocks


def _gathered(named: Sequence[Named], beyond: int, sight: Sight) -> Message:
    _ = sight.words
    if all(each.part == "reminder" for each in named):
        text = _.many("{n} date is coming up.", "{n} dates are coming up.", len(named) + beyond)
        title = _("Coming up")
    else:
        titles = _.listing([wording.title(each.said) for each in named])
        text = _("From the calendar: {titles}", titles=Markup(b.clip(titles, TITLES)))
        title = _("From the calendar")
    sections = [b.section(_section(each, sight), accessory=_opener(each, _)) for each in named]
    blocks = [b.header(title), *sections, _footer(beyond, _)]
    return text, blocks


def _opener(named: Named, _: Words) -> Block | None:
    """The button that shows it whole; none where it is this channel's no more."""
    if named.now is None:
        return None
    label = _("Open: {title}", title=wording.title(named.said))
    return b.button(_("Open"), OPEN_ONE, value=reference(named.said), label=label)


def _section(named: Named, sight: Sight) -> Markup:
    return Markup(f"{lines.headline(named, sight)}\n{lines.details(named, sight)}".rstrip("\n"))


def _footer(beyond: int, _: Words) -> Block:
    return b.context(*_more(beyond, _), _("Everything that is ahead: `/calendar`"))


def _round_up(named: Sequence[Named], beyond: Mapping[str, int], sight: Sight) -> Message:
    """What is on this week and in the weeks after, and what has no date yet: for one channel."""
    _ = sight.words
    headings = {
        THIS_WEEK: _("This week"),
        NEXT: _("The {n} weeks after", n=NEXT_WEEKS),
        TO_CONFIRM: _("Date to be confirmed"),
    }
    blocks, counts = [b.header(_("The weeks ahead"))], dict[str, int]()
    for part, heading in headings.items():
        every = [lines.line(each, sight) for each in named if each.part == part]
        found = every[: wording.fitting(every, wording.CHANGED // len(headings))]
        counts[part] = len(every) + beyond.get(part, 0)
        if found:
            more = _more(counts[part] - len(found), _)
            blocks += wording.in_sections([Markup(f"*{heading}*"), *found, *more])
    if not counts[THIS_WEEK]:
        blocks.insert(1, b.section(_("Nothing is planned for this week.")))
    blocks.append(b.context(_("Everything that is ahead, with times in your zone: `/calendar`")))
    this_week, next_weeks, to_confirm = counts.values()
    said = {
        THIS_WEEK: _.many("{n} activity this week", "{n} activities this week", this_week),
        NEXT: _.many("{n} in the weeks after", "{n} in the weeks after", next_weeks),
        TO_CONFIRM: _.many("{n} with a date to be confirmed", "{n} with a date to be confirmed", to_confirm),
    }
    listing = _.listing([said[part] for part, count in counts.items() if count])
    return _("The weeks ahead: {counts}.", counts=listing), blocks


def _more(beyond: int, _: Words) -> list[Markup]:
    return [_.many("and {n} more: `/calendar`", "and {n} more: `/calendar`", beyond)] if beyond > 0 else []
