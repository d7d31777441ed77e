"""Reads a sentence: “GCG meeting 3 April 14:00 Geneva”. It never raises, and what it can't read stays in the title.

Order matters: what is surer is read first, and taken out, so that the rest can be read in peace. “week of 4 March” before 4 March, days
before hours (“March 12-14”), hours before zones, dates before places.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.calendar.reading.assembling import assemble
from bot.calendar.reading.days import read_days
from bot.calendar.reading.hours import read_hours
from bot.calendar.reading.kinds import read_kind
from bot.calendar.reading.mentions import read_group, read_mentions
from bot.calendar.reading.near import read_near_day
from bot.calendar.reading.places import read_open_place, read_where
from bot.calendar.reading.reader import Reader
from bot.calendar.reading.repeats import read_adverb, read_repeats
from bot.calendar.reading.text import Text
from bot.calendar.reading.title import title_of
from bot.calendar.reading.undated import read_undated
from bot.calendar.reading.wide import read_week_of_day, read_wide
from bot.calendar.reading.zones import read_zone
from bot.calendar.recurrence import Rule
from bot.calendar.when import When

OPEN_PLACE = "TBC"


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a sentence says; None where it doesn't. `title` is what else it says, and may be empty.

    `place` is “TBC” where it is said to be open. `problem` is what is wrong with a date that was meant: no_such_day (31 February),
    no_such_hour, end_before_start, wrong_weekday, skipped_hour, repeated_hour, never_occurs. Then `when` is what could be kept of it: the
    day without its end, the hour as it was typed. `is_tentative`: a date is given, and said to be uncertain.
    """

    title: str
    kind: str | None
    when: When | None
    place: str | None
    country: str | None
    channel_id: str | None
    rule: Rule | None
    link: str | None
    problem: str | None
    is_tentative: bool = False


def warm_up() -> None:
    """Builds what every sentence needs: two tenths of a second, once a process. Call it in a thread."""
    read("warm up", today=date(2019, 4, 3), timezone="UTC", language="en", groups={})


def read(text: str, *, today: date, timezone: str, language: str, groups: Mapping[str, str]) -> Sentence:
    """Reads a sentence in English, French or Spanish.

    `today` and `timezone` (an IANA name) are the writer's; `language` is theirs too, and only settles what is a word in several. `groups`
    are channel ids by every name that a group goes by (its title, abbreviations); one that begins with # is a channel's, read with it only.
    """
    mentions = read_mentions(text)
    sentence, reader = Text(mentions.text), Reader(today, language)
    channel_id = mentions.channel_id or read_group(sentence, groups)
    is_place_open = read_open_place(sentence)
    rule = read_repeats(sentence, reader)
    is_undated = read_undated(sentence)
    dated = read_week_of_day(sentence, reader) or read_days(sentence, reader)
    hours = read_hours(sentence)
    dated = dated or read_near_day(sentence, reader) or read_wide(sentence, reader)
    zone = read_zone(sentence, reader, timezone)
    where = read_where(sentence, language)
    kind = read_kind(sentence, is_due=dated is not None and dated.is_due)
    if rule is None and kind in {None, "event"}:
        rule = read_adverb(sentence)
    when, rule, problem = assemble(
        dated, hours, rule, today=today, timezone=zone or where.timezone or timezone, is_undated=is_undated
    )
    return Sentence(
        title=title_of(sentence),
        kind=kind,
        when=when,
        place=OPEN_PLACE if is_place_open else where.place,
        country=where.country,
        channel_id=channel_id,
        rule=rule,
        link=mentions.link,
        problem=problem,
        is_tentative=is_undated and when is not None and when.starts_on is not None,
    )
