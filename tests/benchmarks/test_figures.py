from benchmarks.figures import Figure, table


def test_a_figure_at_its_bound_has_met_its_aim() -> None:
    assert Figure("b", "n", 1.25, at_most=1.25).verdict == "pass"
    assert Figure("b", "n", 1.26, at_most=1.25).verdict == "FAIL"
    assert Figure("b", "n", 0.95, "share", at_least=0.95).verdict == "pass"
    assert Figure("b", "n", 0.94, "share", at_least=0.95).verdict == "FAIL"


def test_a_figure_without_an_aim_is_not_judged() -> None:
    figure = Figure("b", "n", 3.0, "ms")
    assert (figure.aim, figure.verdict) == ("", "")


def test_the_table_has_a_line_for_each_figure_with_its_aim_and_verdict() -> None:
    lines = table(
        [Figure("door", "time", 0.3, "x", "Bolt", at_most=0.5), Figure("pace", "calls", 0, "calls")]
    )
    assert [line.split() for line in lines.splitlines()] == [
        ["figure", "measured", "aim", "against"],
        ["door", "time", "0.30", "x", "<=", "0.5", "pass", "Bolt"],
        ["pace", "calls", "0", "calls"],
    ]
