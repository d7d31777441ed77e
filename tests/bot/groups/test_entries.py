"""Whom a text or a table names."""

import pytest

from bot.groups.entries import Entry, cut, email_of, group_and_people, is_email, of_rows, of_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ada@example.org", [Entry(email="ada@example.org")]),
        ("Ada Example <Ada@Example.org>;", [Entry(email="ada@example.org")]),
        ("<mailto:ada@example.org|ada@example.org>", [Entry(email="ada@example.org")]),
        (
            "<@U0123ABCD|ada> and U0456EFGH",
            [Entry(member_id="U0123ABCD"), Entry(unreadable="and"), Entry(member_id="U0456EFGH")],
        ),
        (
            "a@x.org, b@x.org\tc@x.org",
            [Entry(email="a@x.org"), Entry(email="b@x.org"), Entry(email="c@x.org")],
        ),
        ("@Ada Example, @benoit", [Entry(name="Ada Example"), Entry(name="benoit")]),
        ("a@x.org\nA@X.ORG\n\n", [Entry(email="a@x.org")]),
        ("somebody, ada@localhost", [Entry(unreadable="somebody"), Entry(unreadable="ada@localhost")]),
        ("josé.muñoz+mig@exämple.org", [Entry(email="josé.muñoz+mig@exämple.org")]),
        (
            "<@U1>, ana@x.org; Benoit",
            [Entry(member_id="U1"), Entry(email="ana@x.org"), Entry(unreadable="Benoit")],
        ),
        ("<@U1>; Benoit", [Entry(member_id="U1"), Entry(unreadable="Benoit")]),
        ("Ana <@U1> (Ana)", [Entry(member_id="U1")]),
        ("@@benoit, @ carmen", [Entry(name="benoit"), Entry(name="carmen")]),
        ("ana@@x.org、mailto:b@x.org", [Entry(email="ana@x.org"), Entry(email="b@x.org")]),
        ("UNICEF", [Entry(unreadable="UNICEF")]),
        ("Example, Ada <a@x.org>", [Entry(email="a@x.org")]),
        (
            "a@x.org, b@x.org, who?",
            [Entry(email="a@x.org"), Entry(email="b@x.org"), Entry(unreadable="who?")],
        ),
        ("a@x.org - b@x.org and", [Entry(email="a@x.org"), Entry(email="b@x.org"), Entry(unreadable="and")]),
    ],
)
def test_people_are_read_as_they_are_typed(text: str, expected: list[Entry]) -> None:
    assert of_text(text) == expected


def test_a_table_names_one_person_a_row_and_its_heading_is_nobody() -> None:
    rows = [["Name", "E-mail"], ["Ada", "ADA@example.org"], ["Nobody", ""], ["", "ada@example.org "]]
    assert of_rows(rows) == [Entry(email="ada@example.org"), Entry(unreadable="Nobody")]


def test_a_table_without_a_heading_loses_nobody() -> None:
    assert of_rows([["a@x.org"], ["b@x.org"]]) == [Entry(email="a@x.org"), Entry(email="b@x.org")]


@pytest.mark.parametrize("wrong", ["", "ada", "ada@", "ada@example", "a b@x.org", "@x.org"])
def test_what_is_no_address_is_not_taken_for_one(wrong: str) -> None:
    assert not is_email(wrong)
    assert is_email(email_of(" Ada@Example.org "))


def test_what_is_too_long_is_cut_between_two_people() -> None:
    assert cut("a@x.org, b@x.org", 20) == ("a@x.org, b@x.org", "")
    assert cut("a@x.org, bob@x.org; c@x.org", 15) == ("a@x.org", "bob@x.org; c@x.org")
    assert cut("a@x.org b@x.org", 10) == ("a@x.org", "b@x.org")
    assert cut("x" * 30, 10) == ("", "x" * 30)


def test_after_the_command_come_a_group_and_people() -> None:
    assert group_and_people("<#C01|migration> a@x.org, <@U0123ABCD>") == (
        "<#C01|migration>",
        "a@x.org, <@U0123ABCD>",
    )
    assert group_and_people("supply chains") == ("supply chains", "")
