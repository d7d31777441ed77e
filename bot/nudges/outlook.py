"""What the coming looks at a channel will find if nobody writes there any more, and when. Pure: facts in, moments out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.hours import next_at
from bot.i18n import zone
from bot.nudges import rhythm, rules, silence
from storage.calendar import Activity
from storage.channels import Channel
from storage.pulse import MemberDay, Post
from storage.rhythms import Rhythm
from storage.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Outlook:
    """A channel as it is known. `look_at`: when it is looked at next; `days`: what was written there in the last year."""

    channel: Channel
    known: Rhythm
    workspace: Workspace
    look_at: datetime
    days: Sequence[MemberDay]

    @property
    def here(self) -> ZoneInfo:
        return zone(self.workspace.timezone)

    def look_from(self, moment: datetime) -> datetime:
        """The first look from a moment on."""
        if moment <= self.look_at:
            return self.look_at
        return next_at(moment - timedelta.resolution, rules.NIGHTLY_AT, self.here)

    def silent_from(self) -> datetime | None:
        """When it is silent for too long, by what the next look learns. None: that has been dealt with."""
        if self.channel.nudge_due_at is None:
            return None
        learned = rhythm.learn((day.day for day in self.days if day.posts), self._day(self.look_at))
        known = replace(
            self.known,
            usual_days=learned.usual_days,
            weekdays=learned.weekdays,
            pauses=[(first.isoformat(), last.isoformat()) for first, last in learned.pauses],
        )
        due = silence.due(self.channel, known, self.workspace, self.look_at)
        return max(due, min(self.look_at, self.channel.nudge_due_at))

    def unanswered_from(self, question: Post) -> datetime | None:
        """When a question is one that nobody answered. None: by then it is too old to be brought up."""
        moment = max(question.at + rules.NO_ANSWER_FOR, self.look_at)
        return moment if question.at > moment - rules.NOT_OLDER_THAN else None

    def lone_voice_from(self, last_told: datetime | None) -> tuple[str, datetime] | None:
        """Whose voice will be the only one, and when that is noticed."""
        began = silence.known_since(self.days, self.channel, self._day(self.look_at), self.here)
        first = self._day(self.look_at) - rules.VOICE_FOR
        posts = [(day.day, day.member_id, day.posts) for day in self.days if day.day >= first]
        look = self.look_from(last_told + rules.VOICE_AGAIN) if last_told else self.look_at
        for _night in range(rules.VOICE_FOR.days + 2):
            if voice := rules.one_voice(posts, self._day(look), began):
                return voice[0], look
            look = self.look_from(look + timedelta.resolution)
        return None

    def not_mentioned_from(self, activity: Activity, announced_at: datetime | None) -> datetime | None:
        """When it is noticed that nobody mentions an activity. None: never."""
        if activity.begins is None:
            return None
        near = max(activity.begins - rules.NEAR, announced_at or activity.begins - rules.NEAR)
        look = self.look_from(near + rules.NOT_MENTIONED_FOR)
        last = self.channel.last_post_at
        return look if rules.not_mentioned(activity.begins, announced_at, last, look) else None

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.here).date()
