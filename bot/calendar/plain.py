"""An activity in plain words, without any markup: for calendar apps and web pages. Whoever shows them escapes them as is fit there."""

from typing import Final
from urllib.parse import quote, urlsplit

from bot.calendar.when import TO_BE_CONFIRMED
from bot.i18n import Markup, Words, words
from storage.calendar import Activity

LONGEST_LINK: Final = 2000  # characters
_OF_ADDRESSES: Final = "%:/?#[]@!$&'()*+,;=~"  # what an address may have as it is (RFC 3986, 2)


def kind(activity: Activity, _: Words) -> Markup:
    match activity.kind:
        case "deadline":
            return _("Deadline")
        case "report":
            return _("Report")
        case "campaign":
            return _("Campaign")
        case "news":
            return _("News")
        case _event:
            return _("Event")


def one_line(text: str) -> str:
    return " ".join(text.split())


def place(activity: Activity, _: Words) -> str:
    """“Palais des Nations, Geneva, Switzerland”, with what is yet to be confirmed; empty if nothing is known."""
    is_open = (activity.venue or "").strip().upper() == TO_BE_CONFIRMED
    is_citys = activity.place == words("en").city(activity.timezone)
    town = _.city(activity.timezone) if is_citys else activity.place
    country = _.locale.territories.get(activity.country, activity.country) if activity.country else None
    known = [one_line(name) for name in (None if is_open else activity.venue, town, country) if name]
    where = Markup(", ".join(dict.fromkeys(known)))
    if not is_open:
        return where
    return _("{place} (venue to be confirmed)", place=where) if where else _("venue to be confirmed")


def link(activity: Activity) -> str | None:
    """The activity's address, with nothing in it that an address can't have. None if it is no address of the web."""
    url = "".join((activity.link or "").split())
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc or len(url) > LONGEST_LINK:
        return None
    return quote(url, safe=_OF_ADDRESSES)
