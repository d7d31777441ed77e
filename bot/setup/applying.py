"""Brings the tables to what a workspace file says, in one transaction, and notes each difference in words."""

from typing import Any

from bot.calendar.draft import ActivityDraft
from bot.calendar.loading import load_activities
from bot.calendar.planned_reminders import plan_reminders
from bot.calendar.recurrence import Rule
from bot.calendar.service import schedule_round_up
from bot.calendar.written import span
from bot.directory.vocabulary.curating import curate
from bot.nudges import silence
from bot.setup import report as words
from bot.setup.file import Group, WorkspaceFile
from bot.setup.finding import Found
from bot.setup.keys import lead_in_words
from bot.setup.repeats import exceptions
from bot.setup.report import Report
from storage import calendar, channels, people, rhythms
from storage import setup as roles
from storage import workspace as workspaces
from storage.channels import Channel
from storage.database import Transaction
from storage.workspace import DEFAULT_LEADS, Workspace

_LABELS = {
    "name": "name",
    "timezone": "time zone",
    "languages": "languages",
    "announcements_channel_id": "announcements",
    "secretariat_channel_id": "Secretariat's channel",
    "guide_url": "guide",
    "quiet_days": "days of quiet before a nudge",
    "activity_months": "months for which days of activity are kept",
    "pathfinders": "pathfinder countries",
    "seats": "seats of Slack's plan",
    "steps": "first steps",
}


