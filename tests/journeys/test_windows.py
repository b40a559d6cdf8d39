"""The main job in the windows, by keyboard: create, import, find, meet, minutes, summary, come back."""

from pathlib import Path

from jobs import hold_a_meeting, seat_people
from PySide6.QtWidgets import QApplication

LEDGER = Path(__file__).parents[1] / "data" / "ledger-form8.xlsx"
PASSWORD = "夏草や 兵どもが 2026"


def test_from_a_ledger_to_a_verified_preview_and_back(start, tmp_path):
    person = start()
    folder = tmp_path / "kitanomori"
    person.press("Alt+1")
    person.until(lambda: person.sees("協議会の名前"))
    for name, words in (
        ("協議会の名前", "北の杜市 孤独・孤立対策地域協議会"),
        ("市区町村コード", "202070"),
        ("人口", "50000"),
        ("保存する場所", str(folder)),
        ("氏名", "佐々木　真由美"),
        ("利用者ID（英数字）", "sasaki"),
        ("パスワード", PASSWORD),
        ("パスワード（もう一度）", PASSWORD),
    ):
        person.fill(name, words)
    person.press("Ctrl+Return")
    person.until(lambda: person.shell.main is not None)

    person.open_page("import")
    person.answer_file_dialog(LEDGER)
    person.press("Ctrl+O")
    person.until(lambda: person.sees("120 件を取り込む"))
    person.press("Ctrl+Return")
    person.until(lambda: person.sees("取り込みました"))

    session = person.page()._session
    seat_people(session)
    person.press("Ctrl+K")
    person.until_asked()
    person.type("吉田")
    palette = QApplication.activeModalWidget()
    person.until(lambda: any("𠮷田" in palette._list.item(n).text() for n in range(palette._list.count())))
    person.press("Return")
    person.until(lambda: person.page().title == "ケース" and person.shell.main.page().isVisible())

    hold_a_meeting(person)
    _write_minutes(person, tmp_path)
    _export_summary(person, tmp_path)
    _lock_and_come_back(person, start, folder)


def _write_minutes(person, tmp_path):
    from kyogikai_desktop.documents.preview import page_count

    target = tmp_path / "kaigiroku.pdf"
    person.until(lambda: person.page()._paper is not None)
    person.answer_file_dialog(target)
    person.press("Ctrl+S")
    person.until(target.exists)
    assert page_count(target.read_bytes()) >= 1


def _export_summary(person, tmp_path):
    from kyogikai_desktop.verify.releases import verify

    out = tmp_path / "out"
    out.mkdir()
    person.open_page("summary")
    person.until(lambda: person.page()._look is not None)
    person.answer_file_dialog(out)
    person.press("Ctrl+Return")
    person.until(lambda: list(out.glob("202070_*")))
    (folder,) = out.iterdir()
    assert folder.name.endswith("_preview")
    assert verify([folder]).findings == ()


def _lock_and_come_back(person, start, folder):
    locked = []
    person.shell.locked.connect(locked.append)
    person.press("Ctrl+L")
    person.until(lambda: locked)
    again = start()
    again.until(lambda: again.sees("北の杜市 孤独・孤立対策地域協議会"))
    again.until(again.shell.start.unlock.isVisible)
    again.fill("パスワード", "wrong")
    again.press("Return")
    again.until(lambda: again.sees("パスワードが違います。"))
    again.enter_password(PASSWORD)
    again.open_page("cases")
    again.until(lambda: again.sees("全 120 件"))
    again.open_page("meetings")
    again.until(lambda: again.page().title == "会議")
    assert [note.path for note in locked] == [folder]
