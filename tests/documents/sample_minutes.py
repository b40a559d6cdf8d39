"""Fictional minutes of 北の杜市（架空）, with the rare characters that names have."""

from __future__ import annotations

from datetime import date, datetime, time

from kyogikai_desktop.domain.minutes import (
    Absentee,
    Approval,
    Assignment,
    Attendee,
    AuditHead,
    Minutes,
    MinutesItem,
)

HOUSE = MinutesItem(
    position=1,
    case_number="R8-012",
    person="𠮷田 博",
    wish="ひとりで静かに暮らしたい。友人には会いたくないが、食事のことは困っている。",
    report=(
        "11月19日の訪問で、玄関先で会うことができた。本人の話では、体重が春から６キログラム減っている。"
        "居間には新聞と空き缶が積まれ、台所は使われていない。友人の来訪は断っている。妻が事故で亡くなって"
        "から１年になり、命日のころに眠れない日が続いたという（保健師による聞き取り）。\n"
        "地域包括支援センターからは、介護保険の申請をすすめたが「まだよい」と答えたとの報告があった。"
    ),
    points="食事と片付けのどちらを先にするか。同意の説明をいつ行うか。友人の来訪をどう支えるか。",
    decision=(
        "食事を先にする。配食サービスの試し利用をすすめ、届けるときの声かけを見守りとする。"
        "片付けは本人から話が出るまで待つ。"
    ),
    assignments=(
        Assignment(
            "地域包括支援センター",
            "配食サービスの試し利用を本人に説明し、同意の有無を記録する",
            date(2026, 12, 10),
        ),
        Assignment("社会福祉協議会", "サロンの案内を届け、返事を急がせない", date(2026, 12, 24)),
        Assignment("民生委員 辻󠄀 一郎", "週に一度、玄関先で声をかける"),
    ),
    next_review_on=date(2027, 2, 25),
)
CARER = MinutesItem(
    position=2,
    case_number="R8-019",
    person="葛󠄀西 美咲",
    wish="仕事は続けたい。生活の全体について、だれかに相談したい。",
    legal_basis="支援会議（社会福祉法第106条の6）",
    report=(
        "両親はともに病気と障害があり、本人が働きながら世話をしている。精神科に通院しており、"
        "10月に「消えてしまいたい」と話した。主治医とは月に一度会えている。"
    ),
    points="緊急度の見立て。夜間の連絡先。両親の介護サービスの見直し。",
    decision="緊急度をAとする。夜間は相談ダイヤルを案内し、翌朝に主担当へ伝える。両親の支援計画を見直す。",
    assignments=(
        Assignment("保健所", "主治医と連絡をとり、安全の計画を本人とつくる", date(2026, 11, 30)),
        Assignment("介護保険課", "短期入所の枠を確かめる", date(2026, 12, 4)),
    ),
    next_review_on=date(2026, 12, 17),
)
SYSTEM = MinutesItem(
    position=3,
    title="年末年始の連絡体制について",
    report="年末年始（12月29日から1月3日まで）は、市役所の代表電話で受け、当番の職員につなぐ。",
    points="相談ダイヤルとの役割分担。",
    decision="別紙のとおり決めた。",
)


def sample_minutes(**changes: object) -> Minutes:
    """Return the minutes, with some fields changed."""
    fields: dict[str, object] = {
        "council": "北の杜市（架空）孤独・孤立対策地域協議会",
        "practice": False,
        "tier": "実務者会議",
        "fiscal_year": 2026,
        "number": 4,
        "legal_basis": "孤独・孤立対策推進法第15条の協議会（守秘義務 第18条）",
        "held_on": date(2026, 11, 26),
        "starts": time(14, 0),
        "ends": time(16, 2),
        "place": "北の杜市役所3階 第2会議室",
        "chair": "福祉総務課長　大西 均",
        "recorder": "福祉総務課主査　佐々木 真由美",
        "audit": AuditHead(1204, "3f9a2b7c01de"),
        "printed_by": "佐々木 真由美",
        "printed_at": datetime(2026, 11, 26, 16, 42),  # noqa: DTZ001 (local time, as printed)
        "form_label": "様式第4号",
        "marks": ("取扱注意", "会議後回収"),
        "document_number": "北福総第214号",
        "document_date": date(2026, 11, 26),
        "attendees": (
            Attendee("福祉総務課", "課長", "大西 均", "議長"),
            Attendee("福祉総務課", "主査", "佐々木 真由美", "記録"),
            Attendee("地域包括支援センター", "主任", "髙橋 さおり"),
            Attendee("社会福祉協議会", "係長", "山﨑 大輔"),
            Attendee("北の杜市立病院", "室長", "渡邊 恵", "14時12分から"),
            Attendee("民生委員児童委員協議会", "会長", "辻󠄀 一郎"),
        ),
        "absentees": (Absentee("北の杜警察署", reason="事案への対応"),),
        "papers_out": 50,
        "papers_back": 50,
        "secrecy_confirmed": True,
        "items": (HOUSE, CARER, SYSTEM),
        "approvals": (
            Approval("課長"),
            Approval("課長補佐"),
            Approval("係長", "小野", date(2026, 11, 26)),
            Approval("担当", "佐々木", date(2026, 11, 26)),
        ),
    }
    return Minutes(**(fields | changes))  # type: ignore[arg-type]
