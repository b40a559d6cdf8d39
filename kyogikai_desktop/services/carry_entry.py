"""The register's entry (持出簿の記載票) as PDF, and the facts to report where something was lost."""

from __future__ import annotations

from pathlib import Path

from kyogikai_desktop.documents import carry_entry
from kyogikai_desktop.documents.carry_entry import CarryEntry
from kyogikai_desktop.documents.fonts import FontChain, installed_fonts
from kyogikai_desktop.documents.page import RenderedPdf
from kyogikai_desktop.domain.carrying import Carry
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.wareki import format_long
from kyogikai_desktop.services import output
from kyogikai_desktop.services.carrying import Carrying
from kyogikai_desktop.services.session import Session

ENCRYPTION = "AES-256（SQLCipher 4）。鍵は、利用者ごとのパスワード（Argon2id）がないと開かない"
_HASH_DIGITS = 16


def render(session: Session, carry: Carry, fonts: FontChain | None = None) -> RenderedPdf:
    """Set the entry of a carry as a PDF of one page."""
    council = session.council
    entry = CarryEntry(council.name, council.practice, carry.id, _rows(session, carry), session.today())
    return carry_entry.render(entry, fonts or installed_fonts())


def write(session: Session, carry: Carry, file: Path) -> None:
    """Write the entry into a file, and log it where this copy can be written."""
    rendered = render(session, carry)
    Carrying(session).note_print(carry)
    output.save(file, rendered.data)


def report(carry: Carry) -> tuple[str, ...]:
    """Return the facts for the report about a loss, a line each."""
    return (
        f"持ち出した日時：{_moment(carry)}",
        f"中身：ケース {carry.cases:,} 件の協議会（{carry.file_name or 'ファイル名の記録なし'}）",
        f"暗号化：{ENCRYPTION}",
        f"開ける人：パスワードをもつ {carry.people} 人。書いたパスワードを失っていないか確かめてください。",
        "報告が要るかは、保護管理者と個人情報の担当が決めます。暗号化したファイルだけでも、記録に残してください。",
    )


def _rows(session: Session, carry: Carry) -> tuple[tuple[str, str], ...]:
    return (
        ("持ち出した日時", _moment(carry)),
        ("持ち出した人", Carrying(session).name_of(carry.left_by)),
        ("中身", f"協議会の記録の全部（ケース {carry.cases:,} 件）"),
        ("ファイル", f"{carry.file_name}　{carry.file_size:,} バイト"),
        ("SHA-256（はじめ）", carry.file_hash[:_HASH_DIGITS]),
        ("暗号化", ENCRYPTION),
        ("開ける人", f"{carry.people} 人"),
        ("媒体", carry.medium),
        ("目的", carry.purpose),
        ("行き先", carry.destination),
        ("許可", carry.permission),
        ("持ち帰りの予定", f"{format_long(carry.due.date())} {carry.due:%H:%M}"),
        ("操作の記録", f"{carry.seq} 番から"),
        ("様子", carry.state.label),
    )


def _moment(carry: Carry) -> str:
    if carry.left_at is None:
        return ""
    left = carry.left_at.astimezone(JST)
    return f"{format_long(left.date())} {left:%H:%M}"
