"""The workspace file's keys (docs/workspace-file.md says the same in words), and how a text becomes them."""

import tomllib
from collections.abc import Collection, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from bot.calendar.when import When
from bot.calendar.written import span
from bot.directory.vocabulary.default_fields import CURATED, CuratedField
from bot.onboarding.steps import MOST_STEPS, Step
from bot.setup import repeats
from bot.setup.between import between
from bot.setup.keys import (
    ChannelRef,
    Count,
    Country,
    Holiday,
    Lead,
    Line,
    Months,
    Name,
    Number,
    Paragraph,
    Past,
    PersonRef,
    QuietDays,
    Rrule,
    Seats,
    StepName,
    Url,
    Written,
    YesNo,
    Zone,
)
from bot.setup.lines import locate
from bot.setup.problems import FileError, explain, in_order, syntax

DATE_KEYS = ("date", "end_date", "starts", "ends")
Kind = Literal["event", "news", "campaign", "report", "deadline"]


class Table(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        populate_by_name=False,
        defer_build=True,  # until there is a file: every start would wait for it
    )


class WorkspaceTable(Table):
    name: Line
    timezone: Zone
    languages: Annotated[tuple[Literal["en", "fr", "es"], ...], Field(min_length=1)] = ("en",)
    announcements: ChannelRef | None = None
    secretariat_channel: ChannelRef | None = None
    secretariat: tuple[PersonRef, ...] = ()
    guide: Url | None = None
    quiet_days: QuietDays = 7
    activity_months: Months = 13
    seats: Seats | None = None

    @field_validator("languages")
    @classmethod
    def _once_each(cls, languages: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(languages)) < len(languages):
            raise ValueError("names a language twice")
        return languages


class Group(Table):
    channel: ChannelRef
    name: Line
    purpose: Paragraph = ""
    moderators: tuple[PersonRef, ...] = ()
    quiet_days: QuietDays | None = None
    listed: YesNo = True
    holidays: Annotated[tuple[Holiday, ...], Field(max_length=50)] = ()
    # Known to the file, and used by nothing yet.
    pilot: YesNo = False
    launched: Past | None = None
    joined_individuals: Count | None = None
    joined_organisations: Count | None = None


