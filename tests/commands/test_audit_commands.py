"""audit verify: a whole log gives what to write down; everything else is one line each."""

from __future__ import annotations

import io
import shutil

import pytest
from sample_council import PASSWORD, council, council_template, receive  # noqa: F401 (fixtures)

from kyogikai_desktop.commands.console import Console
from kyogikai_desktop.commands.main import run
from kyogikai_desktop.records import audit, audit_rows
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.chain import Fit, anchor, anchor_text, fit


def call(*arguments, password=PASSWORD):
    out, err = io.StringIO(), io.StringIO()
    words = [str(argument) for argument in arguments]
    code = run([*words, "--password-stdin"], Console(io.StringIO(f"{password}\n"), out, err))
    return code, out.getvalue().splitlines(), err.getvalue().splitlines()


def verify(council, *anchors):  # noqa: F811
    return call("audit", "verify", council.folder, *(word for one in anchors for word in ("--anchor", one)))


def written_down(council):  # noqa: F811
    code, [said], err = verify(council)
    assert (code, err) == (0, [])
    return said.rpartition("：")[2]


def test_a_whole_log_gives_its_head_and_that_head_fits_later(council):  # noqa: F811
    paper = written_down(council)
    with council.open() as session:
        receive(session, "新しい　人")
    code, [said], _ = verify(council, paper)
    assert code == 0
    assert said.startswith("異常はありません。")
    assert not said.endswith(paper)


def test_a_value_that_does_not_fit_and_a_number_that_is_not_there_are_findings(council):  # noqa: F811
    seq, digits = written_down(council).split(":")
    wrong = "0" if digits[0] != "0" else "1"
    code, [said], _ = verify(council, f"{seq}:{wrong}{digits[1:]}")
    assert (code, f"{seq} 番" in said) == (1, True)
    code, [said], _ = verify(council, f"99999:{digits}")
    assert (code, "99999 番" in said) == (1, True)


@pytest.mark.parametrize("text", ["12", "x:abcdef01", "0:abcdef01", "5:xyz", "5:abc", "5:", ":"])
def test_an_anchor_that_cannot_be_read_is_refused_in_one_line(council, text):  # noqa: F811
    code, out, err = verify(council, text)
    assert (code, out, len(err)) == (2, [], 1)


def test_anchors_are_read_as_people_type_them():
    assert anchor_text("１２３４：ＡＢＣＤ ef01 2345") == anchor("1,234番", "abcd ef01 2345")


def test_a_forged_row_is_a_finding(council):  # noqa: F811
    with council.open() as session:
        db = session.vault.writer()
        db.execute("DROP TRIGGER audit_is_fixed")
        db.execute("UPDATE audit SET actor = 'nobody' WHERE seq = 3")
    code, [said], _ = verify(council)
    assert (code, "3 番" in said) == (1, True)


def test_an_older_copy_put_in_place_is_told_by_what_this_pc_has_seen(council, tmp_path):  # noqa: F811
    council.open().close()
    old = shutil.copytree(council.folder, tmp_path / "old")
    with council.open() as session:
        receive(session, "新しい　人")
    shutil.rmtree(council.folder)
    shutil.copytree(old, council.folder)
    code, [said], _ = verify(council)
    assert (code, "このパソコンで前に見た" in said) == (1, True)


def test_after_a_restore_it_only_says_that_one_took_place(council):  # noqa: F811
    with council.open() as session:
        made = Backups(session).make()
        shutil.copy(made.file, council.folder.parent / "kept.bak")
        receive(session, "新しい　人")
        lost = audit.head(session.store.reader)
    shutil.rmtree(council.folder)
    code, *_ = call("restore", council.folder.parent / "kept.bak", council.folder)
    assert code == 0
    code, lines, _ = verify(council)
    assert code == 0
    assert "控えから戻しています" in lines[0]
    assert lines[-1].startswith("異常はありません。")
    code, lines, _ = verify(council, f"{lost.seq}:{lost.mac.hex()[:12]}")
    assert code == 0
    assert any("残らなかった記録です" in line for line in lines)
    with council.open() as session:
        assert fit(session.store.reader, anchor(str(lost.seq), lost.mac.hex())) is Fit.LEFT_BEHIND
    assert call("check", council.folder)[0] == 0


def test_the_monthly_sheet_is_written_whole_or_refused_in_one_line(council, tmp_path):  # noqa: F811
    file = tmp_path / "sheet.pdf"
    code, [said], err = call("audit", "sheet", council.folder, "--month", "R8.11", "-o", file)
    assert (code, err) == (0, [])
    assert str(file) in said
    assert file.read_bytes().startswith(b"%PDF")
    for month in ("R8.13", "3000-01", "0001-01"):
        code, out, err = call("audit", "sheet", council.folder, "--month", month, "-o", tmp_path / "no.pdf")
        assert (code, out, len(err)) == (2, [], 1)
    assert not (tmp_path / "no.pdf").exists()


def test_a_sheet_that_could_not_be_written_stands_in_the_log_as_not_made(council, tmp_path):  # noqa: F811
    missing = tmp_path / "nowhere" / "sheet.pdf"
    code, out, err = call("audit", "sheet", council.folder, "--month", "2026-11", "-o", missing)
    assert (code, out, len(err)) == (2, [], 1)
    with council.open() as session:
        acts = [row.action for row in audit_rows.page(session.store.reader, "", 9) if "sheet" in row.action]
    assert acts == ["make_audit_sheet_dropped", "make_audit_sheet"]
