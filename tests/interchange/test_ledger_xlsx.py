from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from kyogikai_desktop.errors import AppError
from kyogikai_desktop.interchange import ledger_cells, ledger_xlsx
from kyogikai_desktop.interchange.ledger_cells import Formula
from kyogikai_desktop.interchange.ledger_file import read

MIDNIGHT = datetime(2026, 4, 1)  # noqa: DTZ001 (a spreadsheet knows no zones)
AFTERNOON = datetime(2026, 4, 1, 13, 5)  # noqa: DTZ001


@pytest.fixture
def path(tmp_path):
    return tmp_path / "台帳.xlsx"


def saved(path, fill):
    book = openpyxl.Workbook()
    fill(book.active)
    book.save(path)
    return read(path).sheets[0].rows


def repacked(path, part: str, change) -> None:
    """Change one part of a workbook's zip in place."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def refusal(path) -> str:
    with pytest.raises(AppError) as refused:
        read(path)
    return refused.value.key


def test_cells_keep_text_numbers_and_dates(path):
    cells = ["葛󠄀西", "０６０", "001", 12, 1.5, MIDNIGHT, AFTERNOON, True]
    rows = saved(path, lambda sheet: sheet.append(cells))
    assert rows[0] == (
        "葛󠄀西", "０６０", "001", 12, 1.5, date(2026, 4, 1), AFTERNOON, "True",
    )  # fmt: skip


def test_rows_and_columns_keep_their_places(path):
    def fill(sheet):
        sheet["C2"] = "x"
        sheet["A5"] = "y"

    assert saved(path, fill) == ((), (None, None, "x"), (), (), ("y",))


def test_a_formula_is_text_and_never_a_value_of_ours(path):
    rows = saved(path, lambda sheet: sheet.append(['=HYPERLINK("http://x")', "=1+1"]))
    assert rows[0] == (Formula('=HYPERLINK("http://x")'), Formula("=1+1"))


def test_a_formula_keeps_the_value_that_the_spreadsheet_showed(path):
    saved(path, lambda sheet: sheet.append(["=1+1", "=A1"]))
    repacked(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(
            b'<c r="A1"><f>1+1</f><v /></c>', b'<c r="A1"><f>1+1</f><v>2</v></c>'
        ).replace(b'<c r="B1"><f>A1</f><v /></c>', b'<c r="B1" t="str"><f>A1</f><v></v></c>'),
    )
    assert read(path).sheets[0].rows[0] == (Formula("=1+1", 2), None)


def test_an_error_value_is_no_text(path):
    assert saved(path, lambda sheet: sheet.append(["#REF!", "x"]))[0] == (Formula("#REF!"), "x")


def test_a_value_merged_over_rows_holds_in_each_of_them(path):
    def fill(sheet):
        for cells in (["名", "機関"], ["甲", "病院"], ["乙"], ["丙"]):
            sheet.append(cells)
        sheet.merge_cells("B2:B3")
        sheet.merge_cells("A1:B1")

    assert saved(path, fill) == (("名",), ("甲", "病院"), ("乙", "病院"), ("丙",))


def test_every_sheet_is_read_under_its_title(path):
    book = openpyxl.Workbook()
    book.active.title = "一覧"
    book.create_sheet("記入要領").append(["読むだけ"])
    book.save(path)
    assert [sheet.title for sheet in read(path).sheets] == ["一覧", "記入要領"]


def test_a_date_beyond_the_calendar_is_no_value_and_no_warning(path):
    saved(path, lambda sheet: sheet.append([MIDNIGHT]))
    repacked(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>46113</v>", b"<v>99999999</v>"))
    assert read(path).sheets[0].rows[0] == (Formula("#VALUE!"),)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(path):
    saved(path, lambda sheet: sheet.append(["x"]))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings2.xml", bytes(ledger_xlsx.MAX_UNPACKED_BYTES))
    assert path.stat().st_size < 1_000_000
    assert refusal(path) == "ledger_unpacks_too_large"


def test_a_part_larger_than_it_declares_is_damaged(path):
    saved(path, lambda sheet: sheet.append(["x"] * 50))
    data = bytearray(path.read_bytes())
    entry = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    data[entry + 24 : entry + 28] = (20).to_bytes(4, "little")  # the size in the directory
    path.write_bytes(data)
    assert refusal(path) == "ledger_damaged"


@pytest.mark.parametrize(
    "entity", [b'<!ENTITY a "aaaaaaaaaa">', b'<!ENTITY a SYSTEM "file:///etc/hostname">']
)
def test_entities_are_not_resolved(path, entity):
    saved(path, lambda sheet: sheet.append(["x"]))
    head = b"<!DOCTYPE worksheet [" + entity + b"]>"
    repacked(
        path, "xl/worksheets/sheet1.xml", lambda xml: head + xml.replace(b"<sheetData>", b"<sheetData>&a;")
    )
    assert refusal(path) == "ledger_damaged"


def test_a_million_rows_are_not_read_to_their_end(path, monkeypatch):
    monkeypatch.setattr(ledger_cells, "MAX_ROWS", 2_000)
    saved(path, lambda sheet: sheet.append([1]))
    rows = b"".join(b'<row r="%d"><c><v>1</v></c></row>' % number for number in range(1, 1_000_000))
    repacked(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.partition(b"<sheetData>")[0] + b"<sheetData>" + rows + b"</sheetData></worksheet>",
    )
    assert refusal(path) == "ledger_too_many_rows"


def test_one_cell_in_the_last_row_of_the_sheet_is_too_many_rows(path):
    saved(path, lambda sheet: sheet.append([1]))
    repacked(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b'<row r="1">', b'<row r="1048576">').replace(b'r="A1"', b'r="A1048576"'),
    )
    assert refusal(path) == "ledger_too_many_rows"


def test_a_row_far_below_the_end_of_any_sheet_ends_the_reading(path, monkeypatch):
    monkeypatch.setattr(ledger_cells, "MAX_LINES", 2_000)
    saved(path, lambda sheet: sheet.append([1]))
    repacked(
        path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<row r="1">', b'<row r="99999999999">')
    )
    assert refusal(path) == "ledger_too_many_rows"


def test_tags_that_never_end_are_not_searched_for_hours(path):
    saved(path, lambda sheet: sheet.append([1]))
    repacked(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + b"<mergeCell " * 200_000),
    )
    assert refusal(path) == "ledger_damaged"


def test_styles_that_would_take_minutes_are_refused_before_they_are_read(path):
    saved(path, lambda sheet: sheet.append([1]))
    repacked(path, "xl/styles.xml", lambda _xml: b"<xf/>" * 4_000_000)
    assert refusal(path) == "ledger_unpacks_too_large"


def test_a_cell_in_the_last_column_is_too_many_columns(path):
    def fill(sheet):
        sheet["XFD1"] = 1

    with pytest.raises(AppError) as refused:
        saved(path, fill)
    assert refused.value.key == "ledger_too_many_columns"


def test_a_surrogate_written_as_a_reference_is_damaged(path):
    saved(path, lambda sheet: sheet.append([1]))
    cell = b'<c r="A1" t="inlineStr"><is><t>&#xD800;</t></is></c>'
    repacked(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<c r="A1" t="n"><v>1</v></c>', cell))
    assert refusal(path) == "ledger_damaged"


@pytest.mark.parametrize("cut", [10, 500, 2_000])
def test_a_truncated_workbook_is_damaged(path, cut):
    saved(path, lambda sheet: sheet.append(["x"]))
    path.write_bytes(path.read_bytes()[:cut])
    assert refusal(path) == "ledger_damaged"


def test_a_zip_that_is_no_workbook_is_damaged(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    assert refusal(path) == "ledger_damaged"


def test_old_and_protected_workbooks_are_told_apart_from_damage(path):
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert refusal(path) == "ledger_protected"


def test_an_encrypted_zip_is_told(path):
    saved(path, lambda sheet: sheet.append(["x"]))
    data = bytearray(path.read_bytes())
    directory = zipfile.ZipFile(io.BytesIO(data)).start_dir
    data[directory + 8] |= 1
    path.write_bytes(data)
    assert refusal(path) == "ledger_protected"
