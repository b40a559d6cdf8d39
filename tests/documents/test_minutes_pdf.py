from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from pdf_readers import boxes, pages_by_pdfium, readers, text_by_pdfium
from sample_minutes import CARER, HOUSE, SYSTEM, sample_minutes

from kyogikai_desktop.documents import preview
from kyogikai_desktop.documents.fonts import installed_fonts
from kyogikai_desktop.documents.minutes_pdf import render
from kyogikai_desktop.documents.page import HEIGHT, LEFT, RIGHT, WIDTH
from kyogikai_desktop.domain.minutes import Absentee, Approval, Assignment, Attendee, MinutesItem

NAMES = [
    "髙橋 誠",
    "山﨑 花子",
    "𠮷田 博",
    "葛\U000e0100西 太郎",
    "葛西 太郎",
    "辻\U000e0100 一郎",
    "辻 一郎",
    "渡邉 邊",
    "\ufa19\ufa4f\uf9dc\ufa1b\ufa10",
    "神祐隆福塚",
    "か\u3099き",
]
LONG = ["漢" * 1500, "x" * 2000, "」" * 800, "（" * 800, "、。" * 400, " " * 2000, "行\n" * 100]
NAUGHTY = "\x00\x07\x1b\u202eabc\u200d😀\ud800\udc00\ufeff<b>&amp;\\(\\)"


@pytest.fixture(scope="module")
def fonts():
    return installed_fonts()


def filled(text):
    """Return minutes that say a text in every field."""
    item = MinutesItem(
        1, text, text, text, text, text, text, text, text, (Assignment(text, text), Assignment("甲", "乙"))
    )
    return sample_minutes(
        council=text,
        tier=text,
        legal_basis=text,
        place=text,
        chair=text,
        recorder=text,
        printed_by=text,
        form_label=text,
        marks=(text, "秘"),
        document_number=text,
        attendees=(Attendee(text, text, text, text),),
        absentees=(Absentee(text, text, text),),
        items=(item, HOUSE),
        approvals=(Approval(text, text, date(2026, 11, 26)),),
    )


def numbered(count):
    return tuple(replace(HOUSE, position=n, case_number=f"R8-{n:03}") for n in range(1, count + 1))


@pytest.mark.parametrize("read", readers())
@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_found_and_copies_back_as_typed(fonts, read, name):
    minutes = sample_minutes(
        attendees=(Attendee("市民課", "主事", name),),
        items=(replace(HOUSE, person=name, report=name + "の話。"),),
    )
    rendered = render(minutes, fonts)
    assert read(rendered.data).count(name) >= 3
    assert rendered.missing == ()


# pdfium on Linux keeps the halves of a surrogate pair apart and so finds no such name in any PDF;
# those names are held by the test above.
@pytest.mark.parametrize("name", [name for name in NAMES if max(name) <= "\uffff"])
def test_a_search_in_the_viewer_finds_every_name(fonts, name):
    data = render(sample_minutes(items=(replace(HOUSE, person=name),)), fonts).data
    document = pypdfium2.PdfDocument(data)
    found = [page.get_textpage().search(name).get_next() for page in document]
    document.close()
    assert any(found)


@pytest.mark.parametrize("base", ["葛", "辻"])
def test_a_variation_looks_different_on_paper(fonts, base):
    plain, varied = (
        render(sample_minutes(chair=base + selector), fonts).data for selector in ("", "\U000e0100")
    )
    assert preview.render_page(plain, 0, 2).rgb != preview.render_page(varied, 0, 2).rgb


def test_the_paper_says_all_that_was_recorded(fonts):
    text = re.sub(r"\s", "", text_by_pdfium(render(sample_minutes(), fonts).data))
    for said in (
        "令和8年度第4回実務者会議会議録",
        "孤独・孤立対策推進法第15条の協議会（守秘義務第18条）",
        "令和8年11月26日（木）14時00分から16時02分まで",
        "配布50部回収50部",
        "守秘義務を確認した。",
        "出席者（5機関6名）",
        "北の杜警察署（事案への対応）",
        "議題1ケースR8-012𠮷田博",
        "配食サービスの試し利用を本人に説明し、同意の有無を記録する",
        "民生委員辻\U000e0100一郎",
        "未定",
        "令和9年2月25日（木）",
        "支援会議（社会福祉法第106条の6）",
        "別紙のとおり決めた。",
        "様式第4号",
        "取扱注意",
        "会議後回収",
        "北福総第214号",
        "記録の先頭1204番3f9a2b7c01de",
        "印刷佐々木真由美令和8年11月26日16時42分",
    ):
        assert said in text


def test_papers_that_were_not_collected_are_counted(fonts):
    text = text_by_pdfium(render(sample_minutes(papers_out=50, papers_back=48), fonts).data)
    assert "配布 50部　回収 48部（未回収 2部）" in text


def test_an_item_without_decision_says_so(fonts):
    text = text_by_pdfium(render(sample_minutes(items=(replace(SYSTEM, decision=""),)), fonts).data)
    assert "（記載なし）" in text


def test_every_page_has_its_number_marks_and_title(fonts):
    rendered = render(sample_minutes(items=numbered(12)), fonts)
    pages = pages_by_pdfium(rendered.data)
    assert len(pages) == rendered.pages > 4
    for number, page in enumerate(pages, 1):
        assert f"{number} / {rendered.pages}\n" in page + "\n"
        assert "会議後回収" in page
        assert "第4回 実務者会議 会議録" in page


