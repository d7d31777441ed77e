"""The form of an activity as a modal: the few fields that matter first, the rest when it is asked for."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bot.blocks import (
    Block,
    actions,
    button,
    context,
    field,
    modal,
    offered,
    offering,
    option,
    plain,
    section,
)
from bot.calendar.planning import form, repeats
from bot.calendar.planning.entered import kept_when
from bot.calendar.planning.form import Form
from bot.i18n import Markup, Words

SAVE: Final = "calendar.save"  # the form's callback_id
MORE: Final = "calendar.more"
CHOOSE_ZONE: Final = f"calendar.{form.ZONE}"
CHOOSE_COUNTRY: Final = f"calendar.{form.COUNTRY}"
CHOOSE_FIELDS: Final = f"calendar.{form.FIELDS}"
CHOOSE_LANGUAGE: Final = f"calendar.{form.LANGUAGE}"

LONGEST_PLACEHOLDER: Final = 150  # characters (https://docs.slack.dev/reference/block-kit/block-elements)


def activity_form(shown: Form) -> Block:
    """The modal, filled with what is given. What is typed stays when more fields are shown: their ids are the same."""
    _ = shown.viewer.words
    blocks = [section(shown.note)] if shown.note else []
    if shown.context.on is not None:
        blocks += [*_one_date(shown, _)]
    else:
        blocks += _few(shown, _)
        blocks += _rest(shown, _) if shown.context.whole else [_more(_)]
    return modal(
        _title(shown, _),
        blocks,
        callback_id=SAVE,
        submit=_submit(shown, _),
        close=_("Cancel"),
        metadata=str(shown.context),
    )


def _title(shown: Form, _: Words) -> Markup:
    if shown.context.on is not None:
        return _("Change one date")
    if shown.context.id is not None:
        return _("Change an activity")
    return _("Add an activity") if shown.viewer.is_secretariat else _("Propose an activity")


def _submit(shown: Form, _: Words) -> Markup:
    if shown.context.id is not None:
        return _("Save")
    if shown.context.despite:
        return _("Add it anyway")
    return _("Add") if shown.viewer.is_secretariat else _("Send")


def _more(_: Words) -> Block:
    return actions(button(_("More: end, venue, repeats, link…"), MORE), block_id="more")


def _few(shown: Form, _: Words) -> list[Block]:
    zone = shown.given.get(form.ZONE, {}).get("initial_option", {}).get("value") or shown.zone
    return [
        _field(shown, _("What is it?"), form.KIND, _menu(kinds(_), "event"), needed=True),
        _field(shown, _("Title"), form.TITLE, _line(form.LONGEST_TITLE, _("GCG meeting")), needed=True),
        _field(shown, _("Day"), form.DAY, _picker("datepicker", _("Choose a day"))),
        _field(
            shown,
            _("Or, if the day is not known"),
            form.WHEN,
            _line(form.LONGEST_WHEN, _("First week of March, Q2 2019, TBC…")),
        ),
        _field(
            shown,
            _("Begins at"),
            form.STARTS,
            _picker("timepicker", _("Choose a time")),
            hint=_(
                "In the time of the place. If I don't know the place: {zone}.", zone=Markup(_.city(str(zone)))
            ),
        ),
        _field(shown, _("For whom"), form.WHOM, _menu(_whom(shown, _), form.EVERYONE), needed=True),
        _field(shown, _("Place"), form.PLACE, _line(form.LONGEST_PLACE, _("Geneva, online, TBC…"))),
    ]


def _rest(shown: Form, _: Words) -> list[Block]:
    letters = _("Type the first letters…")
    given = shown.context
    kept = repeats.choices(_, given.rule, kept_when(given))
    return [
        _field(shown, _("Last day"), form.END, _picker("datepicker", _("If it lasts several days"))),
        _field(shown, _("Ends at"), form.ENDS, _picker("timepicker", _("Choose a time"))),
        _field(shown, _("Time zone"), form.ZONE, _search(letters)),
        _field(shown, _("Repeats"), form.REPEATS, _menu(kept, repeats.NEVER)),
        _field(shown, _("Until"), form.UNTIL, _picker("datepicker", _("The last day, if there is one"))),
        _field(shown, _("Venue"), form.VENUE, _line(form.LONGEST_PLACE, _("Palais des Nations, room XX"))),
        _field(shown, _("Country"), form.COUNTRY, _search(letters)),
        _field(
            shown,
            _("What it is about"),
            form.FIELDS,
            _searches(_("Type a few letters: child labour, mining…")),
        ),
        _field(shown, _("Link"), form.LINK, _line(form.LONGEST_LINK, "www.example.org")),
        _field(shown, _("Organiser"), form.ORGANISER, _line(form.LONGEST_NAME, _("Who holds it"))),
        _field(shown, _("Language"), form.LANGUAGE, _search(letters)),
        _field(
            shown,
            _("In short"),
            form.SUMMARY,
            _line(form.LONGEST_SUMMARY, _("What it is, and for whom")) | {"multiline": True},
        ),
        _field(shown, _("Also"), form.OPTIONS, _boxes(_options(shown, _))),
    ]


def _one_date(shown: Form, _: Words) -> Iterable[Block]:
    """What one of many dates may have otherwise than the others."""
    return [
        context(_("This changes one date only. The others stay as they are.")),
        _field(shown, _("Day"), form.DAY, _picker("datepicker", _("Choose a day")), needed=True),
        _field(shown, _("Begins at"), form.STARTS, _picker("timepicker", _("Choose a time"))),
        _field(shown, _("Last day"), form.END, _picker("datepicker", _("If it lasts several days"))),
        _field(shown, _("Ends at"), form.ENDS, _picker("timepicker", _("Choose a time"))),
        _field(shown, _("Place"), form.PLACE, _line(form.LONGEST_PLACE, _("Geneva, online, TBC…"))),
        _field(shown, _("Venue"), form.VENUE, _line(form.LONGEST_PLACE, _("Palais des Nations, room XX"))),
        _field(shown, _("Also"), form.OPTIONS, _boxes(_options(shown, _))),
    ]


def kinds(_: Words) -> dict[str, Markup]:
    return {
        "event": _("Event"),
        "news": _("News"),
        "campaign": _("Campaign"),
        "report": _("Report"),
        "deadline": _("Deadline"),
    }


def _whom(shown: Form, _: Words) -> dict[str, Markup]:
    whom = {form.EVERYONE: _("Everyone")} if shown.for_all else {}
    by_title = sorted(shown.groups.items(), key=lambda item: item[1].casefold())
    return whom | {channel_id: Markup(title) for channel_id, title in by_title}


def _options(shown: Form, _: Words) -> dict[str, Markup]:
    options = {form.TENTATIVE: _("It is not certain yet")}
    if shown.context.on is None:
        options[form.PUBLIC] = _("The world may see it, too, on the website")
    if shown.context.cancelled:
        options[form.CANCELLED] = _("It is cancelled")
    return options


def _field(
    shown: Form, label: str, block_id: str, element: Block, *, needed: bool = False, hint: str = ""
) -> Block:
    """A field whose element is called after its block, and starts with what is given for it."""
    given = _starting(element, shown.given.get(block_id, {}))
    named = element | given | {"action_id": f"calendar.{block_id}"}
    if block_id == form.WHOM and shown.ask_whom:
        del named["initial_option"]
    return field(label, block_id, named, optional=not needed, hint=hint)


def _starting(element: Block, given: Block) -> Block:
    """What an element starts with. A menu's choice is known by its value: its text may be another by now."""
    choices = {each["value"]: each for each in offered(element)}
    if not choices:
        return given
    found: Block = {}
    if isinstance(one := given.get("initial_option"), dict) and one.get("value") in choices:
        found["initial_option"] = choices[one["value"]]
    several: Sequence[Block] = given.get("initial_options") or ()
    if many := [choices[each["value"]] for each in several if each.get("value") in choices]:
        found["initial_options"] = many
    return found


def _line(longest: int, example: str) -> Block:
    return {"type": "plain_text_input", "max_length": longest, "placeholder": _placeholder(example)}


def _picker(kind: str, text: str) -> Block:
    return {"type": kind, "placeholder": _placeholder(text)}


def _menu(choices: Mapping[str, str], chosen: str) -> Block:
    options = {value: option(text, value) for value, text in choices.items()}
    first = options.get(chosen) or next(iter(options.values()))
    return {"type": "static_select", **offering(list(options.values())), "initial_option": first}


def _boxes(choices: Mapping[str, str]) -> Block:
    return {"type": "checkboxes", "options": [option(text, value) for value, text in choices.items()]}


def _search(example: str) -> Block:
    return {"type": "external_select", "min_query_length": 1, "placeholder": _placeholder(example)}


def _searches(example: str) -> Block:
    return {
        "type": "multi_external_select",
        "min_query_length": 0,
        "max_selected_items": form.MOST_FIELDS,
        "placeholder": _placeholder(example),
    }


def _placeholder(text: str) -> Block:
    return plain(text, LONGEST_PLACEHOLDER)
