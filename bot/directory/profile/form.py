"""The profile's form: what was entered becomes a draft, or an error for every field that is wrong."""

from collections.abc import Mapping
from typing import Any, Final

from bot.directory.profile import rules
from bot.directory.profile.errors import (
    FieldTooLong,
    NameTooLong,
    NoAddress,
    NothingToShow,
    NotOnTheList,
    TooLong,
    TooMany,
)
from bot.directory.profile.rules import Choice, Draft, WhoMaySee, once, one_line
from bot.directory.words import countries, languages
from bot.directory.words.sectors import SECTORS
from bot.errors import FieldErrors, Refusal

# Block ids of the form, which field errors come back to. An element's action id is `profile.` and the block's.
ROLE: Final = "role"
ORGANISATION: Final = "organisation"
SECTOR: Final = "sector"
COUNTRY: Final = "country"
WORKS_IN: Final = "works_in"
FIELDS: Final = "fields"
LANGUAGES: Final = "languages"
OFFERS: Final = "offers"
SEEKS: Final = "seeks"
WEBSITE: Final = "website"
REACH: Final = "reach"
LISTED: Final = "listed"
INTRODUCTIONS: Final = "introductions"

NONE: Final = "none"  # the choice that empties a menu: Slack has no other way
YES: Final = "yes"


def draft_of(entered: Mapping[str, Any]) -> Draft:
    """The draft in what was entered, by block id. Raises FieldErrors for everything that is wrong with it.

    Who may see it stays as it is if nothing was chosen.
    """
    reading = _Reading(entered)
    draft = Draft(
        role=reading.line(ROLE, rules.LONGEST_LINE),
        organisation=reading.organisation(),
        sector=reading.code(SECTOR, frozenset(SECTORS)),
        country=reading.code(COUNTRY, countries.codes()),
        works_in=reading.codes(WORKS_IN, countries.codes(), rules.MOST_COUNTRIES),
        fields=reading.fields(),
        languages=reading.codes(LANGUAGES, languages.codes(), rules.MOST_LANGUAGES),
        offers=reading.line(OFFERS, rules.LONGEST_SENTENCE),
        seeks=reading.line(SEEKS, rules.LONGEST_SENTENCE),
        website=reading.website(),
        who=reading.who(),
        is_listed=YES in reading.several(LISTED),
        may_introduce=YES in reading.several(INTRODUCTIONS),
    )
    if draft.is_listed and draft.is_empty and not reading.wrong:
        reading.wrong[LISTED] = NothingToShow()
    if reading.wrong:
        raise FieldErrors(reading.wrong)
    return draft


class _Reading:
    """Reads one field after the other, and remembers what is `wrong`, by block id."""

    def __init__(self, entered: Mapping[str, Any]) -> None:
        self._entered = entered
        self.wrong: dict[str, Refusal] = {}

    def text(self, block_id: str) -> str:
        value = self._entered.get(block_id)
        return value if isinstance(value, str) else ""

    def choice(self, block_id: str) -> str:
        """What was chosen in a menu."""
        value = self.text(block_id)
        return "" if value == NONE else value

    def several(self, block_id: str) -> tuple[str, ...]:
        value = self._entered.get(block_id)
        return once(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()

    def line(self, block_id: str, limit: int) -> str:
        text = one_line(self.text(block_id))
        if len(text) > limit:
            self.wrong[block_id] = TooLong(len(text), limit)
        return text

    def website(self) -> str:
        address = rules.website(self.line(WEBSITE, rules.LONGEST_SENTENCE))
        if address is None:
            self.wrong.setdefault(WEBSITE, NoAddress())
        elif len(address) > rules.LONGEST_SENTENCE:  # with the https:// that nobody typed
            self.wrong.setdefault(WEBSITE, TooLong(len(address), rules.LONGEST_SENTENCE))
        return address or ""

    def code(self, block_id: str, known: frozenset[str]) -> str | None:
        value = self.choice(block_id)
        if value and value not in known:
            self.wrong[block_id] = NotOnTheList()
        return value or None

    def codes(self, block_id: str, known: frozenset[str], most: int) -> tuple[str, ...]:
        values = self.several(block_id)
        if not known.issuperset(values):
            self.wrong[block_id] = NotOnTheList()
        elif len(values) > most:
            self.wrong[block_id] = TooMany(len(values), most)
        return values

    def organisation(self) -> Choice | None:
        value = self.choice(ORGANISATION)
        choice = Choice.of(value)
        if value and choice is None:
            self.wrong[ORGANISATION] = NotOnTheList()
        elif choice and len(choice.name) > rules.LONGEST_LINE:
            self.wrong[ORGANISATION] = NameTooLong()
        return choice

    def fields(self) -> tuple[Choice, ...]:
        values = self.several(FIELDS)
        choices = once(choice for choice in map(Choice.of, values) if choice)
        too_long = next((c.name for c in choices if len(c.name) > rules.LONGEST_FIELD), None)
        if any(Choice.of(value) is None for value in values):
            self.wrong[FIELDS] = NotOnTheList()
        elif too_long:
            self.wrong[FIELDS] = FieldTooLong(too_long)
        elif len(choices) > rules.MOST_FIELDS:
            self.wrong[FIELDS] = TooMany(len(choices), rules.MOST_FIELDS)
        return choices

    def who(self) -> WhoMaySee:
        match self.text(REACH) or "parts":
            case "everyone":
                return "everyone"
            case "groups":
                return "groups"
            case "parts":
                return "parts"
        self.wrong[REACH] = NotOnTheList()
        return "parts"
