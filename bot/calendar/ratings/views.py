"""“How was it?”: the question, its answers as buttons, the line that can be added, and what the organiser reads. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot import blocks as b
from bot.blocks import Block
from bot.calendar import wording
from bot.calendar.looking.menus import reference
from bot.calendar.ratings import rules
from bot.i18n import Markup, Words
from storage.calendar import Activity
from storage.ratings import Rating, Score

RATE: Final = tuple(f"calendar.rate.{stars}" for stars in rules.STARS)
ADD_LINE: Final = "calendar.rate.line"  # the button, and the callback_id of its modal
LINE: Final = "line"
ASKED: Final = "rated "  # how the block of what is asked about begins; its reference follows
LINES: Final = 20  # that the organiser reads; the rest is counted

Message = tuple[str, list[Block]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody is asked about, and what they have said."""

    activity: Activity
    rating: Rating | None = None


def question(asked: Sequence[Asked], _: Words) -> Message:
    """How something was, or several things, at most ten: with what was answered already. The same message before and after."""
    blocks = []
    for each in asked:
        blocks.append(b.section(_said(each, _)))
        blocks.append(b.actions(*_buttons(each, _), block_id=f"{ASKED}{reference(each.activity)}"))
    blocks.append(
        b.context(
            _(
                "What you say is seen by nobody as yours. Once {n} have answered, the average is shown; a line goes to the "
                "organiser without your name.",
                n=rules.ENOUGH,
            )
        )
    )
    titles = _.listing([wording.title(each.activity) for each in asked])
    return b.clip(_("How was it? {titles}", titles=titles), 1000), blocks


def _said(asked: Asked, _: Words) -> Markup:
    title = wording.title(asked.activity)
    if asked.rating is None:
        return _("*How was it?* You went to *{title}*.", title=title)
    stars = Markup(label(asked.rating.stars, _))
    text = _("Thank you. You gave *{title}*: {stars}.", title=title, stars=stars)
    line = asked.rating.line
    return Markup(f"{text}\n> {wording.one_line(line, rules.LONGEST * 5)}") if line else text


def _buttons(asked: Asked, _: Words) -> list[Block]:
    given, value = asked.rating, reference(asked.activity)
    title = wording.title(asked.activity)
    buttons = [
        b.button(
            label(stars, _),
            action_id,
            value=value,
            style="primary" if given is not None and given.stars == stars else None,
            label=_("{stars} of 5, {word}: {title}", stars=stars, word=_word(stars, _), title=title),
        )
        for stars, action_id in zip(rules.STARS, RATE, strict=True)
    ]
    if given is not None:
        text = _("Change your line") if given.line else _("Add a line")
        buttons.append(b.button(text, ADD_LINE, value=value))
    return buttons


def label(stars: int, _: Words) -> str:
    """“★★★★ very good”."""
    return f"{'★' * stars} {_word(stars, _)}"


def _word(stars: int, _: Words) -> Markup:
    return (_("poor"), _("fair"), _("good"), _("very good"), _("excellent"))[stars - 1]


def line_form(asked: Asked, metadata: str, _: Words) -> Block:
    """A modal for a line. `metadata` says what it is about."""
    line: Block = {
        "type": "plain_text_input",
        "action_id": f"calendar.{LINE}",
        "max_length": rules.LONGEST,
    }
    if asked.rating is not None and asked.rating.line:
        line["initial_value"] = asked.rating.line
    return b.modal(
        _("How was it?"),
        [
            b.section(Markup(f"*{wording.title(asked.activity)}*")),
            b.field(
                _("In a line"),
                LINE,
                line,
                optional=True,
                hint=_("The organiser reads it, without your name, once {n} have answered.", n=rules.ENOUGH),
            ),
        ],
        callback_id=ADD_LINE,
        submit=_("Save"),
        close=_("Cancel"),
        metadata=metadata,
    )


def line_saved(asked: Asked, _: Words) -> Block:
    return b.modal(_("How was it?"), [b.section(_said(asked, _))], callback_id=ADD_LINE, close=_("Close"))


def told(activity: Activity, score: Score, lines: Sequence[str], _: Words) -> Message:
    """What the organiser reads: the average, and the lines."""
    text = _(
        "What those who went say of *{title}*: {score}",
        title=wording.title(activity),
        score=stars_of(score, _),
    )
    said = [Markup(f"> {wording.one_line(line, rules.LONGEST * 5)}") for line in lines[:LINES]]
    if len(lines) > LINES:
        said.append(_.many("and {n} more", "and {n} more", len(lines) - LINES))
    blocks = wording.in_sections([text, *said])
    blocks.append(b.context(_("Names are not told. This is kept up to date as more answer.")))
    return Markup(text.replace("*", "")), blocks


def stars_of(score: Score, _: Words) -> Markup:
    """“★ 4.2 of 5 (7 answers)”."""
    return _.many(
        "★ {average} of 5 ({n} answer)",
        "★ {average} of 5 ({n} answers)",
        score.n,
        average=_.decimal(score.average),
    )
