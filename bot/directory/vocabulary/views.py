"""What the Secretariat sees of the vocabulary: names that may be one and the same, and the form that makes two of them one."""

import json
from collections.abc import Iterable, Sequence
from typing import Final

from bot.blocks import Block, actions, button, context, divider, field, header, modal, option, plain, section
from bot.directory.pages.marking import Line, rich_text
from bot.directory.pages.marking import plain as words_of
from bot.directory.vocabulary.merges import Outcome
from bot.directory.vocabulary.rules import Kind
from bot.directory.vocabulary.service import GONE, KEEP, Waiting
from bot.i18n import Markup, Words, mention
from storage.merging import Merge
from storage.pairs import Pair
from storage.vocabulary import Term

FIRST, SECOND, TWO = "vocabulary.keep_first", "vocabulary.keep_second", "vocabulary.two"
MORE, BACK, UNDO = "vocabulary.more", "vocabulary.back", "vocabulary.undo"
CHOOSE_ORGANISATIONS, CHOOSE_FIELDS = "vocabulary.organisations", "vocabulary.fields"
MERGE = "vocabulary.merge"  # the form's callback_id
# The form's menus: what they choose from, by action id.
MENUS: Final[dict[str, Kind]] = {
    "vocabulary.organisation_gone": "organisation",
    "vocabulary.organisation_keep": "organisation",
    "vocabulary.field_gone": "field",
    "vocabulary.field_keep": "field",
}
MODAL = "vocabulary.pairs"

MOST_NAMES: Final = 3  # shown of all that a term is called
LONGEST_CHOICE: Final = 55  # characters of a name in a menu, beside the count


def title(_: Words) -> Markup:
    return _("Names for one and the same")


def tidy(waiting: Waiting, done: Outcome | None = None) -> list[Block]:
    """The pairs with their buttons; `done` is what has just been done."""
    _ = waiting.viewer.words
    blocks = _done(waiting, done, _)
    if not waiting.pairs:
        return [*blocks, section(_("No two names look like one and the same.")), _forms(_)]
    asked = _.many(
        "{n} pair may be one and the same. Nothing is changed until you say so.",
        "{n} pairs may be one and the same. Nothing is changed until you say so.",
        waiting.total,
    )
    blocks.append(section(asked))
    for pair in waiting.pairs:
        blocks += [divider(), *_pair(pair, waiting.page, _)]
    blocks.append(divider())
    turning = []
    if waiting.page > 0:
        turning.append(button(_("Back"), BACK, value=str(waiting.page - 1)))
    if waiting.has_more:
        turning.append(button(_("More"), MORE, value=str(waiting.page + 1)))
    return [*blocks, *([actions(*turning)] if turning else []), _forms(_)]


def at_home(waiting: Waiting) -> list[Block]:
    """The same as a section of Home."""
    return [divider(), header(title(waiting.viewer.words)), *tidy(waiting)]


def in_modal(waiting: Waiting, done: Outcome | None = None) -> Block:
    _ = waiting.viewer.words
    return modal(_("Tidy names"), tidy(waiting, done), callback_id=MODAL, close=_("Close"))


def _pair(pair: Pair, page: int, _: Words) -> list[Block]:
    both = f"{pair.first.id}:{pair.second.id}:{page}"
    keeping = [
        button(_("Make them one: {name}", name=Markup(kept.said(_.language))), action_id, value=both)
        for kept, gone, action_id in ((pair.first, pair.second, FIRST), (pair.second, pair.first, SECOND))
        if not gone.is_curated
    ]
    lines = [
        *_term(pair.first, pair.names[0], pair.uses[0], _),
        *_term(pair.second, pair.names[1], pair.uses[1], _),
    ]
    return [
        rich_text(lines),
        context(_reason(pair.reason, _)),
        actions(*keeping, button(_("Keep both"), TWO, value=both)),
    ]


def _term(term: Term, names: Sequence[str], uses: int, _: Words) -> list[Line]:
    """What a term is called, and how many profiles say so. Rich text: what people typed stays what it is."""
    name = term.said(_.language)
    about = [_used(uses, _), *([_("on the workspace's own list")] if term.is_curated else [])]
    lines = [[*words_of(name, bold=True), *words_of(f"  ({', '.join(about)})")]]
    others = [other for other in names if other != name]
    if others:
        more = "…" if len(others) > MOST_NAMES else ""
        called = _("Also called: {names}", names=Markup(", ".join(others[:MOST_NAMES]) + more))
        lines.append(words_of(called))
    return lines


