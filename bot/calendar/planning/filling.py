"""What the form starts with: from a sentence, or from an activity that is changed. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from bot.blocks import Block, option
from bot.calendar import wording
from bot.calendar.planning import form, places, repeats
from bot.calendar.planning.facts import of_occurrence
from bot.calendar.planning.form import Context
from bot.calendar.reading.sentence import Sentence
from bot.calendar.recurrence import Rule
from bot.calendar.when import TO_BE_CONFIRMED, When
from bot.directory.words import countries, languages
from bot.i18n import Words
from storage.calendar import Activity
from storage.details import Details
from storage.recurring import Exceptional
from storage.vocabulary import Term

Given = dict[str, Block]


@dataclass(frozen=True, slots=True)
class Filled:
    """What the fields start with, and what the form carries along."""

    given: Mapping[str, Block]
    context: Context


def of_sentence(sentence: Sentence, typed: str, zone: str, today: date, _: Words) -> Filled:
    """From what a sentence says. Of a date that can't be stands there what is left of it, to be mended. `zone`: their writer's."""
    given: Given = _texts({form.TITLE: sentence.title, form.PLACE: sentence.place, form.LINK: sentence.link})
    given |= _choices({form.KIND: sentence.kind, form.WHOM: sentence.channel_id})
    context = Context()
    if sentence.when is not None:
        dates, context = _dates(sentence.when, sentence.rule, context, today, _)
        given |= dates
        if sentence.when.timezone == (places.zone_of(sentence.place or "", sentence.country) or zone):
            given.pop(form.ZONE, None)  # it follows from the place by itself
    elif sentence.problem is not None:
        given |= _texts({form.WHEN: rest(typed, sentence)})
    if sentence.is_tentative:
        given[form.OPTIONS] = _ticked(form.TENTATIVE, is_public=False)
    if sentence.country:
        given[form.COUNTRY] = _country(sentence.country, _)
    return Filled(given, replace(context, whole=_needs_more(given)))


def for_group(channel_id: str) -> Given:
    """That it is for a group."""
    return _choices({form.WHOM: channel_id})


def rest(typed: str, sentence: Sentence) -> str:
    """What was typed but for what was understood: the date that can't be."""
    understood = {*sentence.title.split(), *(sentence.place or "").split()}
    left = [word for word in typed.split() if word not in understood]
    return " ".join(left or typed.split())[: form.LONGEST_WHEN]


def of_activity(known: Details, fields: Iterable[Term], today: date, _: Words) -> Filled:
    """From an activity as it is now."""
    activity = known.activity
    given: Given = _texts(
        {
            form.TITLE: activity.title,
            form.PLACE: activity.place,
            form.VENUE: activity.venue,
            form.LINK: activity.link,
            form.ORGANISER: known.organiser,
            form.SUMMARY: known.summary,
        }
    )
    given |= _choices({form.KIND: activity.kind, form.WHOM: activity.channel_id or form.EVERYONE})
    context = Context(
        id=activity.id, version=activity.sequence, whole=True, cancelled=activity.status == "cancelled"
    )
    rule = Rule.parse(known.rrule) if known.rrule else None
    dates, context = _dates(_when(activity), rule, context, today, _)
    given |= dates
    if activity.country:
        given[form.COUNTRY] = _country(activity.country, _)
    if known.language:
        given[form.LANGUAGE] = {
            "initial_option": option(languages.name(known.language, _.language), known.language)
        }
    terms = [option(term.said(_.language), f"id:{term.id}") for term in fields]
    if terms:
        given[form.FIELDS] = {"initial_options": terms}
    given[form.OPTIONS] = _ticked(activity.status, is_public=known.is_public)
    return Filled(given, context)


def of_one(known: Details, by_rule: When, other: Exceptional, on: date) -> Filled:
    """From one occurrence as it is now."""
    now = of_occurrence(known, by_rule, other)
    when = When("day", now["starts_on"], now["ends_on"], now["starts_at"], now["ends_at"], by_rule.timezone)
    given = _texts({form.PLACE: now["place"], form.VENUE: now["venue"]}) | _day(when)
    given[form.OPTIONS] = _ticked(now["status"], is_public=False)
    context = Context(
        id=known.activity.id,
        on=on.isoformat(),
        version=known.activity.sequence,
        cancelled=now["status"] == "cancelled",
    )
    return Filled(given, context)


def _dates(when: When, rule: Rule | None, context: Context, today: date, _: Words) -> tuple[Given, Context]:
    given: Given = {form.ZONE: {"initial_option": option(_.city(when.timezone)[:75], when.timezone)}}
    if when.precision != "day":
        said = TO_BE_CONFIRMED
        if when.precision != "tbc":
            said = str(wording.dates_without_hours(cast(Activity, when), today, _))[: form.LONGEST_WHEN]
        first, last = (day.isoformat() if day else "" for day in (when.starts_on, when.ends_on))
        kept = (str(when.precision), first, last, when.timezone)
        return given | _texts({form.WHEN: said}), replace(context, said=said, when=kept)
    given |= _day(when)
    choice = repeats.choice_of(rule, when)
    if rule is not None:
        given |= _choices({form.REPEATS: choice})
        if rule.until is not None:
            given[form.UNTIL] = {"initial_date": rule.until.isoformat()}
        if choice == repeats.KEPT:
            context = replace(context, rule=str(rule), when=_kept(when))
    return given, context


def _kept(when: When) -> tuple[str, str, str, str]:
    return str(when.precision), str(when.starts_on), str(when.ends_on), when.timezone


def _day(when: When) -> Given:
    given: Given = {}
    if when.starts_on is not None:
        given[form.DAY] = {"initial_date": when.starts_on.isoformat()}
    if when.ends_on is not None and when.ends_on != when.starts_on:
        given[form.END] = {"initial_date": when.ends_on.isoformat()}
    for block_id, hour in ((form.STARTS, when.starts_at), (form.ENDS, when.ends_at)):
        if hour is not None:
            given[block_id] = {"initial_time": f"{hour:%H:%M}"}
    return given


def _ticked(status: str, *, is_public: bool) -> Block:
    ticked = [form.PUBLIC] if is_public else []
    if status in (form.TENTATIVE, form.CANCELLED):
        ticked.append(status)
    return {"initial_options": [{"value": value} for value in ticked]}


def _texts(texts: Mapping[str, Any]) -> Given:
    return {block_id: {"initial_value": str(text)} for block_id, text in texts.items() if text}


def _choices(values: Mapping[str, str | None]) -> Given:
    """Of menus whose choices the form knows by their value."""
    return {block_id: {"initial_option": {"value": value}} for block_id, value in values.items() if value}


def _country(code: str, _: Words) -> Block:
    return {"initial_option": option(countries.name(code, _.language), code)}


def _needs_more(given: Mapping[str, Block]) -> bool:
    """Whether something is filled in that the few fields don't show."""
    return bool(given.keys() - set(form.FEW))


def _when(activity: Activity) -> When:
    return When(
        cast(Any, activity.precision),
        activity.starts_on,
        activity.ends_on,
        activity.starts_at,
        activity.ends_at,
        activity.timezone,
    )
