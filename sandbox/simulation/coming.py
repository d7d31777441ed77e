"""People come into the workspace and into groups: they ask by `/groups`, or a moderator brings them in."""

import random
from datetime import timedelta
from functools import partial

from sandbox.people import Person
from sandbox.simulation.agenda import at_work
from sandbox.simulation.cast import Player
from sandbox.simulation.scene import CAME, Scene
from sandbox.simulation.watching import actions


class Coming:
    """Brings those who are still to come, over so many days, and lets others ask."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._chance = random.Random(f"{scene.cast.seed}:coming")

    def plan(self, days: int) -> None:
        """Everybody's coming, and some requests a week of those who are here."""
        zone = self._scene.cast.with_role("secretariat")[0].zone
        for person in self._scene.cast.to_come:
            moment = self._scene.now + timedelta(days=self._chance.uniform(0, days))
            self._scene.agenda.add(at_work(moment, zone), partial(self._come, person))
        partners = self._scene.cast.with_role("partner")
        for _ in range(days * 3 // 14 if partners else 0):
            player = self._chance.choice(partners)
            moment = self._scene.now + timedelta(days=self._chance.uniform(0, days))
            self._scene.agenda.add(at_work(moment, player.zone), partial(self._ask, player))

    async def _come(self, person: Person) -> None:
        scene = self._scene
        member = scene.ws.team_join(
            person.name, real_name=person.real_name, email=person.email, tz=person.place.tz,
            locale=person.place.locale, title=person.title, role="partner",
        )  # fmt: skip
        player = scene.cast.add(member, "partner", is_new=True)
        scene.note(player, CAME)
        for _ in range(player.chance.choice((0, 1, 1, 2, 3))):
            wait = timedelta(days=player.chance.uniform(0.02, 6))
            act = self._ask if player.chance.random() < 0.6 else self._brought
            scene.agenda.add(at_work(scene.now + wait, player.zone), partial(act, player))

    async def _brought(self, player: Player) -> None:
        """A moderator invites them into a group."""
        ws, groups = self._scene.ws, list(self._scene.cast.groups)
        channel = ws.channel(player.chance.choice(groups))
        if player.member_id not in channel.members and not ws.member(player.member_id).deleted:
            leads = self._scene.cast.moderators(channel.id)
            ws.invite(channel, player.member_id, by=leads[0].member_id)
            player.is_new = True
            self._scene.note(player, CAME, channel.id)

    async def _ask(self, player: Player) -> None:
        """`/groups`, and “Ask to join” at one of those that can be asked for."""
        ws, scene = self._scene.ws, self._scene
        if ws.member(player.member_id).deleted:
            return
        reply = await ws.command(player.member_id, "announcements", "/groups", "")
        scene.note(player, "/groups")
        if reply.error or reply.message is None:
            scene.complaints.append(f"{scene.now:%d %b %H:%M} /groups: {reply.error or 'no answer'}")
            return
        blocks = [
            block
            for block, element in actions(reply.message.blocks or [])
            if element["action_id"] == "groups.ask"
        ]
        if not blocks:
            return  # in all of them, or on their way
        block_id = str(player.chance.choice(blocks)["block_id"])
        await scene.press(player, reply.message, "groups.ask", block_id=block_id)
        if ws.view(player.member_id) is None:
            scene.complaints.append(f"{scene.now:%d %b %H:%M} no form for asking")
            return
        await ws.fill(
            player.member_id, {"groups.why": "We work on this.", "groups.organisation": "An organisation"}
        )
        scene.check(await ws.submit(player.member_id), "groups.ask")
        if ws.view(player.member_id):
            await ws.close_view(player.member_id, everything=True)
        player.is_new = True
