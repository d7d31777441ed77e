"""An activity as somebody wrote it down: in a form, a sentence, the workspace file, or a file of another calendar."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.calendar.recurrence import Rule
from bot.calendar.when import When
from storage.recurring import Exceptional

KINDS: Final = ("event", "news", "campaign", "report", "deadline")
STATUSES: Final = ("tentative", "confirmed", "cancelled")  # RFC 5545, 3.8.1.11


@dataclass(frozen=True, slots=True)
class ActivityDraft:
    """`channel_id` is the group's, None for everyone; `country` is ISO 3166-1 alpha-2, `language` ISO 639-1.

    `fields` are names, which the directory's vocabulary knows or learns when they are saved.
    """

    kind: str
    title: str
    channel_id: str | None
    country: str | None
    place: str | None
    venue: str | None
    link: str | None
    status: str
    when: When
    uid: str | None = None
    summary: str | None = None
    organiser: str | None = None
    language: str | None = None
    is_public: bool | None = False  # None: as it is, which of a new one is no
    fields: tuple[str, ...] = ()
    rule: Rule | None = None
    exceptions: tuple[
        Exceptional, ...
    ] = ()  # occurrences that are not as the rule has them; further ones that are known stay

    save_the_date: date | None = None  # when it is first announced, as a date to save

    @property
    def identity(self) -> str:
        """The uid given, or one made of kind, title and channel, so that a new date changes the activity that was there."""
        if self.uid:
            return self.uid
        title = " ".join(self.title.casefold().split())
        parts = "\x1f".join((self.kind, title, self.channel_id or ""))
        return hashlib.sha256(parts.encode()).hexdigest()[:32]