class ActivityTable(Table):
    kind: Kind
    title: Line
    date: Written
    end_date: Written | None = None
    starts: Written | None = None
    ends: Written | None = None
    timezone: Zone | None = None
    group: ChannelRef | None = None
    country: Country | None = None
    place: Line | None = None
    venue: Line | None = None
    link: Url | None = None
    status: Literal["tentative", "confirmed", "cancelled"] = "confirmed"
    uid: Line | None = None
    repeats: Rrule | None = None
    except_: Annotated[tuple[Written, ...], Field(alias="except", max_length=100)] = ()
    moved: Annotated[dict[str, Written], Field(max_length=100)] = Field(default_factory=dict)
    save_the_date: Written | None = None
    public: YesNo | None = None
    # Known to the file, and used by nothing yet.
    evaluation: Annotated[Number, Field(ge=0, le=5)] | None = None

    @field_validator("date", "end_date", "starts", "ends")
    @classmethod
    def _fits_what_is_above(cls, value: str | None, info: ValidationInfo) -> str | None:
        """Checked key by key, so that an error has its own line. What is above and wrong has been told already."""
        above = DATE_KEYS[: DATE_KEYS.index(str(info.field_name))]
        if value is not None and all(key in info.data for key in above):
            values = {key: info.data[key] for key in above} | {str(info.field_name): value}
            When.parse(values.pop("date"), **values)
        return value

    @field_validator("save_the_date")
    @classmethod
    def _is_a_day(cls, value: str | None) -> str | None:
        if value is not None and span(value)[0] != "day":
            raise ValueError(f"“{value}” is not a day. Write it as 2019-03-20.")
        return value

    @field_validator("public")
    @classmethod
    def _is_for_everyone(cls, value: bool | None, info: ValidationInfo) -> bool | None:
        if value and info.data.get("group"):
            raise ValueError(
                "what belongs to a group is not shown to the world: take out `group`, or `public`"
            )
        return value

    @field_validator("repeats")
    @classmethod
    def _is_a_rule(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and all(key in info.data for key in DATE_KEYS):
            repeats.check_rule(value, _first(info.data))
        return value

    @field_validator("except_", "moved")
    @classmethod
    def _is_by_the_rule(cls, value: Collection[str], info: ValidationInfo) -> Collection[str]:
        if value and all(key in info.data for key in (*DATE_KEYS, "repeats")):
            repeats.check_days(value, info.data["repeats"], _first(info.data))
        return value

    @field_validator("moved")
    @classmethod
    def _is_moved_to_days(cls, value: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        repeats.check_moves(value, info.data.get("except_", ()))
        return value

    def when(self, timezone: str) -> When:
        """Its date, in its own zone or else the one given."""
        zone = self.timezone or timezone
        return When.parse(
            self.date, end_date=self.end_date, starts=self.starts, ends=self.ends, timezone=zone
        )


def _first(values: Mapping[str, Any]) -> When:
    """The date of an activity of which these keys have been read."""
    keys = {key: values[key] for key in DATE_KEYS}
    return When.parse(keys.pop("date"), timezone=values.get("timezone") or "UTC", **keys)


class FieldTable(Table):
    name: Name
    fr: Name = ""
    es: Name = ""
    also: Annotated[tuple[Name, ...], Field(max_length=50)] = ()


class StepTable(Table):
    step: StepName
    text: Line | None = None
    fr: Line | None = None
    es: Line | None = None
    link: Url | None = None


class Pathfinders(Table):
    countries: tuple[Country, ...] = ()


class Ask(Table):
    from_: Annotated[Line, Field(alias="from")]
    topic: Line
    channel: ChannelRef | None = None
    kind: Line | None = None


class WorkspaceFile(Table):
    workspace: WorkspaceTable
    leads: dict[Kind, Annotated[tuple[Lead, ...], Field(max_length=10)]] = Field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    activities: tuple[ActivityTable, ...] = ()
    fields: tuple[FieldTable, ...] = ()
    steps: Annotated[tuple[StepTable, ...], Field(max_length=MOST_STEPS)] = ()
    pathfinders: Pathfinders = Pathfinders()
    asks: tuple[Ask, ...] = ()
    figures: dict[str, Number] = Field(default_factory=dict)

    @property
    def kept_for_later(self) -> list[str]:
        """The tables that are understood, and that nothing uses yet."""
        return [name for name in ("asks", "figures") if name in self.model_fields_set]

    @property
    def journey(self) -> list[dict[str, Any]] | None:
        """A newcomer's steps, as they are stored. None: the file leaves them to Liaison."""
        if "steps" not in self.model_fields_set:
            return None
        given = [(each, {"en": each.text, "fr": each.fr, "es": each.es}) for each in self.steps]
        return [
            Step(each.step, {language: text for language, text in said.items() if text}, each.link).as_data()
            for each, said in given
        ]

    @property
    def curated(self) -> tuple[CuratedField, ...]:
        """The fields of expertise that the Secretariat looks after: the file's, or Liaison's own if it says nothing of them."""
        if "fields" not in self.model_fields_set:
            return CURATED
        return tuple(CuratedField(given.name, given.fr, given.es, given.also) for given in self.fields)


def read(text: str) -> WorkspaceFile:
    """The file, checked in itself. Raises FileError with all that is wrong with it, a line each."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FileError([syntax(error)]) from None
    except RecursionError:
        raise FileError(["the brackets in it are nested too deeply"]) from None
    lines = locate(text)
    try:
        file = WorkspaceFile.model_validate(values)
    except ValidationError as error:
        problems = [explain(e, WorkspaceFile) for e in error.errors(include_url=False)]
        raise FileError(in_order(problems, lines)) from None
    if problems := list(between(file)):
        raise FileError(in_order(problems, lines))
    return file
