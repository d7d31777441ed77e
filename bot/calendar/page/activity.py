"""One activity on the public page: its title, when and where it is, what it is about. Days and hours are those of its own place."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.calendar import plain, wording
from bot.calendar.page.html import Html, element, join
from bot.i18n import Markup, Words
from storage.calendar import Activity
from storage.published import Entry

_LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)


def article(entry: Entry, today: date, _: Words, heading: str = "h3") -> Html:
    """All that is told of it. `heading` is the level that its title has on the page."""
    activity = entry.activity
    link = plain.link(activity)
    return element(
        "article",
        element(heading, title(entry, _), id=anchor(activity)),
        element("p", *_badges(activity, _), time(activity, today, _), class_="when"),
        _paragraph("where", plain.place(activity, _)),
        *(_paragraph("summary", part, lang=_lang(entry, _)) for part in (entry.summary or "").split("\n")),
        _paragraph("organiser", _organiser(entry, _)),
        element("p", _more(link, activity, _)) if link else None,
        class_="cancelled" if activity.status == "cancelled" else None,
    )


def anchor(activity: Activity) -> str:
    return f"a{activity.id}" if activity.on is None else f"a{activity.id}-{activity.on.isoformat()}"


def title(entry: Entry, _: Words) -> Html:
    return element("span", plain.one_line(entry.activity.title), lang=_lang(entry, _))


def _lang(entry: Entry, _: Words) -> str | None:
    """In which language it is written, where that is another than the page's."""
    given = entry.language
    return given if given and given != _.language and _LANGUAGE.fullmatch(given) else None


def _paragraph(name: str, text: str, lang: str | None = None) -> Html | None:
    return element("p", text, class_=name, lang=lang) if text.strip() else None


def _organiser(entry: Entry, _: Words) -> str:
    if not entry.organiser:
        return ""
    return _("Organised by {organiser}.", organiser=Markup(plain.one_line(entry.organiser)))


def _more(link: str, activity: Activity, _: Words) -> Html:
    # What every link says would be the same: a screen reader, which lists them by themselves, is told of what.
    named = element("span", ": ", plain.one_line(activity.title), class_="unseen")
    return element(
        "a", _("More about it"), named, href=link, rel="noopener noreferrer external", target="_top"
    )


def _badges(activity: Activity, _: Words) -> list[Html]:
    texts = [(plain.kind(activity, _), "kind")]
    if activity.status == "cancelled":
        texts.append((_("Cancelled"), "off"))
    elif activity.status == "tentative":
        texts.append((_("Not certain yet"), "unsure"))
    return [join(element("span", text, class_=f"badge {name}"), " ") for text, name in texts]


def time(activity: Activity, today: date, _: Words) -> Html:
    """When it is, in words, and for programs in the attribute that HTML has for it."""
    first = activity.starts_on
    if first is None:
        return join(wording.dates_without_hours(activity, today, _))
    if activity.precision == "day" and activity.starts_at is not None and activity.begins is not None:
        written = f"{activity.begins.astimezone(UTC):%Y-%m-%dT%H:%MZ}"
        return element("time", _with_hours(activity, today, _), datetime=written)
    exact = {"day": first.isoformat(), "month": f"{first:%Y-%m}", "year": f"{first:%Y}"}
    text = wording.dates_without_hours(activity, today, _)
    if activity.precision not in exact:
        return join(text)
    return element("time", text, datetime=exact[activity.precision])


def hour(activity: Activity, _: Words) -> str:
    """The hour at which it begins at its place; empty if it lasts all day."""
    if activity.precision != "day" or activity.starts_at is None or activity.begins is None:
        return ""
    return _.hour(activity.begins.astimezone(ZoneInfo(activity.timezone)))


def _with_hours(activity: Activity, today: date, _: Words) -> str:
    zone = ZoneInfo(activity.timezone)
    start = _there(activity.begins, zone)
    text = _moment(start, today, _)
    if activity.ends_at is not None:
        end = _there(activity.finishes, zone)
        last = _.hour(end) if end.date() == start.date() else _moment(end, today, _)
        text = _("{first} to {last}", first=text, last=last)
    elif activity.ends_on and activity.ends_on != activity.starts_on:
        last = _.day(activity.ends_on, year=activity.ends_on.year != today.year)
        text = _("{first} to {last}", first=text, last=last)
    return _("{dates} (time in {city})", dates=text, city=Markup(_.city(activity.timezone)))


def _there(moment: datetime | None, zone: ZoneInfo) -> datetime:
    assert moment is not None  # noqa: S101 - what has an hour has both instants
    return moment.astimezone(zone)


def _moment(moment: datetime, today: date, _: Words) -> Markup:
    day = _.day(moment.date(), year=moment.year != today.year)
    return _("{day}, {time}", day=day, time=_.hour(moment))
