"""Papers as PDF: the register's entry of a carry-out (持出簿の記載票), and the facts about a loss."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from threading import Lock

from kyogikai_desktop.documents import carry_sheet
from kyogikai_desktop.documents.carry_sheet import CarrySheet, Rows
from kyogikai_desktop.documents.fonts import FontChain, installed_fonts
from kyogikai_desktop.documents.page import RenderedPdf
from kyogikai_desktop.domain.audit_words import person, seconds
from kyogikai_desktop.domain.carrying import Carry, CarryId
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.wareki import format_long
from kyogikai_desktop.records import account_records, audit_rows, backup_records, carry_records
from kyogikai_desktop.services import output
from kyogikai_desktop.services.carrying import Carrying
from kyogikai_desktop.services.session import Session

ENCRYPTION = "AES-256（SQLCipher 4）。鍵は、利用者ごとのパスワード（Argon2id）がないと開かない"
_HASH_DIGITS = 16
_RETURN = (
    ("戻った日時", "　　　年　　月　　日　　　　時　　分"),
    ("媒体の中を消した", "□ 消した　　□ 消していない（理由：　　　　　　　　　　　　　　）"),
    ("確認した人", "　　　　　　　　　　　　　　　　印"),
)
_ENTRY_FOOT = (
    "パスワードを書いたものを、媒体といっしょに運ばないでください。なくしたときは、すぐに保護管理者へ知らせ、"
    "この票を見ながら、いつ・どこで・何を・何件・暗号化の有無を報告します。"
)


_BY_HAND = (
    ("分かった日時", "　　　年　　月　　日　　　　時　　分　　分かった人："),
    ("何が起きたか", "□ 媒体をなくした　　□ パソコンをなくした　　□ 盗まれた　　□ その他"),
    ("どこで・どのように", "　\n　"),
    ("いっしょになくしたか", "パスワードを書いたもの　　□ ある　　□ ない　　□ 分からない"),
)
_TO_TELL = (
    ("施設・交通機関・警察", "なくした場所、遺失届か盗難届（番号：　　　　　　　　）　　□ 知らせた"),
    ("個人情報の担当", "□ 知らせた（　　月　　日　　時）　　□ 本人への通知が要るかを相談した"),
    (
        "個人情報保護委員会",
        "□ 報告が要る　　□ 要らない　（個人情報の担当が決めます。個人情報保護法第68条。"
        "要るときの速報は、知ってからおおむね3～5日のうちです）",
    ),
)
_LOSS_FOOT = (
    "この紙に、ケースの人の名前はありません。なくしたファイルは、持ち出した日のパスワードで開きます。"
    "あとからパスワードを変えても、そのファイルの守りは変わりません。"
)
_PC_FOOT = (
    "この紙に、ケースの人の名前はありません。なくしたパソコンの協議会は、その日のパスワードで開きます。"
    "あとからパスワードや鍵を変えても、なくしたものの守りは変わりません。"
    "パスワードを書いた紙や復旧シートも、いっしょになくしていないか確かめてください。"
)
_WHICH_PC = ("どのパソコン", "管理番号：　　　　　　　　　　置いてあった場所：")
_BACK_AGAIN = "前のパソコンの協議会は、ここの続きではありません。中身を消し、使わないでください。　　□ 消した"
_STEPS = {
    "carry_out": "持ち出し",
    "carry_file": "ファイル",
    "carry_break": "打ち切り",
    "carry_return": "持ち帰り",
}
_MOST_STEPS = 50  # rows of the log about one carry-out; a paper that is printed often has many


class Paper(StrEnum):
    """Which paper: two are about one carry-out, the third about a PC on which the council lay."""

    ENTRY = "entry"
    LOSS = "loss"
    PC = "pc"

    @property
    def action(self) -> str:
        """Return what the log says when it is put on paper."""
        return "print_carry" if self is Paper.ENTRY else "print_loss"


class CarryPapers:
    """The papers about what left the office of one open council; of a PC, the record is not looked at."""

    def __init__(self, session: Session, fonts: FontChain | None = None) -> None:
        self._session = session
        self._fonts = fonts or installed_fonts()
        # Faces keep parser state: the preview and an export must not set a page at the same time.
        self._setting = Lock()

    def preview(self, paper: Paper, record: CarryId) -> RenderedPdf:
        """Set a paper for the screen."""
        sheet = self._sheet_of(paper, record)
        with self._setting:
            return carry_sheet.render(sheet, self._fonts)

    def for_print(self, paper: Paper, record: CarryId) -> RenderedPdf:
        """Set a paper to be printed, and log that where this copy can be written."""
        with self._going_out(paper, record):
            return self.preview(paper, record)

    def drop(self, paper: Paper, record: CarryId) -> None:
        """Log that a paper which was set to be printed was not, where this copy can be written."""
        if not self._session.read_only:
            output.dropped(self._session.store, paper.action, _name(paper, record))

    def export(self, paper: Paper, record: CarryId, path: Path) -> RenderedPdf:
        """Write a paper as a PDF file, or leave nothing under its name."""
        with self._going_out(paper, record):
            rendered = self.preview(paper, record)
            output.save(path, rendered.data)
        return rendered

    def _going_out(self, paper: Paper, record: CarryId) -> AbstractContextManager[None]:
        if self._session.read_only:
            return nullcontext()
        return output.logged(self._session.store, paper.action, _name(paper, record))

    def _sheet_of(self, paper: Paper, record: CarryId) -> CarrySheet:
        if paper is Paper.PC:
            return self._pc()
        carry = carry_records.get(self._session.store.reader, record)
        return self._entry(carry) if paper is Paper.ENTRY else self._loss(carry)

    def _entry(self, carry: Carry) -> CarrySheet:
        title = f"個人情報の持出簿　記載票（第 {carry.id} 号）"
        rows = (
            ("協議会", self._session.council.name),
            *self._left(carry),
            *_file(carry),
            ("予定", f"{format_long(carry.due.date())} {carry.due:%H:%M} までに持ち帰る"),
            ("操作の記録", f"{carry.seq} 番から"),
            ("様子", carry.state.label),
        )
        parts = (("持ち出し", rows), ("持ち帰り（手で書きます）", _RETURN))
        return self._sheet(title, "持出簿", parts, _ENTRY_FOOT)

    def _loss(self, carry: Carry) -> CarrySheet:
        title = f"持ち出したものの紛失・盗難の記録（第 {carry.id} 号）"
        people = account_records.all_of(self._session.store.reader)
        known = (
            *self._left(carry),
            *_file(carry),
            *self._ended(carry, {one.login: one.name for one in people}),
        )
        return self._lost(title, known, _BY_HAND, _LOSS_FOOT)

    def _pc(self) -> CarrySheet:
        db = self._session.store.reader
        restored, renewed = backup_records.restores(db)[-1:], audit_rows.newest(db, "change_key")
        openers = [slot.kind for slot in self._session.vault.header.slots]
        sheets = "、または復旧シート 2 枚" if "recovery" in openers else ""
        known = (
            (
                "中身",
                f"協議会の記録の全部（いまの件数：ケース {dict(backup_records.counts(db))['case']:,} 件）",
            ),
            *(("控えから戻した日時", f"{_moment(one.at)}　操作の記録 {one.to:,} 番まで") for one in restored),
            ("鍵を新しくした日時", _moment(renewed.at) if renewed else "まだ（「利用者」で新しくします）"),
            ("暗号化", ENCRYPTION),
            ("開ける人", f"パスワードをもつ {openers.count('person')} 人{sheets}"),
        )
        by_hand = (_WHICH_PC, *_BY_HAND, ("戻ってきたとき", _BACK_AGAIN))
        return self._lost("協議会の入ったパソコンの紛失・盗難の記録", known, by_hand, _PC_FOOT)

    def _lost(self, title: str, known: Rows, by_hand: Rows, foot: str) -> CarrySheet:
        """Return a paper about something that is gone: what is known, what hands write, whom to tell."""
        people = account_records.all_of(self._session.store.reader)
        custodians = "、".join(one.name for one in people if one.is_active and one.is_custodian)
        known = (("協議会", self._session.council.name), *known)
        tell = (("保護管理者（すぐに）", f"この協議会の保護管理の人：{custodians}　　□ 知らせた"), *_TO_TELL)
        parts = (("分かっていること", known), ("手で書きます", by_hand), ("知らせる先", tell))
        return self._sheet(title, "紛失の記録", parts, foot)

    def _ended(self, carry: Carry, names: dict[str, str]) -> Rows:
        """Return what the log holds of this carry-out, and who gave it up together."""
        rows = audit_rows.page(self._session.store.reader, f"carry:{carry.id}", _MOST_STEPS)
        steps = [row for row in reversed(rows) if row.action in _STEPS]
        listed = "、".join(f"{row.seq} 番（{_STEPS[row.action]}）" for row in steps)
        ends = [row for row in steps if row.action == "carry_break"]
        broken = (
            f"{_moment(row.at)}　{'、'.join(person(one, names) for one in (row.actor, *seconds(row.detail)))}"
            for row in ends
        )
        return (
            ("様子", carry.state.label),
            *(("打ち切った日時と人", words) for words in broken),
            ("操作の記録", listed),
        )

    def _sheet(self, title: str, form: str, parts: tuple[tuple[str, Rows], ...], foot: str) -> CarrySheet:
        council = self._session.council
        return CarrySheet(title, form, council.name, council.practice, self._session.today(), parts, foot)

    def _left(self, carry: Carry) -> Rows:
        return (
            ("持ち出した日時", _moment(carry.left_at)),
            ("持ち出した人", Carrying(self._session).name_of(carry.left_by)),
            ("行き先・目的", f"{carry.destination}　{carry.purpose}"),
            ("許可", carry.permission),
            ("媒体", carry.medium),
        )


def report(carry: Carry) -> tuple[str, ...]:
    """Return the facts for the report about a loss, a line each."""
    return (
        f"持ち出した日時：{_moment(carry.left_at)}",
        f"中身：ケース {carry.cases:,} 件の協議会（{carry.file_name or 'ファイル名の記録なし'}）",
        f"暗号化：{ENCRYPTION}",
        f"開ける人：パスワードをもつ {carry.people} 人。書いたパスワードを失っていないか確かめてください。",
        "報告が要るかは、保護管理者と個人情報の担当が決めます。暗号化したファイルだけでも、記録に残してください。",
    )


def _file(carry: Carry) -> Rows:
    named = f"{carry.file_name}　{carry.file_size:,} バイト" if carry.file_name else "名前の記録なし"
    return (
        ("中身", f"協議会の記録の全部（ケース {carry.cases:,} 件）"),
        ("ファイル", named),
        ("SHA-256（はじめ）", carry.file_hash[:_HASH_DIGITS] or "記録なし"),
        ("暗号化", ENCRYPTION),
        ("開ける人", f"{carry.people} 人"),
    )


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    there = at.astimezone(JST)
    return f"{format_long(there.date())} {there:%H:%M}"


def _name(paper: Paper, record: CarryId) -> str:
    return "" if paper is Paper.PC else f"carry:{record}"
