"""`/calendar import`: the form that takes a file, what would happen, and what happened; and how a table looks."""

import json
from collections.abc import Mapping
from typing import Any, Final

from bot import blocks as b
from bot.blocks import Block
from bot.calendar import wording
from bot.calendar.importing.columns import heading
from bot.calendar.importing.reading import CALENDARS, LARGEST_IN_SLACK, TABLES
from bot.calendar.importing.report import Report, headline, parts
from bot.calendar.importing.service import Asked, Looked
from bot.calendar.planning.form import EVERYONE
from bot.errors import Gone
from bot.i18n import Markup, Words, escape

LOOK: Final = "calendar.import"  # the callback_id of the form
TAKE: Final = "calendar.take"  # the button, which carries what was looked at
DONE: Final = "calendar.imported"
FILE: Final = "file"  # blocks
WHOM: Final = "whom"
_ROOM: Final = 90  # blocks of a modal's hundred

Message = tuple[str, list[Block]]


def form(asked: Asked) -> Block:
    _ = asked.viewer.words
    whom = [b.option(_("Everyone"), EVERYONE)] if asked.for_all else []
    groups = sorted(asked.groups.items(), key=lambda item: item[1].casefold())
    whom += [b.option(title, channel_id) for channel_id, title in groups][: 100 - len(whom)]
    take: Block = {
        "type": "file_input",
        "action_id": LOOK + "." + FILE,
        "filetypes": [ending.removeprefix(".") for ending in (*CALENDARS, *TABLES)],
        "max_files": 1,
    }
    choose: Block = {
        "type": "static_select",
        "action_id": LOOK + "." + WHOM,
        "options": whom,
        "initial_option": whom[0],
    }
    blocks = [
        b.section(
            _(
                "Give me a calendar file (.ics) of Google, Outlook, Apple or another calendar, or a table (.csv). First I show what would "
                "happen; nothing is changed before you say so."
            )
        ),
        b.field(_("File"), FILE, take, hint=_("At most {n} MB.", n=LARGEST_IN_SLACK // 1_000_000)),
        b.field(_("For whom"), WHOM, choose, hint=_("Where the file itself does not name a group.")),
        b.context(_("`/calendar import help` shows how a table looks.")),
    ]
    return b.modal(
        _("Bring in a calendar"), blocks, callback_id=LOOK, close=_("Cancel"), submit=_("Look at it")
    )


def looked(found: Looked) -> Block:
    """What would happen, or what did."""
    _ = found.viewer.words
    blocks = reported(found.report, _)[:_ROOM]
    context = json.dumps({"file": found.file_id, "whom": found.whom, "digest": found.digest})
    if found.report.is_worthwhile and not found.report.is_done:
        take = b.button(_("Take them over"), TAKE, style="primary")
        blocks.append(b.actions(take, block_id="take"))
    return b.modal(_("Bring in a calendar"), blocks, callback_id=DONE, close=_("Close"), metadata=context)


def working(_: Words) -> Block:
    return b.modal(
        _("Bring in a calendar"),
        [
            b.section(_("One moment, please: I am taking them over…")),
            b.context(_("You can close this window: then I write to you when it is done.")),
        ],
        callback_id=DONE,
        close=_("Close"),
    )


def refused(why: str, _: Words) -> Block:
    return b.modal(_("Bring in a calendar"), [b.section(why)], callback_id=DONE, close=_("Close"))


def message(view: Block, _: Words) -> Message:
    """What a modal says, as a message: without its button, and as much as a message takes."""
    shown = [block for block in view["blocks"] if block["type"] == "section"]
    room = wording.fitting((block["text"]["text"] for block in shown), wording.MESSAGE)
    return _("Bring in a calendar"), [b.header(_("Bring in a calendar")), *shown[:room]]


def reported(report: Report, _: Words) -> list[Block]:
    blocks = [b.section(Markup(f"*{headline(report, _)}*"))]
    for title, lines in parts(report, _):
        blocks += wording.in_sections([Markup(f"*{title}*"), *(Markup(f"•  {line}") for line in lines)])
    return blocks


def context_of(read: Mapping[str, Any]) -> tuple[str, str, str]:
    """The file, for whom, and its digest, from a view's metadata. Raises Gone if it isn't ours."""
    try:
        return str(read["file"]), str(read["whom"]), str(read["digest"])
    except KeyError:
        raise Gone from None


def how(_: Words) -> Message:
    """How a table looks."""
    rows = [
        ",".join(f'"{name}"' if "," in name else name for name in heading(_.language)),
        *(",".join(row) for row in _examples(_)),
    ]
    return _("How to bring in a calendar"), [
        b.header(_("How to bring in a calendar")),
        b.section(
            _(
                "`/calendar import` takes a calendar file (.ics), as Google, Outlook and Apple export it, or a table (.csv) such as this:"
            )
        ),
        b.section(Markup("```" + escape("\n".join(rows)) + "```")),
        b.section(
            _(
                "Only the title and the first column of dates are needed, in any order and in any of the three languages. A date is a day "
                "(2019-03-20), a week (2019-W12), a part of a month (mid 2019-05), a month (2019-05), a quarter (2019-Q2), a year, or TBC. "
                "Further columns are venue, time zone, organiser, language, in short, fields, repeats (such as FREQ=WEEKLY), and UID."
            )
        ),
        b.section(
            _(
                "The same file again changes nothing. A newer one changes what is different in it; what you have changed here stays, as "
                "long as the file goes on saying the same. What the file has no more stays in the calendar: to call something off, its "
                "status says cancelled."
            )
        ),
    ]


def _examples(_: Words) -> list[list[str]]:
    """Two rows below the template's columns (`columns.TEMPLATE`)."""
    return [
        [
            _("Event"),
            _("Regional workshop"),
            "2019-04-03",
            "09:00",
            "2019-04-04",
            "16:30",
            "Dakar",
            "SN",
            "",
            "",
            "",
        ],
        [
            _("Report"),
            _("Global report"),
            "2019-Q2",
            "",
            "",
            "",
            "",
            "",
            "https://example.org/report",
            "",
            _("tentative"),
        ],
    ]
