"""What was entered into the form, read: an activity, or an error for every field that is wrong. Pure."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, TypeVar

from bot.calendar.draft import KINDS, ActivityDraft
from bot.calendar.planning import errors, form, places, repeats
from bot.calendar.planning.dates import Written, when_of
from bot.calendar.planning.form import Context
from bot.calendar.reading.places import is_open
from bot.calendar.reading.sentence import Sentence
from bot.calendar.recurrence import Rule
from bot.calendar.when import TO_BE_CONFIRMED, When
from bot.directory.profile.errors import FieldTooLong, NoAddress, NotOnTheList, TooLong, TooMany
from bot.directory.profile.rules import LONGEST_FIELD, Choice, once, one_line, website
from bot.directory.words import countries, languages
from bot.errors import FieldErrors, Refusal

NONE: Final = "none"  # the choice that empties a menu (`bot.directory.profile.choices`)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entered:
    """An activity as it was entered. The fields that it is about are in `fields`: chosen, and not yet looked up."""

    draft: ActivityDraft
    fields: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """What reading depends on: who reads words (`read`), the form's context, and the zone where nothing says another: of hours their
    writer's (`zone`), of whole days the workspace's (`zone_of_days`)."""

    read: Callable[[str], Sentence]
    zone: str
    zone_of_days: str
    context: Context


def entered_of(entered: Mapping[str, Any], sight: Sight) -> Entered:
    """The activity in what was entered, by block id. Raises FieldErrors for everything that is wrong with it."""
    reading = _Reading(entered)
    kind = reading.one(form.KIND, frozenset(KINDS)) or "event"
    title = reading.line(form.TITLE, form.LONGEST_TITLE)
    if not title:
        reading.wrong.setdefault(form.TITLE, errors.NoTitle())
    place, venue = _where(reading)
    country = reading.one(form.COUNTRY, countries.codes())
    zone = reading.one(form.ZONE, places.known()) or places.zone_of(place, country)
    when, rule = _dates(reading, zone or sight.zone, sight)
    if when is not None and when.starts_at is None and zone is None:
        when = replace(when, timezone=sight.zone_of_days)
    link = website(reading.line(form.LINK, form.LONGEST_LINK))
    if link is None:
        reading.wrong.setdefault(form.LINK, NoAddress())
    options = reading.several(form.OPTIONS)
    whom = reading.text(form.WHOM)
    if not whom:
        # Rather asked once more than told to everyone.
        reading.wrong.setdefault(form.WHOM, NotOnTheList())
    organiser = reading.line(form.ORGANISER, form.LONGEST_NAME)
    language = reading.one(form.LANGUAGE, languages.codes())
    summary = reading.paragraph(form.SUMMARY, form.LONGEST_SUMMARY)
    fields = reading.fields()
    if reading.wrong or when is None:
        raise FieldErrors(reading.wrong)
    draft = ActivityDraft(
        kind=kind,
        title=title,
        channel_id=None if whom == form.EVERYONE else whom,
        country=country,
        place=place or None,
        venue=venue or None,
        link=link or None,
        status=_status(options),
        when=when,
        summary=summary or None,
        organiser=organiser or None,
        language=language,
        # Group activities are never shown to the world.
        is_public=form.PUBLIC in options and whom == form.EVERYONE,
        rule=rule,
    )
    return Entered(draft, fields)


def occurrence_of(entered: Mapping[str, Any], sight: Sight, by_rule: When) -> dict[str, Any]:
    """What one occurrence is like, as it was entered: columns of `storage.recurring.exceptions`. Raises FieldErrors."""
    reading = _Reading(entered)
    zone = by_rule.timezone
    written = Written(
        reading.text(form.DAY),
        "",
        reading.text(form.END),
        reading.text(form.STARTS),
        reading.text(form.ENDS),
        zone,
    )
    when = reading.trying(lambda: when_of(written, sight.read))
    place, venue = _where(reading)
    if reading.wrong or when is None:
        raise FieldErrors(reading.wrong)
    return {
        "status": _status(reading.several(form.OPTIONS)),
        "starts_on": when.starts_on,
        "ends_on": when.ends_on,
        "starts_at": when.starts_at,
        "ends_at": when.ends_at,
        "place": place or None,
        "venue": venue or None,
    }


def _where(reading: "_Reading") -> tuple[str, str]:
    """Place and venue. Whichever is to be confirmed, in whatever words, is written down as a venue that is TBC: in all languages."""
    place = reading.line(form.PLACE, form.LONGEST_PLACE)
    venue = reading.line(form.VENUE, form.LONGEST_PLACE)
    if is_open(venue) or (is_open(place) and not venue):
        venue = TO_BE_CONFIRMED
    return "" if is_open(place) else place, venue


def _dates(reading: "_Reading", zone: str, sight: Sight) -> tuple[When | None, Rule | None]:
    context = sight.context
    words = reading.line(form.WHEN, form.LONGEST_WHEN)
    written = Written(
        reading.text(form.DAY),
        words,
        reading.text(form.END),
        reading.text(form.STARTS),
        reading.text(form.ENDS),
        zone,
    )
    kept = kept_when(context) if words and words == context.said else None
    when = reading.trying(lambda: when_of(written, sight.read, kept))
    if when is None:
        return None, None
    choice, until = reading.text(form.REPEATS), reading.text(form.UNTIL)
    found = reading.trying(lambda: repeats.repeating(choice, until, when, context.rule))
    return (None, None) if found is None else (found[1], found[0])


def kept_when(context: Context) -> When | None:
    """The date that stood in words when the form was opened."""
    if context.when is None:
        return None
    precision, first, last, zone = context.when
    days = [date.fromisoformat(day) if day else None for day in (first, last)]
    return When(precision, days[0], days[1], None, None, zone)  # type: ignore[arg-type]


def _status(options: Collection[str]) -> str:
    if form.CANCELLED in options:
        return "cancelled"
    return "tentative" if form.TENTATIVE in options else "confirmed"


class _Reading:
    """Reads one field after the other, and remembers what is `wrong`, by block id."""

    def __init__(self, entered: Mapping[str, Any]) -> None:
        self._entered = entered
        self.wrong: dict[str, Refusal] = {}

    def trying(self, step: Callable[[], T]) -> T | None:
        try:
            return step()
        except FieldErrors as errors_:
            for block_id, refusal in errors_.fields.items():
                self.wrong.setdefault(block_id, refusal)
            return None

    def text(self, block_id: str) -> str:
        value = self._entered.get(block_id)
        return value if isinstance(value, str) and value != NONE else ""

    def several(self, block_id: str) -> tuple[str, ...]:
        value = self._entered.get(block_id)
        return once(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()

    def line(self, block_id: str, limit: int) -> str:
        return self._within(block_id, one_line(self.text(block_id)), limit)

    def paragraph(self, block_id: str, limit: int) -> str:
        lines = (one_line(line) for line in self.text(block_id).splitlines())
        return self._within(block_id, "\n".join(lines).strip(), limit)

    def _within(self, block_id: str, text: str, limit: int) -> str:
        if len(text) > limit:
            self.wrong[block_id] = TooLong(len(text), limit)
        return text

    def one(self, block_id: str, known: Collection[str]) -> str | None:
        value = self.text(block_id)
        if value and value not in known:
            self.wrong[block_id] = NotOnTheList()
        return value or None

    def fields(self) -> tuple[Choice, ...]:
        values = self.several(form.FIELDS)
        choices = once(choice for choice in map(Choice.of, values) if choice)
        too_long = next((c.name for c in choices if len(c.name) > LONGEST_FIELD), None)
        if any(Choice.of(value) is None for value in values):
            self.wrong[form.FIELDS] = NotOnTheList()
        elif too_long:
            self.wrong[form.FIELDS] = FieldTooLong(too_long)
        elif len(choices) > form.MOST_FIELDS:
            self.wrong[form.FIELDS] = TooMany(len(choices), form.MOST_FIELDS)
        return choices
