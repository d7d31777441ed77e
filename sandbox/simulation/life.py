"""A day in the groups: who writes, asks, answers and reacts. Each day is planned when it begins."""

import math
import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from math import exp
from typing import Final

from sandbox.model import Channel
from sandbox.simulation.agenda import at_work, slot
from sandbox.simulation.cast import Group, Player
from sandbox.simulation.scene import Scene

ASKED: Final = 0.3  # of the posts
SAID: Final = {
    "en": ("Our report is out.", "Notes from yesterday's call.", "Thank you all for the good meeting."),
    "fr": ("Notre rapport est paru.", "Voici le compte rendu d'hier.", "Merci à toutes et à tous."),
    "es": ("Ya salió nuestro informe.", "Les comparto las notas de ayer.", "Gracias por la reunión."),
}
QUESTIONS: Final = {
    "en": ("Does anyone know a good guide on this?", "Who has worked with inspectors?"),
    "fr": ("Quelqu'un connaît-il un bon guide ?", "Qui a déjà travaillé avec l'inspection ?"),
    "es": ("¿Alguien conoce una buena guía?", "¿Quién ha trabajado con la inspección?"),
}
ANSWERS: Final = {
    "en": "Yes, we have, I will send it.",
    "fr": "Oui, je l'envoie.",
    "es": "Sí, lo envío.",
}
MARKS: Final = ("wave", "+1", "heart", "eyes")


class Life:
    """People among themselves; of Liaison they know nothing here."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._chance = random.Random(f"{scene.cast.seed}:life")
        self._begins = scene.now.date()

    async def day(self) -> None:
        """Plans this day, and the next one's planning."""
        scene, today = self._scene, self._scene.now.date()
        for channel_id, group in scene.cast.groups.items():
            for _ in range(_poisson(self._chance, self._rate(group, today))):
                self._plan_post(channel_id, group, today)
        if self._chance.random() < 0.03:
            self._plan_leaving()
        midnight = datetime.combine(today + timedelta(days=1), time(0), UTC)
        scene.agenda.add(midnight, self.day)

    def _rate(self, group: Group, day: date) -> float:
        """Posts to be expected on this day."""
        if any(first <= day <= last for first, last in group.holidays):
            return 0.0
        week = (day - self._begins).days / 7
        share = 0.02 if day.weekday() >= 5 else 0.19
        return group.posts * math.pow(group.trend, week) * share

    def _plan_post(self, channel_id: str, group: Group, day: date) -> None:
        author = self._somebody(channel_id, group, day)
        if author is None:
            return
        hour = time(self._chance.randrange(8, 18), 30)
        moment = slot(datetime.combine(day, hour, author.zone).astimezone(UTC))
        if moment > self._scene.now:
            self._scene.agenda.add(moment, partial(self._post, author, channel_id, group))

    def _somebody(self, channel_id: str, group: Group, day: date, but: str = "") -> Player | None:
        """Somebody who writes in a group: who talks more, more often."""
        inside = [player for player in self._scene.inside(channel_id) if not player.is_away(day)]
        if group.temper == "one_voice" and not but:
            inside = [player for player in inside if channel_id in player.moderates][:1]
        inside = [
            player for player in inside if player.talk and not player.is_new and player.member_id != but
        ]
        return self._chance.choices(inside, [player.talk for player in inside])[0] if inside else None

    async def _post(self, author: Player, channel_id: str, group: Group) -> None:
        asks = self._chance.random() < ASKED
        text = self._chance.choice((QUESTIONS if asks else SAID)[author.language])
        ts = self._scene.say(channel_id, author, text)
        if ts is None:
            return
        if self._chance.random() < 0.03:
            self._scene.ws.edit(channel_id, ts, f"{text} (PDF)")
        if self._chance.random() < 0.02:
            self._scene.ws.delete(channel_id, ts)
            self._scene.taken_back.setdefault(channel_id, []).append(self._scene.now)
            return
        for _ in range(_poisson(self._chance, group.warmth)):
            self._plan_reply(channel_id, group, ts, author)
        for _ in range(_poisson(self._chance, 1.2 * group.warmth)):
            self._plan_reaction(channel_id, group, ts, author)

    def _plan_reply(self, channel_id: str, group: Group, ts: str, author: Player) -> None:
        other = self._somebody(channel_id, group, self._scene.now.date(), but=author.member_id)
        if other is not None:
            moment = at_work(
                self._scene.now + timedelta(minutes=self._chance.expovariate(1 / 400)), other.zone
            )
            text = ANSWERS[other.language]
            self._scene.agenda.add(moment, partial(self._reply, channel_id, other, text, ts))

    async def _reply(self, channel_id: str, player: Player, text: str, ts: str) -> None:
        self._scene.say(channel_id, player, text, ts)

    def _plan_reaction(self, channel_id: str, group: Group, ts: str, author: Player) -> None:
        other = self._somebody(channel_id, group, self._scene.now.date(), but=author.member_id)
        if other is not None:
            moment = at_work(
                self._scene.now + timedelta(minutes=self._chance.expovariate(1 / 200)), other.zone
            )
            self._scene.agenda.add(moment, partial(self._react, channel_id, ts, other))

    async def _react(self, channel_id: str, ts: str, player: Player) -> None:
        channel: Channel = self._scene.ws.channel(channel_id)
        message = channel.by_ts.get(ts)
        mark = player.chance.choice(MARKS)
        if (
            message
            and player.member_id in channel.members
            and player.member_id not in message.reactions.get(mark, ())
        ):
            self._scene.ws.react(channel, ts, player.member_id, mark)

    def _plan_leaving(self) -> None:
        """Somebody leaves a group, or the workspace."""
        partners = self._scene.cast.with_role("partner")
        somebody: Sequence[Player] = [
            player for player in partners if not self._scene.ws.member(player.member_id).deleted
        ]
        player = self._chance.choice(somebody)
        is_for_good = self._chance.random() < 0.4
        self._scene.agenda.add(
            at_work(self._scene.now, player.zone), partial(self._leave, player, is_for_good)
        )

    async def _leave(self, player: Player, is_for_good: bool) -> None:
        ws = self._scene.ws
        if is_for_good:
            ws.deactivate(player.member_id)
        else:
            groups = [
                group for group in self._scene.cast.groups if player.member_id in ws.channel(group).members
            ]
            if groups:
                ws.leave(groups[0], player.member_id)
        self._scene.stir()


def _poisson(chance: random.Random, mean: float) -> int:
    """How often something happens that is expected `mean` times."""
    limit, product, count = exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count
