"""What `setup` did, for whoever ran it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.directory.vocabulary.curating import Curation

NAMED = 5  # new fields that are named before the rest is only counted


@dataclass(slots=True)
class Report:
    """`problems`: why nothing was changed. `warnings`: what to mend. `changes`: a line each. Print it: str(report)."""

    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept_for_later: list[str] = field(default_factory=list)
    dry_run: bool = False

    @property
    def ok(self) -> bool:
        """Whether the file was loaded (or, in a dry run, could be)."""
        return not self.problems

    @property
    def exit_code(self) -> int:
        return 0 if self.ok else 1

    def __str__(self) -> str:
        if self.problems:
            return "\n".join(["Nothing was changed. To mend first:", *_bullets(self.problems)])
        lines = [self._headline(), *_bullets(self.changes)]
        if self.unchanged:
            lines.append(f"As it was: {', '.join(self.unchanged)}.")
        if self.kept_for_later:
            names = ", ".join(f"[{name}]" for name in self.kept_for_later)
            lines.append(f"Understood, and kept in the file for a later version: {names}.")
        if self.warnings:
            lines += ["To mend:", *_bullets(self.warnings)]
        return "\n".join(lines)

    def add_fields(self, done: Curation) -> None:
        """Notes what became of the fields of expertise."""
        if done.added:
            self.changes.append(f"fields added: {_some(done.added)}")
        self.changes += [f"field changed: {name}" for name in done.changed]
        self.changes += [f"field no longer in the file: {name}" for name in done.dropped]
        if done.same:
            self.unchanged.append(count(done.same, "field", "fields"))
        self.warnings += [
            f"field “{name}”: “{also}” is a name of “{other}”, which people have written themselves; the Secretariat can merge"
            " the two in Liaison's Home"
            for name, also, other in done.taken
        ]

    def _headline(self) -> str:
        if not self.changes:
            return "Nothing changed: everything is as the file says."
        count = f"{len(self.changes)} change{'' if len(self.changes) == 1 else 's'}"
        return f"This would be changed ({count}):" if self.dry_run else f"Changed ({count}):"


def _bullets(lines: Iterable[str]) -> list[str]:
    return [f"  - {line}" for line in lines]


def _some(names: Sequence[str]) -> str:
    """The names, or the first few of many."""
    shown = names if len(names) <= NAMED else names[: NAMED - 1]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def was(what: str, old: str, new: str) -> str:
    """“time zone: changed from UTC to Europe/Zurich”"""
    if not old:
        return f"{what}: set to {new}"
    return f"{what}: changed from {old} to {new}" if new else f"{what}: removed (was {old})"


def people(what: str, added: Sequence[str], removed: Sequence[str]) -> list[str]:
    """“Secretariat: added a@b, c@d; removed U1”, if anything."""
    parts = [f"{word} {', '.join(ids)}" for word, ids in (("added", added), ("removed", removed)) if ids]
    return [f"{what}: {'; '.join(parts)}"] if parts else []


def count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
