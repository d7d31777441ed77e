"""What a post says of one activity, as it was when it was posted or with what has changed since marked. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.calendar import posts, wording
from bot.calendar.looking import naming
from bot.calendar.telling.rules import is_one_to_save
from bot.i18n import Markup, Words
from storage.calendar import Activity


@dataclass(frozen=True, slots=True)
class Named:
    """An activity in a post: why it is there (`part`), as it was `said`, and as it is `now`; None if it is this channel's no more."""

    part: str
    said: Activity
    now: Activity | None

    @property
    def is_called_off(self) -> bool:
        return self.now is not None and self.now.status == "cancelled" != self.said.status

    @property
    def is_on_again(self) -> bool:
        return self.now is not None and self.now.status != "cancelled" == self.said.status


@dataclass(frozen=True, slots=True)
class Sight:
    """How a post was written: in the workspace's zone and language, at a moment from which “tomorrow” is meant."""

    zone: ZoneInfo
    posted_at: datetime
    words: Words


def is_as_said(named: Named, sight: Sight) -> bool:
    """Whether what is seen of it in the post is still true."""
    now = named.now
    return now is named.said or (  # as in all that is posted for the first time
        now is not None
        and now.status == named.said.status
        and _seen(named, now, sight) == _seen(named, named.said, sight)
    )


def headline(named: Named, sight: Sight) -> Markup:
    """The sentence that a post says of it: why it is there, or what has become of it since."""
    _ = sight.words
    if is_as_said(named, sight):
        return _said(named, sight)
    if named.now is None:
        return _("*Changed:* {title} is no longer announced here.", title=struck(wording.title(named.said)))
    if named.is_called_off:
        return _("*Cancelled:* {title}", title=struck(_title(named)))
    if named.is_on_again:
        return _("*Changed:* *{title}* takes place after all.", title=_title(named))
    return _("*Changed:* {title}", title=_changed_title(named))


def details(named: Named, sight: Sight) -> Markup:
    """The line below it."""
    if named.now is None or named.is_called_off:
        # Without its link, which is the last: nobody is to follow it.
        return struck(wording.joined(_parts(named, named.now or named.said, sight)[:-1]))
    before, after = (_parts(named, each, sight) for each in (named.said, named.now))
    return wording.joined(_difference(before, after))


# A round-up looks first how many of its lines fit, and then has them again.
@lru_cache(maxsize=64)
def line(named: Named, sight: Sight) -> Markup:
    """The same as one line of a list."""
    _ = sight.words
    if is_as_said(named, sight):
        return wording.line(
            named.said, _dates(named.said, sight), _, _every(named, named.said, _) or Markup("")
        )
    below = details(named, sight)
    if named.now is not None and not named.is_called_off:
        above = _("*Changed:* {title}", title=_changed_title(named))
    else:
        above = headline(named, sight)
    return Markup("•  " + wording.joined((above, below)))


def plain(named: Named, sight: Sight) -> Markup:
    """The headline for notifications and screen readers, which know no marks: what was struck out is left out."""
    _ = sight.words
    if is_as_said(named, sight) or named.is_on_again:
        return Markup(headline(named, sight).replace("*", ""))
    title = _title(named)
    if named.is_called_off:
        return _("Cancelled: {title}", title=title)
    return _("Changed: {title}", title=title)


def struck(text: str) -> Markup:
    """Text that is crossed out: https://docs.slack.dev/messaging/formatting-message-text."""
    bare = text.replace("~", "").replace("*", "").strip()
    return Markup(f"~{bare}~" if bare else "")


def _said(named: Named, sight: Sight) -> Markup:
    _, activity = sight.words, named.said
    title = wording.title(activity)
    match named.part:
        case "save":
            return _("Save the date: *{title}*", title=title)
        case "new" if is_one_to_save(activity, sight.posted_at):
            return _("Save the date: *{title}*", title=title)
        case "new" if activity.starts_on is None:
            return _("New in the calendar: *{title}*. The date is to be confirmed.", title=title)
        case "new":
            return _("New in the calendar: *{title}*", title=title)
        case "dated":
            return _("The date is set: *{title}*", title=title)
        case "cancelled":
            return _("Cancelled: *{title}*", title=title)
        case "restored":
            return _("*{title}* takes place after all.", title=title)
        case _reminder_or_out:
            return posts.headline(activity, sight.zone, sight.posted_at, _)


def _title(named: Named) -> Markup:
    return wording.title(named.said if named.now is None else named.now)


def _changed_title(named: Named) -> Markup:
    before, after = wording.title(named.said), _title(named)
    bold = Markup(f"*{after}*")
    return bold if before == after else Markup(f"{struck(before)} {bold}")


def _seen(named: Named, activity: Activity, sight: Sight) -> tuple[object, ...]:
    return (wording.title(activity), *_parts(named, activity, sight))


def _dates(activity: Activity, sight: Sight) -> Markup:
    return wording.dates_for_channel(activity, sight.zone, sight.posted_at, sight.words)


def _parts(named: Named, activity: Activity, sight: Sight) -> Sequence[Markup | None]:
    _ = sight.words
    return wording.parts(activity, _dates(activity, sight), _, _every(named, activity, _))


def _every(named: Named, activity: Activity, _: Words) -> Markup | None:
    """How often it repeats, where a post has only its next date. A reminder is of one date."""
    return None if named.part == "reminder" else naming.every(activity, _)


def _difference(before: Sequence[Markup | None], after: Sequence[Markup | None]) -> list[Markup | None]:
    """Part by part: as it was, or the old one crossed out and the new one. Of a link only the new one."""
    found: list[Markup | None] = []
    for old, new in zip(before, after, strict=True):
        is_link = bool(old and old.startswith("<http"))
        if old == new or old is None or is_link:
            found.append(new)
        else:
            found.append(Markup(" ".join(part for part in (struck(old), new) if part)))
    return found