def test_the_header_row_of_a_long_attendance_is_repeated(fonts):
    attendees = tuple(Attendee(f"機関{n}", "主事", f"氏名{n}") for n in range(90))
    pages = pages_by_pdfium(render(sample_minutes(attendees=attendees), fonts).data)
    assert all("備考" in page for page in pages if "主事" in page)
    assert sum(page.count("主事") for page in pages) == 90


def test_no_item_heading_stands_alone_at_the_end_of_a_page(fonts):
    pages = pages_by_pdfium(render(sample_minutes(items=numbered(40)), fonts).data)
    for page in pages:
        last = [line for line in page.splitlines() if "議題" in line and "ケース" in line][-1:]
        assert not last or "本人の意向" in page.split(last[0])[1]


def test_a_hundred_items_are_printed_and_listed_in_the_outline(fonts):
    data = render(sample_minutes(items=numbered(100)), fonts).data
    document = pypdfium2.PdfDocument(data)
    outline = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    pages = pages_by_pdfium(data)
    document.close()
    items = [(title, page) for title, page in outline if title.startswith("議題")]
    assert len(items) == 100
    for title, page in items:
        assert title.split("　")[1] in pages[page]


def test_no_name_of_a_person_is_in_outline_or_properties(fonts):
    data = render(sample_minutes(), fonts).data
    document = pypdfium2.PdfDocument(data)
    listed = " ".join(mark.get_title() for mark in document.get_toc()) + str(document.get_metadata_dict())
    document.close()
    assert not [person for person in ("田 博", "西 美咲", "佐々木", "大西") if person in listed]


def test_properties_name_no_author_machine_path_or_day(fonts):
    data = render(sample_minutes(), fonts).data
    document = pypdfium2.PdfDocument(data)
    properties = document.get_metadata_dict()
    document.close()
    assert properties["Title"] == "令和8年度 第4回 実務者会議 会議録"
    assert properties["Author"] == ""
    assert properties["CreationDate"].startswith("D:20000101")
    for trace in (b"/usr", b"/home", str(Path.home()).encode(), b".ttf", b"Helvetica"):
        assert trace not in data
    assert b"/Lang (ja-JP)" in data


def test_all_fonts_are_embedded(fonts):
    data = render(sample_minutes(), fonts).data
    assert data.count(b"/BaseFont") == 2 * data.count(b"/FontFile2") > 0


def test_a_practice_council_is_marked_on_every_page(fonts):
    practice = pages_by_pdfium(render(sample_minutes(practice=True), fonts).data)
    real = pages_by_pdfium(render(sample_minutes(practice=False), fonts).data)
    assert all("練習用" in page for page in practice)
    assert not any("練習用" in page for page in real)


def test_the_same_minutes_give_the_same_bytes_whatever_was_printed_before(fonts):
    once = render(sample_minutes(), fonts).data
    render(sample_minutes(items=(CARER,), chair="葛\U000e0101😀"), fonts)
    assert render(sample_minutes(), fonts).data == once


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_texts_of_any_length_stay_inside_the_margins(fonts, text):
    rendered = render(filled(text), fonts)
    hanging = 16  # a comma or full stop of the title may hang
    for index in range(min(rendered.pages, 12)):
        for _, left, bottom, right, top in boxes(rendered.data, index):
            assert left >= LEFT - 1
            assert right <= WIDTH - RIGHT + hanging
            assert bottom >= 20
            assert top <= HEIGHT - 20


def test_naughty_characters_are_marked_and_named(fonts):
    rendered = render(filled(NAUGHTY), fonts)
    assert {"U+0000", "U+0007", "U+001B", "U+202E", "U+200D", "U+1F600", "U+D800"} <= set(rendered.missing)
    text = text_by_pdfium(rendered.data)
    assert "〓abc" in text
    assert "<b>&amp;\\(\\)" in text


def test_nothing_is_recorded_and_the_paper_is_still_whole(fonts):
    minutes = sample_minutes(
        items=(), attendees=(), absentees=(), approvals=(), marks=(), form_label="", document_number=""
    )
    bare = replace(minutes, document_date=None, starts=None, ends=None, papers_out=None)
    rendered = render(bare, fonts)
    assert rendered.pages == 1
    assert "議題（0件）" in text_by_pdfium(rendered.data)


def test_no_file_is_written_and_nothing_of_the_layer_is_imported_before(tmp_path):
    script = (
        "import sys, kyogikai_desktop.domain.minutes\n"
        "assert 'reportlab' not in sys.modules\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from sample_minutes import sample_minutes\n"
        "from kyogikai_desktop.documents import fonts, minutes_pdf, preview\n"
        "data = minutes_pdf.render(sample_minutes(), fonts.installed_fonts()).data\n"
        "preview.render_page(data, 0, 1.0)\n"
    )
    environment = {"TMPDIR": str(tmp_path), "HOME": str(tmp_path), "PYTHONPATH": ":".join(sys.path)}
    subprocess.run([sys.executable, "-B", "-c", script], check=True, cwd=tmp_path, env=environment)
    assert list(tmp_path.iterdir()) == []
