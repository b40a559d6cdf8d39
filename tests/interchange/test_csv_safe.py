import csv
import io

import pytest

from kyogikai_desktop.interchange.csv_safe import safe_cell


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+81-90",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "﹦1",
        "  =1",
        "　=1",
        "\x00=1",
        "\u200b＝1",
        "\ufeff \u202e@x",
        "=cmd|' /C calc'!A0",
    ],
)
def test_what_could_run_begins_with_an_apostrophe_and_stays_readable(text):
    assert safe_cell(text) == "'" + text
    assert safe_cell(safe_cell(text)) == safe_cell(text)


@pytest.mark.parametrize("text", ["", "北の杜市", "髙橋＝協議会", "012345", "'=1", "ー", "a=1", " 東 町"])
def test_everything_else_stays_as_it_is(text):
    assert safe_cell(text) == text


def test_a_cell_stays_one_cell():
    out = io.StringIO(newline="")
    csv.writer(out).writerow([safe_cell('=1,"2"\r\n=3')])
    assert list(csv.reader(io.StringIO(out.getvalue(), newline=""))) == [['\'=1,"2"\r\n=3']]
