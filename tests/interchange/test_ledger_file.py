from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyogikai_desktop.errors import AppError
from kyogikai_desktop.interchange import ledger_cells, ledger_file
from kyogikai_desktop.interchange.ledger_cells import Formula
from kyogikai_desktop.interchange.ledger_file import read

TEXT = "氏名,備考\r\n𠮷田,髙い\r\n"


def rows_of(path, data: bytes):
    path.write_bytes(data)
    return read(path).sheets[0].rows


@pytest.fixture
def csv_path(tmp_path):
    return tmp_path / "台帳.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_is_read_with_and_without_bom(csv_path, encoding):
    assert rows_of(csv_path, TEXT.encode(encoding)) == (("氏名", "備考"), ("𠮷田", "髙い"))


def test_cp932_is_read_with_the_letters_of_windows(csv_path):
    assert rows_of(csv_path, "氏名\r\n髙橋①﨑\r\n".encode("cp932")) == (("氏名",), ("髙橋①﨑",))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "iso2022_jp", "euc_jp"])
def test_other_encodings_are_refused_or_find_no_heading(csv_path, encoding):
    prefix = b"\xfe\xff" if encoding == "utf-16-be" else b""
    csv_path.write_bytes(prefix + "受理日,氏名\r\n令和六年,表示\r\n".encode(encoding))
    try:
        assert read(csv_path).sheets[0].rows[0] != ("受理日", "氏名")
    except AppError as error:
        assert error.key == "ledger_encoding"


def test_lone_surrogates_in_utf8_are_refused(csv_path):
    csv_path.write_bytes(TEXT.encode() * 9 + b"\xed\xa0\x80\r\n")
    with pytest.raises(AppError) as refused:
        read(csv_path)
    assert refused.value.key == "ledger_encoding"


def test_quotes_commas_and_lines_inside_cells_stay_in_the_cell(csv_path):
    data = '氏名,備考\n"吉田, 清","1行目\r\n2行目 ""引用"""\n'.encode()
    assert rows_of(csv_path, data)[1] == ("吉田, 清", '1行目\r\n2行目 "引用"')


@pytest.mark.parametrize("ending", [b"\r\n", b"\n", b"\r"])
def test_every_line_ending_ends_a_row(csv_path, ending):
    assert len(rows_of(csv_path, ending.join([b"a,b", b"1,2", b"3,4"]))) == 3


@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize(
    "lines",
    [
        ("受理日|氏名|備考", "R8.4.1|林|配食、見守り"),
        ("台帳", "", "受理日|氏名|備考", 'R8.4.1|林|"a,b;c\td"'),
        ("項目1|項目2", "x|y"),
    ],
)
def test_the_separator_is_known_by_the_headings_or_by_the_cells(csv_path, separator, lines):
    rows = rows_of(csv_path, "\r\n".join(lines).replace("|", separator).encode())
    wanted = [tuple(line.replace('"', "").split("|")) if line else () for line in lines]
    assert list(rows) == wanted


def test_signs_inside_cells_part_nothing_where_the_headings_do(csv_path):
    data = "受理日,氏名,課題\r\nR8.4.1,林,a;b;c;d\r\nR8.4.2,森,a;b;c;d\r\n"
    assert rows_of(csv_path, data.encode())[1] == ("R8.4.1", "林", "a;b;c;d")
    data = "項目1,項目2\r\nR8.4.1,a;b;c;d\r\nR8.4.2,a;b;c;d\r\n"
    assert rows_of(csv_path, data.encode())[1] == ("R8.4.1", "a;b;c;d")


def test_empty_columns_up_to_the_last_of_a_spreadsheet_are_none(csv_path):
    wide = b"," * 16_383 + b"\r\n"
    data = "受理日,氏名".encode() + wide + "R8.4.1,林".encode() + wide + wide
    assert rows_of(csv_path, data) == (("受理日", "氏名"), ("R8.4.1", "林"))
    with pytest.raises(AppError) as refused:
        rows_of(csv_path, data + b"x" + wide[:-2] + b"x\r\n")
    assert refused.value.key == "ledger_too_many_columns"


def test_an_open_quote_is_told_with_its_line_instead_of_swallowing_rows(csv_path):
    csv_path.write_bytes('氏名,備考\r\n吉田,"開いたまま\r\n佐藤,\r\n'.encode())
    with pytest.raises(AppError) as refused:
        read(csv_path)
    assert refused.value.key == "ledger_csv_broken"
    assert refused.value.values["line"] >= 2


