"""A small vocabulary for saying what JSON must look like, with Slack's wordings for what is wrong.

A rule has one method, `check(value, at, problems)`: `at` is the JSON pointer (RFC 6901) of the value, and what is
wrong is appended to `problems`. The wordings are those of Slack's own validator (slackhq/hack-json-schema).
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol

JSON = Any  # what json.loads returns; every rule checks the type before it looks inside


class Rule(Protocol):
    def check(self, value: object, at: str, problems: list[str]) -> None:
        """Append a line for each thing that is wrong with `value`, which stands at JSON pointer `at`."""


CrossCheck = Callable[[dict[str, JSON], str, list[str]], None]


def report(problems: list[str], message: str, at: str) -> None:
    problems.append(f"[ERROR] {message} [json-pointer:{at}]")


class String:
    """Text of `shortest` to `longest` characters; `one_of` for an enumeration, `pattern` for a format."""

    __slots__ = ("longest", "one_of", "pattern", "shortest")

    def __init__(
        self,
        longest: int | None = None,
        *,
        shortest: int = 1,
        one_of: frozenset[str] | None = None,
        pattern: str | None = None,
    ) -> None:
        self.longest, self.shortest, self.one_of = longest, shortest, one_of
        self.pattern = re.compile(pattern) if pattern else None

    def check(self, value: object, at: str, problems: list[str]) -> None:
        if not isinstance(value, str):
            report(problems, "must provide a string", at)
        elif self.longest is not None and len(value) > self.longest:
            report(problems, f"must be less than {self.longest + 1} characters", at)
        elif len(value) < self.shortest:
            report(problems, f"must be more than {self.shortest - 1} characters", at)
        elif self.one_of is not None and value not in self.one_of:
            report(problems, "must be a valid enum value", at)
        elif self.pattern is not None and not self.pattern.fullmatch(value):
            report(problems, f"input must match regex pattern: ^{self.pattern.pattern}$", at)


def one_of(*values: str) -> String:
    return String(one_of=frozenset(values))


class Url:
    """An address with a scheme (any: `mailto:` and `slack:` too), of at most 3,000 characters."""

    _text = String(3000)
    _form = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+")
    _complaint = "invalid url"

    def check(self, value: object, at: str, problems: list[str]) -> None:
        before = len(problems)
        self._text.check(value, at, problems)
        if len(problems) == before and isinstance(value, str) and not self._form.fullmatch(value):
            report(problems, self._complaint, at)


class ImageUrl(Url):
    """The address of a picture, which Slack fetches: over HTTP or HTTPS, from some host. It isn't fetched here."""

    _form = re.compile(r"https?://[^\s/]+[^\s]*", re.IGNORECASE)
    _complaint = "downloading image failed"


class CalendarDate:
    """A day as YYYY-MM-DD that exists in the calendar."""

    def check(self, value: object, at: str, problems: list[str]) -> None:
        if not isinstance(value, str):
            return report(problems, "must provide a string", at)
        try:
            written_as_asked = date.fromisoformat(value).isoformat() == value
        except ValueError:
            written_as_asked = False
        if not written_as_asked:
            report(problems, "input must be a valid: date", at)
        return None


class Boolean:
    def check(self, value: object, at: str, problems: list[str]) -> None:
        if not isinstance(value, bool):
            report(problems, "must be a boolean", at)


class Integer:
    """A whole number from `least` to `most`; Slack words both bounds as if they were excluded."""

    __slots__ = ("least", "most")

    def __init__(self, least: int | None = None, most: int | None = None) -> None:
        self.least, self.most = least, most

    def check(self, value: object, at: str, problems: list[str]) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            report(problems, "must provide an integer", at)
        elif self.most is not None and value > self.most:
            report(problems, f"must be less than {self.most}", at)
        elif self.least is not None and value < self.least:
            report(problems, f"must be greater than {self.least}", at)


class Number:
    def check(self, value: object, at: str, problems: list[str]) -> None:
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            report(problems, "must provide a number", at)


class Array:
    """A list of `fewest` to `most` items, each keeping the rule `item`."""

    __slots__ = ("fewest", "item", "most")

    def __init__(self, item: Rule, *, fewest: int = 0, most: int | None = None) -> None:
        self.item, self.fewest, self.most = item, fewest, most

    def check(self, value: object, at: str, problems: list[str]) -> None:
        if not isinstance(value, list):
            return report(problems, "must provide an array", at)
        if self.most is not None and len(value) > self.most:
            report(problems, f"no more than {self.most} items allowed", at)
        elif len(value) < self.fewest:
            report(problems, f"must provide at least {self.fewest} items", at)
        check = self.item.check
        for index, item in enumerate(value):
            check(item, f"{at}/{index}", problems)
        return None


class Object:
    """An object of exactly these fields. The `also` checks span fields and run only if each field is right."""

    __slots__ = ("also", "fields", "required")

    def __init__(
        self,
        required: Mapping[str, Rule],
        optional: Mapping[str, Rule] | None = None,
        also: tuple[CrossCheck, ...] = (),
    ) -> None:
        self.required = tuple(required)
        self.fields = {**required, **(optional or {})}
        self.also = also

    def check(self, value: object, at: str, problems: list[str]) -> None:
        if not isinstance(value, dict):
            return report(problems, "must provide an object", at)
        before = len(problems)
        for name in self.required:
            if name not in value:
                report(problems, f"missing required field: {name}", at)
        for name, item in value.items():
            rule = self.fields.get(name)
            if rule is None:
                report(problems, f"invalid additional property: {name}", at)
            else:
                rule.check(item, f"{at}/{name}", problems)
        if len(problems) == before:
            for cross_check in self.also:
                cross_check(value, at, problems)
        return None


class ByType:
    """An object whose `type` says which of `kinds` it is."""

    __slots__ = ("kinds",)

    def __init__(self, kinds: Mapping[str, Rule]) -> None:
        self.kinds = dict(kinds)

    def check(self, value: object, at: str, problems: list[str]) -> None:
        if not isinstance(value, dict):
            return report(problems, "must provide an object", at)
        if "type" not in value:
            return report(problems, "missing required field: type", at)
        kind = value["type"]
        if not isinstance(kind, str):
            return report(problems, "must provide a string", f"{at}/type")
        rule = self.kinds.get(kind)
        if rule is None:
            return report(problems, f"unsupported type: {kind}", f"{at}/type")
        return rule.check(value, at, problems)


def typed(
    kind: str,
    required: Mapping[str, Rule] | None = None,
    optional: Mapping[str, Rule] | None = None,
    also: tuple[CrossCheck, ...] = (),
) -> Object:
    """An Object with a required `type` that is always `kind`."""
    return Object({"type": one_of(kind), **(required or {})}, optional, also)
