"""What must be unique: a block_id in its message or view, an action_id in its block, the one element in focus."""

from collections.abc import Iterator

from sandbox.blockkit.schema import JSON, report


def check_identifiers(blocks: list[JSON], at: str, problems: list[str]) -> None:
    """Append a line for each identifier that `blocks`, which stand at JSON pointer `at`, give for the second time.

    The blocks must have passed their rules.
    """
    block_ids: set[str] = set()
    focused = False
    for index, block in enumerate(blocks):
        here = f"{at}/{index}"
        _claim("block_id", block, block_ids, here, problems)
        action_ids: set[str] = set()
        for element, place in _elements(block, here):
            _claim("action_id", element, action_ids, place, problems)
            if element.get("focus_on_load"):
                if focused:
                    report(problems, "only one element can define `focus_on_load`", f"{place}/focus_on_load")
                focused = True


def _claim(name: str, owner: dict[str, JSON], taken: set[str], at: str, problems: list[str]) -> None:
    identifier = owner.get(name)
    if identifier is None:
        return
    if identifier in taken:
        report(problems, f'`{name}` "{identifier}" already exists', f"{at}/{name}")
    taken.add(identifier)


def _elements(block: dict[str, JSON], at: str) -> Iterator[tuple[dict[str, JSON], str]]:
    if block["type"] in {"actions", "context_actions"}:
        for index, element in enumerate(block["elements"]):
            yield element, f"{at}/elements/{index}"
    for place in ("accessory", "element"):
        if place in block:
            yield block[place], f"{at}/{place}"