def test_nul_bytes_neither_end_the_file_nor_reach_a_cell_that_is_read(csv_path):
    rows = rows_of(csv_path, b"a,b\r\nx\x00y,1\r\nlast,2\r\n")
    assert len(rows) == 3
    assert rows[2] == ("last", "2")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        " =A1",
        '=HYPERLINK("x")',
        "@SUM(A1)",
        "+cmd|' /C calc'!A0",
        "-SUM (A1)",
        "#N/A",
        "#REF!",
        "#NAME?",
    ],
)
def test_what_a_spreadsheet_would_run_is_marked_as_a_formula(text):
    assert ledger_cells.text_cell(text) == Formula(text)


@pytest.mark.parametrize(
    "text", ["+81-90-1234-5678", "-", "－", "@ホーム", "- 訪問", "3=3", "#1", "#N/Aの件"]
)
def test_ordinary_text_with_such_signs_stays_text(text):
    assert ledger_cells.text_cell(text) == text


def test_the_apostrophe_of_our_own_report_is_taken_away_again(csv_path):
    assert rows_of(csv_path, "a,'-5,'24年,'=1\r\n".encode())[0] == ("a", "-5", "'24年", Formula("=1"))


@pytest.mark.parametrize("name", ["台帳.xls", "台帳.xlsm", "台帳.ods", "台帳.txt", "台帳"])
def test_other_formats_are_told_by_their_ending(tmp_path, name):
    with pytest.raises(AppError) as refused:
        read(tmp_path / name)
    assert refused.value.key == "ledger_other_format"


def test_a_missing_file_and_a_folder_are_told_in_words(tmp_path):
    (tmp_path / "folder.csv").mkdir()
    for name in ("none.csv", "folder.csv"):
        with pytest.raises(AppError) as refused:
            read(tmp_path / name)
        assert refused.value.key == "ledger_not_readable"


def test_a_file_beyond_the_bound_is_not_read(csv_path, monkeypatch):
    monkeypatch.setattr(ledger_file, "MAX_FILE_BYTES", 100)
    csv_path.write_bytes(b"a" * 101)
    with pytest.raises(AppError) as refused:
        read(csv_path)
    assert refused.value.key == "ledger_too_large"


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"x\r\n" * 1_000_000, "ledger_too_many_rows"),
        (b"x," * 301 + b"x\r\n", "ledger_too_many_columns"),
        (b"x" * 40_000, "ledger_cell_too_long"),
        (b"x" * 200_000, "ledger_csv_broken"),
        (b"," * 2**20, "ledger_line_too_long"),
        ((b"," * 299 + b"x\n") * 40_000, "ledger_too_many_cells"),
    ],
)
def test_rows_columns_and_cells_are_bounded(csv_path, data, key):
    csv_path.write_bytes(data)
    with pytest.raises(AppError) as refused:
        read(csv_path)
    assert refused.value.key == key


def test_blank_rows_at_the_end_do_not_count(csv_path):
    assert rows_of(csv_path, b"a,b\r\n" + b",\r\n" * 300_000) == (("a", "b"),)


def test_blank_rows_between_count_so_that_row_numbers_hold(csv_path):
    assert rows_of(csv_path, b"a\r\n\r\n,,\r\nb\r\n") == (("a",), (), (), ("b",))


def test_the_same_content_has_the_same_fingerprint_under_any_name(tmp_path):
    for name in ("a.csv", "b.CSV"):
        (tmp_path / name).write_bytes(TEXT.encode())
    assert read(tmp_path / "a.csv").sha256 == read(tmp_path / "b.CSV").sha256


def test_progress_can_stop_the_reading(csv_path):
    class Stop(Exception):
        pass

    def stop(done: int, total: int) -> None:
        assert (done, total) == (1_000, 0)
        raise Stop

    csv_path.write_bytes(b"x\r\n" * 5_000)
    with pytest.raises(Stop):
        read(csv_path, stop)


@given(data=st.binary(max_size=300))
def test_no_bytes_raise_anything_but_an_error_in_words(tmp_path_factory, data):
    for suffix in (".csv", ".xlsx"):
        path = tmp_path_factory.getbasetemp() / f"soup{suffix}"
        path.write_bytes(data)
        try:
            read(path)
        except AppError as error:
            assert error.key.startswith("ledger_")
