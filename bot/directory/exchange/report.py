"""What an import did, or would do, for whoever ran it: counts, and what is wrong with which line. Never what anybody's profile says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    """`problems`: rows that were not taken, or why nothing was. `notes`: what was left out on purpose, and the like.
    Print it: str(report)."""

    problems: Sequence[str] = ()
    notes: Sequence[str] = ()
    is_done: bool = False
    dry_run: bool = False
    rows_left_out: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    new_terms: dict[str, int] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        return 0 if self.is_done else 1

    def __str__(self) -> str:
        if not self.is_done:
            hint = ["Or leave these rows out with --skip-bad."] if self.rows_left_out else []
            return "\n".join(
                ["Nothing was imported. To mend first:", *_bullets(self.problems), *hint, *self._noted()]
            )
        lines = [
            "Nothing was written. This would happen:" if self.dry_run else "Imported:",
            *_bullets(self._counts()),
            *self._noted(),
        ]
        if self.problems:
            lines += [
                f"{_count(self.rows_left_out, 'row was', 'rows were')} left out:",
                *_bullets(self.problems),
            ]
        return "\n".join(lines)

    def _noted(self) -> list[str]:
        return ["Please note:", *_bullets(self.notes)] if self.notes else []

    def _counts(self) -> Iterable[str]:
        if self.new:
            yield f"{_count(self.new, 'new draft', 'new drafts')}: each owner is asked once, by a direct message in their hours"
        if self.changed:
            yield f"{_count(self.changed, 'draft', 'drafts')} changed"
        if self.unchanged:
            yield f"{_count(self.unchanged, 'draft', 'drafts')} as before"
        if self.kept:
            yield f"{_count(self.kept, 'person keeps what they have', 'people keep what they have')} decided about themselves"
        for kind, number in self.new_terms.items():
            if number:
                yield _count(number, f"new {kind}", f"new {kind}s")
        if not (self.new or self.changed or self.unchanged or self.kept):
            yield "nobody"


def _bullets(lines: Iterable[str]) -> list[str]:
    return [f"  - {line}" for line in lines]


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
