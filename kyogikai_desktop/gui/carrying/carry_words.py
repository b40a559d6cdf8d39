"""What banners and cards say of a carry: who took the council where, until when, and what to do now."""

from __future__ import annotations

from kyogikai_desktop.domain.carrying import Carry, CarryState
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.wareki import format_short
from kyogikai_desktop.services.carrying import Carrying
from kyogikai_desktop.services.session import Session

MEANS = {
    None: "会議室のパソコンで使うときは、協議会の全部を1つの暗号化したファイルにして運びます。"
    "書き込めるのは、いつも1か所だけです。",
    CarryState.LEFT: "ここは読むだけです。持ち帰ったファイルを取り込むと、続きを書けます。",
    CarryState.HERE: "これは持ち出した協議会です。ここに書き込めます。"
    "終わったら、持ち帰りのファイルを作ります。",
    CarryState.BACK: "持ち帰りのファイルを作りました。事務所で取り込んだら、"
    "このフォルダーと媒体の中のファイルを消してください。",
}

TAKEN_IN = (
    "持ち帰りを取り込みました。ここに、また書けます。"
    "媒体の中のファイルと、持ち出し先のフォルダーを消して、持出簿の記載票に書いてください。"
)


def frozen_words(carry: Carry, session: Session) -> str:
    """Say why a copy is only read."""
    if carry.state is CarryState.BACK:
        return "持ち帰りのファイルを作りました。事務所のパソコンで取り込んで、続けてください。"
    return (
        f"{Carrying(session).name_of(carry.left_by)}さんが持ち出しています（{due_words(carry, session)}）。"
    )


def carried_words(session: Session) -> str:
    """Say that this is the carried copy, or nothing."""
    carry = Carrying(session).current()
    if carry is None or carry.state is not CarryState.HERE:
        return ""
    return f"持ち出した協議会です（{due_words(carry, session)}）。終わったら、持ち帰りのファイルを作ります。"


def due_words(carry: Carry, session: Session) -> str:
    """Say when it is expected back, and that this has passed."""
    late = "を過ぎています" if carry.is_late(session.clock().astimezone(JST)) else ""
    return f"持ち帰りの予定 {format_short(carry.due.date())} {carry.due:%H:%M}{late}"


def facts(carry: Carry, session: Session) -> tuple[tuple[str, str], ...]:
    """Return the lines of the register's entry."""
    left = carry.left_at.astimezone(JST) if carry.left_at else None
    lines = (
        ("番号", f"第 {carry.id} 号　{carry.state.label}"),
        ("持ち出した日時", f"{format_short(left.date())} {left:%H:%M}" if left else ""),
        ("持ち出した人", Carrying(session).name_of(carry.left_by)),
        ("行き先・目的", f"{carry.destination}　{carry.purpose}"),
        ("媒体", carry.medium),
        ("許可", carry.permission),
        ("ファイル", carry.file_name),
        ("予定", due_words(carry, session)),
    )
    return tuple(line for line in lines if line[1])  # the laptop does not know its own file
