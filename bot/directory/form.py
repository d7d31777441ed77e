"""The profile's form: what was entered becomes a draft, or an error for every field that is wrong."""

from collections.abc import Mapping
from typing import Any

from bot.directory import countries, languages
from bot.directory.errors import (
    FieldTooLong,
    NothingToShow,
    NotOnTheList,
    TooLong,
    TooManyFields,
    TooManyLanguages,
)
from bot.directory.rules import (
    LONGEST_FIELD,
    LONGEST_LINE,
    MOST_FIELDS,
    MOST_LANGUAGES,
    Draft,
    once,
    one_line,
    split_fields,
)
from bot.errors import FieldErrors, Refusal

# Block ids of the form, which field errors come back to.
ROLE, ORGANISATION, COUNTRY, FIELDS, LANGUAGES, LISTED = (
    "role",
    "organisation",
    "country",
    "fields",
    "languages",
    "listed",
)
NO_COUNTRY = "none"  # the choice that empties the country: a Slack menu can't be emptied otherwise
LISTED_YES = "yes"


def draft_of(entered: Mapping[str, Any]) -> Draft:
    """The draft in what was entered, by block id. Raises FieldErrors for everything that is wrong with it."""
    draft = Draft(
        role=one_line(_text(entered, ROLE)),
        organisation=one_line(_text(entered, ORGANISATION)),
        country=_country(_text(entered, COUNTRY)),
        fields=split_fields(_text(entered, FIELDS)),
        languages=once(entered.get(LANGUAGES) or ()),
        is_listed=LISTED_YES in (entered.get(LISTED) or ()),
    )
    wrong = {
        block_id: refusal
        for block_id, refusal in (
            (ROLE, _wrong_line(draft.role)),
            (ORGANISATION, _wrong_line(draft.organisation)),
            (COUNTRY, _wrong_country(draft.country)),
            (FIELDS, _wrong_fields(draft.fields)),
            (LANGUAGES, _wrong_languages(draft.languages)),
            (LISTED, NothingToShow() if draft.is_listed and draft.is_empty else None),
        )
        if refusal
    }
    if wrong:
        raise FieldErrors(wrong)
    return draft


def _text(entered: Mapping[str, Any], block_id: str) -> str:
    value = entered.get(block_id)
    return value if isinstance(value, str) else ""


def _country(value: str) -> str | None:
    return None if value in ("", NO_COUNTRY) else value


def _wrong_line(text: str) -> Refusal | None:
    return TooLong(len(text), LONGEST_LINE) if len(text) > LONGEST_LINE else None


def _wrong_country(code: str | None) -> Refusal | None:
    return None if code is None or code in countries.codes() else NotOnTheList()


def _wrong_fields(fields: tuple[str, ...]) -> Refusal | None:
    if len(fields) > MOST_FIELDS:
        return TooManyFields(len(fields))
    long = next((field for field in fields if len(field) > LONGEST_FIELD), None)
    return FieldTooLong(long) if long else None


def _wrong_languages(codes: tuple[str, ...]) -> Refusal | None:
    if len(codes) > MOST_LANGUAGES:
        return TooManyLanguages()
    return None if languages.codes().issuperset(codes) else NotOnTheList()
