"""What a simulation prints: every nudge with its reason, each group's silences, totals, and whether the promises were kept."""

import re
from collections import Counter
from collections.abc import Iterator

from sandbox.simulation.checks import busiest_day, failures, held_back, told_of
from sandbox.simulation.running import Story
from sandbox.simulation.silences import silences


def report(story: Story) -> tuple[str, bool]:
    """The whole report, and whether every check held. The same for the same options."""
    broken = failures(story)
    lines = [*_nudges(story), *_groups(story), *_totals(story), "", "Checks"]
    for name, found in broken.items():
        lines.append(f"  {'FAILED' if found else 'held  '}  {name}")
        lines += [f"            {line}" for line in found]
    return "\n".join(lines) + "\n", not any(broken.values())


def _nudges(story: Story) -> Iterator[str]:
    yield "Nudges (times are UTC)"
    ws = story.scene.ws
    for told in sorted(
        story.watch.told, key=lambda told: (told.at.replace(second=0, microsecond=0), told.to or "")
    ):
        if told.to and told.kind == "nudge":
            yield f"  {told.at:%a %d %b %H:%M}  {ws.member(told.to).name} ({story.scene.cast.players[told.to].role})"
            for reason in told.reasons:
                yield f"      {reason.kind or '?':<10}  {_plain(story, reason.sentence)}"


def _groups(story: Story) -> Iterator[str]:
    yield "\nGroups"
    ws, found = story.scene.ws, list(silences(story))
    for channel_id, group in story.scene.cast.groups.items():
        posts = sum(m.user in story.scene.cast.players for m in ws.messages(channel_id))
        yield f"  #{group.channel} ({group.temper}): {posts} posts, {len(ws.channel(channel_id).members)} members"
        for silence in (each for each in found if each.channel_id == channel_id):
            told = told_of(story, silence)
            end = f"to {silence.until:%d %b}" if silence.until else "to the end"
            who = (
                f"{ws.member(told.to).name} told {told.at:%a %d %b %H:%M}"
                if told and told.to
                else "nobody told"
            )
            if silence.until and (told is None or told.at > silence.until):
                wanted = held_back(story, silence)
                is_wanted = wanted > silence.due
                who = (
                    f"to be left alone until {wanted:%d %b}"
                    if is_wanted
                    else "over before anybody was to be told"
                )
            yield f"      silent {silence.since:%d %b} {end}, may be for {silence.days} days: {who}"


def _totals(story: Story) -> Iterator[str]:
    scene, told = story.scene, story.watch.told
    kinds: Counter[str] = Counter(each.kind for each in told)
    deeds = Counter(deed.what for deed in scene.deeds)
    yield f"\nTotals: {story.begins:%d %B %Y} to {story.ends:%d %B %Y}, seed {story.options.seed}"
    yield f"  {len(scene.cast.players)} people, {len(scene.cast.groups)} groups, {scene.written} posts and replies"
    yield f"  Liaison wrote: {_counts(kinds)}"
    reasons = Counter(reason.kind or "?" for each in told for reason in each.reasons)
    yield f"  Nudges were about: {_counts(reasons)}"
    yield f"  People did: {_counts(deeds)}"
    yield f"  Most messages of any kind to a moderator on one day: {busiest_day(story)}"
    if story.watch.refused:
        yield f"  Slack refused: {_counts(story.watch.refused)}"


def _counts(counter: Counter[str]) -> str:
    return ", ".join(
        f"{name} {n}" for name, n in sorted(counter.items(), key=lambda each: (-each[1], each[0]))
    )


def _plain(story: Story, text: str) -> str:
    """With names for Slack's ids."""
    text = re.sub(r"<#(\w+)(\|[^>]*)?>", lambda found: f"#{story.scene.ws.channel(found[1]).name}", text)
    return re.sub(r"<@(\w+)>", lambda found: story.scene.ws.member(found[1]).name, text)