def _used(n: int, _: Words) -> Markup:
    return _.many("{n} profile", "{n} profiles", n)


def _reason(reason: str, _: Words) -> Markup:
    match reason:
        case "same":
            return _("The same words, written differently.")
        case "acronym":
            return _("One is short for the other.")
        case "known":
            return _("Known by both names.")
        case "brackets":
            return _("One gives the other's name in brackets.")
    return _("Nearly the same letters: perhaps a slip.")


def _done(waiting: Waiting, done: Outcome | None, _: Words) -> list[Block]:
    """What has just been done, and the way back from the last merge: in one sentence if they are the same."""
    said, last = [section(said_of(done, _))] if done else [], waiting.last
    if last is None:
        return said
    undo = button(_("Undo"), UNDO, value=f"{last.gone_id}:{waiting.page}")
    if done and (done.what, done.name, done.kept.id) == ("merged", last.name, last.kept.id):
        return [section(said_of(done, _), accessory=undo)]
    return [*said, section(_last(last, _), accessory=undo)]


def _last(merge: Merge, _: Words) -> Markup:
    values = {"gone": _quoted(merge.name, _), "kept": _quoted(merge.kept.said(_.language), _)}
    if merge.merged_by:
        return _("Last merged: {gone} is {kept} now, by {member}.", **values, member=mention(merge.merged_by))
    return _("Last merged: {gone} is {kept} now.", **values)


def _quoted(name: str, _: Words) -> Markup:
    return _("“{word}”", word=name)


def _forms(_: Words) -> Block:
    return actions(
        button(_("Merge organisations…"), CHOOSE_ORGANISATIONS), button(_("Merge fields…"), CHOOSE_FIELDS)
    )


def said_of(done: Outcome, _: Words) -> Markup:
    """What was done, in a sentence."""
    names = {"kept": _quoted(done.kept.said(_.language), _), "name": _quoted(done.name, _)}
    if done.already:
        return _("{name} and {kept} had been made one already. Nothing was changed.", **names)
    match done.what:
        case "apart":
            return _("{kept} and {name} are two. You won't be asked again.", **names)
        case "undone":
            return _("{name} is back, beside {kept}. You won't be asked about the two again.", **names)
    return _.many(
        "Done: {name} is {kept} now. {n} profile shows this name.",
        "Done: {name} is {kept} now. {n} profiles show this name.",
        done.people,
        **names,
    )


def form(kind: Kind, _: Words, *, from_home: bool) -> Block:
    """The form that makes any two organisations, or any two fields, one. Its metadata says which, and what to draw anew."""
    is_field = kind == "field"
    return modal(
        _("Merge fields") if is_field else _("Merge organisations"),
        [
            section(
                _(
                    "All profiles that name the first will name the second. What the first was called still finds it."
                )
            ),
            field(_("This one goes"), GONE, _menu(f"vocabulary.{kind}_gone", _)),
            field(_("This one stays"), KEEP, _menu(f"vocabulary.{kind}_keep", _)),
        ],
        callback_id=MERGE,
        submit=_("Make them one"),
        close=_("Cancel"),
        metadata=json.dumps({"kind": kind, "from": "home" if from_home else ""}),
    )


def _menu(action_id: str, _: Words) -> Block:
    return {
        "type": "external_select",
        "action_id": action_id,
        "min_query_length": 1,
        "placeholder": plain(_("Type the first letters"), 150),
    }


def choices(found: Iterable[tuple[Term, int]], _: Words) -> Block:
    """The answer to what was typed into one of the form's menus."""
    shown = [(f"{_clipped(term.said(_.language))} ({_used(n, _)})", str(term.id)) for term, n in found]
    return {"options": [option(text, value) for text, value in shown]}


def _clipped(name: str) -> str:
    """Room is left for the count."""
    return name if len(name) <= LONGEST_CHOICE else f"{name[: LONGEST_CHOICE - 1].rstrip()}…"


def merged(done: Outcome, _: Words) -> Block:
    """What the form turns into."""
    return modal(
        _("Tidy names"), [section(said_of(done, _))], callback_id="vocabulary.merged", close=_("Done")
    )
