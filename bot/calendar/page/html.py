"""HTML as nested calls: what is not `Html` is text, and is escaped. Pure."""

from html import escape


class Html(str):
    """Markup on purpose, not something that somebody typed."""

    __slots__ = ()


Child = str | None

_VOID = frozenset({"meta", "link"})
_UNSHOWN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, *range(55296, 57344)))


def element(name: str, /, *children: Child, **attributes: str | bool | None) -> Html:
    """`<name …>children</name>`. Attributes: `class_` is class, `aria_label` is aria-label; None and False are left out."""
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{join(*children)}</{name}>")


def join(*children: Child) -> Html:
    return Html("".join(child if isinstance(child, Html) else _text(child) for child in children if child))


def _text(value: str) -> str:
    # `str` first: a subclass (Markup) would have ways of its own.
    return escape(str(value).translate(_UNSHOWN))


def _attribute(key: str, value: str | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{_text(value)}"'