class Applying:
    """One run. `report` says afterwards what is different."""

    def __init__(self, tx: Transaction, file: WorkspaceFile, found: Found, report: Report) -> None:
        self._tx = tx
        self._file = file
        self._found = found
        self._report = report

    async def run(self) -> None:
        before = await workspaces.get(self._tx)
        await self._channels()
        await self._workspace(before)
        after = await workspaces.get(self._tx)
        await self._people()
        await self._groups(before)
        await self._activities()
        if _reminding(before) != _reminding(after):
            await self._replan(after)
        await schedule_round_up(self._tx, after)
        # Last, because it may write the index (`bot.directory.search.index`).
        self._report.add_fields(await curate(self._tx, self._file.curated))

    def _say(self, *lines: str) -> None:
        self._report.changes.extend(lines)

    def _ids(self, refs: tuple[str, ...]) -> frozenset[str]:
        return frozenset(self._found.people[ref] for ref in refs)

    def _spoken(self, ids: list[str]) -> list[str]:
        """People as the file names them, or else their ids."""
        refs = {id_: ref for ref, id_ in self._found.people.items()}
        return [refs.get(id_, id_) for id_ in ids]

    async def _people(self) -> None:
        known = await people.by_ids(self._tx, self._found.details)
        for member_id, values in self._found.details.items():
            if member_id not in known:
                await people.save(self._tx, member_id, **values)
        added, removed = await roles.set_secretariat(self._tx, self._ids(self._file.workspace.secretariat))
        self._say(*words.people("Secretariat", self._spoken(added), self._spoken(removed)))

    async def _channels(self) -> None:
        """What Slack says of the channels; before anything refers to them."""
        for channel in self._found.channels.values():
            await channels.save(
                self._tx,
                channel.id,
                name=channel.name,
                is_archived=channel.is_archived,
                bot_is_member=channel.bot_is_member,
                is_public=channel.is_public,
            )

    async def _workspace(self, before: Workspace) -> None:
        given = self._file.workspace
        values: dict[str, Any] = {
            "name": given.name,
            "timezone": given.timezone,
            "languages": list(given.languages),
            "announcements_channel_id": self._channel_id(given.announcements),
            "secretariat_channel_id": self._channel_id(given.secretariat_channel),
            "guide_url": given.guide,
            "quiet_days": given.quiet_days,
            "activity_months": given.activity_months,
            "seats": given.seats,
            "pathfinders": list(dict.fromkeys(self._file.pathfinders.countries)),
            "steps": self._file.journey,
        }
        names = {channel.id: f"#{channel.name}" for channel in await channels.everything(self._tx)}
        is_new = not before.name
        for key, label in _LABELS.items():
            old, new = _plain(getattr(before, key), names), _plain(values[key], names)
            if is_new and new:
                self._say(f"{label}: set to {new}")
            elif old != new:
                self._say(words.was(label, old, new))
        leads = {kind: sorted(set(wanted), reverse=True) for kind, wanted in self._leads().items()}
        for kind, new_leads in leads.items():
            old_leads = (before.leads or DEFAULT_LEADS).get(kind, [])
            if old_leads != new_leads:
                self._say(f"leads of {kind}: changed from {_times(old_leads)} to {_times(new_leads)}")
        await workspaces.save(self._tx, **values, leads=leads)

    def _leads(self) -> dict[str, list[int]]:
        return DEFAULT_LEADS | {kind: list(leads) for kind, leads in self._file.leads.items()}

    def _channel_id(self, ref: str | None) -> str | None:
        return self._found.channels[ref].id if ref else None

    async def _groups(self, before: Workspace) -> None:
        wanted: dict[str, Group | str] = {}
        for kind in ("announcements", "secretariat"):
            ref = getattr(
                self._file.workspace, "announcements" if kind == "announcements" else "secretariat_channel"
            )
            if ref:
                wanted[self._found.channels[ref].id] = kind
        for group in self._file.groups:
            if group.channel in self._found.channels:
                wanted[self._found.channels[group.channel].id] = group
        everyone_found = all(group.channel in self._found.channels for group in self._file.groups)
        same = 0
        for channel in await channels.everything(self._tx):
            what = wanted.get(channel.id, "other")
            if isinstance(what, Group):
                same += not await self._group(channel, what, before)
            elif channel.kind == "group" and what == "other" and not everyone_found:
                # It may be the one that was not found, under a new name.
                self._report.warnings.append(
                    f"#{channel.name} stays a group until all groups of the file are found"
                )
            elif channel.kind != what:
                await self._no_group(channel, what)
        if same:
            self._report.unchanged.append(words.count(same, "group", "groups"))

    async def _group(self, channel: Channel, group: Group, before: Workspace) -> bool:
        """Returns whether anything is different."""
        values = {
            "kind": "group",
            "title": group.name,
            "purpose": group.purpose,
            "quiet_days": group.quiet_days,
            "is_listed": group.listed,
        }
        changes = [] if channel.kind == "group" else [f"#{channel.name}: is now the group “{group.name}”"]
        if channel.kind == "group":
            for key, label in (
                ("title", "name"),
                ("purpose", "purpose"),
                ("quiet_days", _LABELS["quiet_days"]),
            ):
                old, new = _plain(getattr(channel, key), {}), _plain(values[key], {})
                if old != new:
                    changes.append(words.was(f"#{channel.name}: {label}", old, new))
        if channel.is_listed != group.listed:
            changes.append(
                f"#{channel.name}: is {'listed' if group.listed else 'not listed any more'} in /groups"
            )
        await channels.save(self._tx, channel.id, **values)
        are_holidays_new, told = await self._holidays(channel, group)
        changes += told
        changes += await self._moderators(channel, self._ids(group.moderators))
        after = await channels.get(self._tx, channel.id)
        quiet = (channel.quiet_days or before.quiet_days, group.quiet_days or self._file.workspace.quiet_days)
        if after and (channel.kind != "group" or quiet[0] != quiet[1] or are_holidays_new):
            await silence.watch(self._tx, after)
        self._say(*changes)
        return bool(changes)

    async def _holidays(self, channel: Channel, group: Group) -> tuple[bool, list[str]]:
        """Returns whether they are others, and what to say of it: of a new group nothing."""
        known, wanted = (await rhythms.of(self._tx, channel.id)).holidays or [], list(group.holidays)
        if list(known) == wanted:
            return False, []
        await rhythms.save(self._tx, channel.id, holidays=wanted or None)
        told = words.was(f"#{channel.name}: holidays", _plain(known, {}), _plain(wanted, {}))
        return True, [told] if channel.kind == "group" else []

    async def _moderators(self, channel: Channel, wanted: frozenset[str]) -> list[str]:
        known = await roles.moderator_ids(self._tx, channel.id)
        await channels.set_moderators(self._tx, channel.id, wanted)
        return words.people(
            f"#{channel.name}: moderators",
            self._spoken(sorted(wanted - known)),
            self._spoken(sorted(known - wanted)),
        )

    async def _no_group(self, channel: Channel, kind: str) -> None:
        """A channel becomes the announcements', the Secretariat's, or one like any other."""
        if channel.kind == "group":
            self._say(f"#{channel.name}: is no longer a group")
            self._say(*await self._moderators(channel, frozenset()))
        await channels.save(self._tx, channel.id, kind=kind, title="", purpose="")
        await silence.leave_alone(self._tx, channel.id)

    async def _activities(self) -> None:
        drafts, left_out = [], 0
        for given in self._file.activities:
            channel = self._found.channels.get(given.group) if given.group else None
            if given.group and channel is None:
                left_out += 1  # rather unknown than told to everyone
                continue
            facts = {
                key: getattr(given, key)
                for key in ("kind", "title", "country", "place", "venue", "link", "status", "uid")
            }
            when = given.when(self._file.workspace.timezone)
            drafts.append(
                ActivityDraft(
                    **facts,
                    channel_id=channel.id if channel else None,
                    when=when,
                    rule=Rule.parse(given.repeats, when) if given.repeats else None,
                    exceptions=exceptions(given.except_, given.moved),
                    is_public=given.public,
                    save_the_date=span(given.save_the_date)[1] if given.save_the_date else None,
                )
            )
        done = await load_activities(self._tx, drafts)
        self._say(*(f"activity {word}: {title}" for word, title in done if word != "unchanged"))
        same = sum(word == "unchanged" for word, _ in done)
        if same:
            self._report.unchanged.append(words.count(same, "activity", "activities"))
        if left_out:
            many = words.count(left_out, "activity was", "activities were")
            self._report.warnings.append(f"{many} left out, because the group's channel was not found")

    async def _replan(self, workspace: Workspace) -> None:
        """Activities that the file does not name follow its leads, its zone and its channel, too."""
        await plan_reminders(self._tx, await calendar.everything(self._tx), workspace)


def _reminding(workspace: Workspace) -> tuple[object, ...]:
    """What the moments and places of reminders depend on."""
    return workspace.leads, workspace.timezone, workspace.announcements_channel_id


def _plain(value: Any, names: dict[str, str]) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_named(each) for each in value)
    return "" if value is None else names.get(str(value), str(value))


def _named(item: str | dict[str, Any]) -> str:
    """An item of a list; of a step its name, and its words if it has own ones."""
    if isinstance(item, str):
        return item
    words_ = item["text"].get("en")
    return f"{item['name']} (“{words_}”)" if words_ else str(item["name"])


def _times(leads: list[int]) -> str:
    return ", ".join(map(lead_in_words, leads)) or "none"
