"""What an import did, or would do: what was added, changed, left as it is, and not taken, with the reasons. In a reader's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.calendar import wording
from bot.calendar.importing.problems import Problem
from bot.i18n import Markup, Words

MOST_LINES: Final = 30  # of a kind; what is beyond is only counted
LONGEST_TITLE: Final = 60  # characters


@dataclass(frozen=True, slots=True)
class Line:
    """One activity: the file's line, and its title, which is empty where it is nobody's business."""

    line: int
    title: str
    problem: Problem | None = None

    def say(self, _: Words) -> Markup:
        where = _("line {n}", n=self.line)
        title = Markup(wording.one_line(self.title, LONGEST_TITLE)) if self.title else Markup("")
        named = _("{line}, “{title}”", line=where, title=title) if title else where
        return _("{what}: {why}", what=named, why=Markup(self.problem.say(_))) if self.problem else named


@dataclass(frozen=True, slots=True)
class Report:
    """`is_done`: it was carried out. `notes`: what was left out of what was taken; `about`: of the file as a whole."""

    is_done: bool = False
    added: Sequence[Line] = ()
    changed: Sequence[Line] = ()
    same: int = 0
    skipped: Sequence[Line] = ()
    notes: Sequence[Line] = ()
    about: Sequence[Problem] = ()

    @property
    def is_worthwhile(self) -> bool:
        """Whether there is anything to take over."""
        return bool(self.added or self.changed)


def headline(report: Report, _: Words) -> Markup:
    if not (report.added or report.changed or report.same or report.skipped):
        return _("There is nothing in the file.")
    if report.is_done:
        return _("Taken over.")
    if not report.is_worthwhile:
        return _("There is nothing to take over.")
    return _("Nothing has been taken over yet. This would happen:")


def parts(report: Report, _: Words) -> list[tuple[Markup, list[Markup]]]:
    """Each part of the report: its heading, with the number, and its lines."""
    found: list[tuple[Markup, list[Markup]]] = []
    if report.added:
        n = len(report.added)
        heading = _.many("{n} activity is new", "{n} activities are new", n)
        found.append((heading, _listed(report.added, _)))
    if report.changed:
        n = len(report.changed)
        heading = _.many("{n} activity is changed", "{n} activities are changed", n)
        found.append((heading, _listed(report.changed, _)))
    if report.same:
        found.append(
            (_.many("{n} activity is as it was", "{n} activities are as they were", report.same), [])
        )
    if report.skipped:
        n = len(report.skipped)
        heading = _.many("{n} activity is not taken over", "{n} activities are not taken over", n)
        found.append((heading, _listed(report.skipped, _)))
    if report.notes or report.about:
        about = [Markup(problem.say(_)) for problem in report.about]
        found.append((_("To be known"), [*about, *_listed(report.notes, _)]))
    return found


def _listed(lines: Sequence[Line], _: Words) -> list[Markup]:
    said = [line.say(_) for line in lines[:MOST_LINES]]
    more = len(lines) - MOST_LINES
    return [*said, _.many("and {n} more", "and {n} more", more)] if more > 0 else said
