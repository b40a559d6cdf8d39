"""carry on the command line: out, opened, back, taken in; one line each, also when it does not work."""

from __future__ import annotations

import io

from derivations import derived  # noqa: F401 (fixture)
from rooms import MORI, away, away_template, rooms, two_people  # noqa: F401 (fixtures)
from sample_council import PASSWORD, council_template  # noqa: F401 (fixture)

from kyogikai_desktop.commands.console import Console
from kyogikai_desktop.commands.main import run


def call(*arguments, lines=(PASSWORD,)):
    out, err = io.StringIO(), io.StringIO()
    stdin = io.StringIO("".join(f"{line}\n" for line in lines))
    code = run([*map(str, arguments), "--password-stdin"], Console(stdin, out, err))
    return code, out.getvalue().splitlines(), err.getvalue().splitlines()


def leave(place, *more):
    what = ("--to", "第2会議室", "--permission", "12号", "--until", "R8.11.28 17:00")
    return call("carry", place.office.folder, "out", place.stick, *what, *more)


def test_out_and_back_by_commands_alone(rooms):  # noqa: F811 (the fixture)
    rooms.at(rooms.office)
    entry = rooms.stick / "entry.pdf"
    code, [said, listed], [note] = leave(rooms, "--entry", entry)
    assert (code, entry.read_bytes()[:4]) == (0, b"%PDF")
    assert "読むだけ" in note
    assert str(entry) in listed
    assert said.endswith("kyogikai-001-out.carry")
    assert call("check", rooms.office.folder)[:2] == (0, ["異常はありません。"])
    code, out, [refused] = leave(rooms)
    assert (code, out) == (2, [])
    assert "もう持ち出し中です" in refused
    rooms.at(rooms.laptop)
    assert call("carry", rooms.laptop.folder, "open", rooms.stick / "kyogikai-001-out.carry")[0] == 0
    assert call("carry", rooms.laptop.folder, "back", rooms.stick)[0] == 0
    rooms.at(rooms.office)
    code, out, [refused] = call(
        "carry", rooms.office.folder, "return", rooms.stick / "kyogikai-001-out.carry"
    )
    assert (code, out) == (2, [])
    assert "「kyogikai-001-out.carry」は、持ち出したときのファイルです" in refused
    back = rooms.stick / "kyogikai-001-return-1.carry"
    assert call("carry", rooms.office.folder, "return", back)[0] == 0
    code, out, [refused] = call("carry", rooms.office.folder, "return", back)
    assert (code, out) == (2, [])
    assert "「kyogikai-001-return-1.carry」の持ち出しは、もう持ち帰って取り込んであります" in refused
    assert "「council」を開き" in refused
    assert "持ち帰りずみ" in call("carry", rooms.office.folder, "list")[1][0]


def test_two_people_give_it_up_and_get_the_facts(away):  # noqa: F811 (the fixture)
    away.at(away.office)
    code, _, [refused] = call("carry", away.office.folder, "break")
    assert (code, "2人" in refused) == (2, True)
    paper = away.stick / "loss.pdf"
    broken = call(
        "carry", away.office.folder, "break", "--approver", "mori", "--report", paper, lines=(PASSWORD, MORI)
    )
    assert broken[0] == 0, broken
    assert paper.read_bytes()[:4] == b"%PDF"
    assert any("AES-256" in line for line in broken[1])


def test_what_is_no_carried_file_is_called_that_and_no_backup(rooms):  # noqa: F811 (the fixture)
    (rooms.stick / "notes.txt").write_text("a note")
    for name, told in (
        ("none.carry", "「none.carry」がありません"),
        ("notes.txt", "「notes.txt」は、壊れているか"),
    ):
        for verb, folder in (("open", rooms.laptop.folder), ("return", rooms.office.folder)):
            code, out, [refused] = call("carry", folder, verb, rooms.stick / name)
            assert (code, out, told in refused) == (2, [], True), refused
            assert "控え" not in refused


def test_what_is_missing_is_one_line(rooms):  # noqa: F811 (the fixture)
    code, out, [usage] = call("carry", rooms.office.folder, "out", rooms.stick)
    assert (code, out) == (2, [])
    assert "使い方：" in usage
