"""Merges taken back in any order give everybody back what they had."""

from random import Random

from storage.merge_trees import Step, below, part

Having = dict[str, set[int]]  # by member, the fields that they have
PEOPLE = "ABCD"


class World:
    """Fields and who has them, with all that is kept of merges: as the tables have it."""

    def __init__(self, having: Having) -> None:
        self.having = having
        self.names = {number: {f"name {number}"} for number in range(6)}
        self.steps: list[tuple[int, Step]] = []  # with the term that each became

    def merge(self, keep: int, gone: int) -> None:
        had = {member for member, fields in self.having.items() if gone in fields}
        both = {member for member in had if keep in self.having[member]}
        names = self.names.pop(gone)
        self.names[keep] |= names
        self.steps = [(keep if into == gone else into, step) for into, step in self.steps]
        self.steps.append((keep, Step(gone, frozenset(names), frozenset(had - both), frozenset(both))))
        for member in had:
            self.having[member] = self.having[member] - {gone} | {keep}

    def undo(self, gone: int) -> None:
        kept = next(into for into, step in self.steps if step.gone_id == gone)
        mine = [step for into, step in self.steps if into == kept]
        parted, back = part(kept, mine, gone), below(kept, mine, gone)
        for member in parted.instead | parted.beside:
            self.having[member].add(gone)
        for member in parted.instead:
            self.having[member].remove(kept)
        self.names[gone] = set(next(step.names for step in mine if step.gone_id == gone))
        self.names[kept] -= self.names[gone]
        changed = {step.gone_id: step for step in parted.changed}
        self.steps = [
            (gone if step.gone_id in back else into, changed.get(step.gone_id, step))
            for into, step in self.steps
            if step.gone_id != gone
        ]


def test_everybody_has_again_what_they_had_in_whatever_order_merges_are_taken_back() -> None:
    for seed in range(300):
        random = Random(seed)
        having = {member: set(random.sample(range(6), random.randint(0, 4))) for member in PEOPLE}
        world = World({member: set(fields) for member, fields in having.items()})
        for _ in range(random.randint(1, 5)):
            world.merge(*random.sample(sorted(world.names), 2))
        gone = [step.gone_id for _, step in world.steps]
        random.shuffle(gone)
        for number in gone:
            world.undo(number)
        assert world.having == having, (seed, gone)


def test_of_two_that_became_one_who_had_both_keeps_the_one_that_is_not_taken_back() -> None:
    both_had = [
        Step(2, frozenset("b"), frozenset("A"), frozenset()),
        Step(3, frozenset("c"), frozenset(), frozenset("A")),
    ]
    parted = part(1, both_had, 2)
    assert (parted.instead, parted.beside) == (frozenset(), frozenset("A"))
    assert parted.changed == [Step(3, frozenset("c"), frozenset("A"), frozenset())]
