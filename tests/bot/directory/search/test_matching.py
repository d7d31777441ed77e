"""Sets of numbers: who fits all parts, the best first, each person once."""

from pyroaring import BitMap

from bot.directory.search import matching


def test_who_fits_all_parts_is_found_and_the_weights_are_added() -> None:
    first = {100: BitMap([1, 2]), 40: BitMap([2, 3, 4])}
    second = {80: BitMap([3]), 10: BitMap([2, 4, 5])}
    assert matching.scored([first, second]) == [BitMap([3]), BitMap([2]), BitMap([4])]


def test_each_person_counts_with_their_best_weight_only() -> None:
    assert matching.scored([{100: BitMap([1]), 40: BitMap([1, 2])}]) == [BitMap([1]), BitMap([2])]


def test_no_parts_find_nobody_and_neither_does_a_part_that_nobody_fits() -> None:
    assert matching.scored([]) == []
    assert matching.scored([{100: BitMap([1])}, {}]) == []


def test_whoever_fits_two_words_fits_as_well_as_the_worse_of_them() -> None:
    assert matching.every([{100: BitMap([1, 2])}, {60: BitMap([2]), 40: BitMap([1, 3])}]) == {
        60: BitMap([2]),
        40: BitMap([1]),
    }
    assert matching.every([]) == {}


def test_parts_that_are_not_needed_bring_people_forward() -> None:
    among = BitMap([1, 2, 3, 4])
    found = matching.gathered([{10: BitMap([1, 2])}, {5: BitMap([2, 3])}], among)
    assert found == [BitMap([2]), BitMap([1]), BitMap([3])]


def test_pages_go_through_the_classes_with_the_newest_first() -> None:
    classes = [BitMap([3, 9]), BitMap([1, 2, 4, 8])]
    everybody = [9, 3, 8, 4, 2, 1]
    for size in (1, 2, 3, 4, 10):
        pages = [matching.page(classes, start, size) for start in range(0, 6, size)]
        assert [number for page in pages for number in page] == everybody
    assert matching.page(classes, 6, 10) == []
    assert matching.total(classes) == 6


def test_less_weight_is_never_none() -> None:
    assert matching.shifted({20: BitMap([1]), 10: BitMap([2])}, -25) == {1: BitMap([1, 2])}
