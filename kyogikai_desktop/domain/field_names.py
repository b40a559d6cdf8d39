"""The names that forms, histories and decisions give to the fields of records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

FIELD_NAMES = {
    "received_on": "受理日",
    "route": "相談経路",
    "reporter": "相談した人",
    "complaint": "相談の内容",
    "name": "氏名",
    "kana": "ふりがな",
    "birth": "生年月日・年齢",
    "birth_on": "生年月日・年齢",
    "birth_about_year": "生年月日・年齢",
    "birth_age": "生年月日・年齢",
    "sex": "性別",
    "postal_code": "郵便番号",
    "address": "住所",
    "phone": "電話",
    "whereabouts_protected": "所在を守る",
    "household": "世帯",
    "concerns": "困りごと",
    "chief_concern": "いちばん困っていること",
    "wish": "本人の意向",
    "wish_heard_on": "聞いた日",
    "consent": "同意",
    "consent_note": "同意のようす",
    "urgency": "緊急度",
    "urgency_reason": "緊急度の理由",
    "course": "支援の方針",
    "situation": "支援の状況",
    "lead_body": "主担当機関",
    "key_person": "主たる援助者",
    "state": "状態",
    "next_review_on": "次の見直し",
    "last_meeting_on": "前回の会議",
    "closed_on": "終結日",
    "closing_reason": "終結の理由",
    "closing_note": "終結の説明",
    "remarks": "備考",
    "number": "番号",
}

_OTHERS = {
    "account": {
        "login": "利用者ID",
        "name": "氏名",
        "roles": "役割",
        "state": "状態",
        "must_change": "はじめのパスワード",
        "slot_id": "鍵",
        "issued_by": "パスワードを出した人",
        "issued_at": "パスワードを出した日",
    },
    "body": {
        "name": "名称",
        "short_name": "略称",
        "body_class": "区分",
        "field_of_work": "分野",
        "corporate_number": "法人番号",
        "contact": "連絡先",
        "remarks": "備考",
        "joined_on": "入った日",
        "left_on": "抜けた日",
        "coordinator_from": "調整機関になった日",
        "coordinator_to": "調整機関でなくなった日",
    },
    "carry": {
        "uid": "持ち出しの番号",
        "state": "状態",
        "destination": "行き先",
        "permission": "許可",
        "purpose": "目的",
        "medium": "媒体",
        "due": "戻す予定",
        "left_at": "持ち出した日時",
        "left_by": "持ち出した人",
        "seq": "操作の記録の番号",
        "cases": "ケースの数",
        "people": "人の数",
        "file_name": "ファイルの名前",
        "file_size": "ファイルの大きさ",
        "file_hash": "ファイルの確かめの値",
        "backs": "持ち帰りの回数",
        "ended_at": "終わった日時",
        "ended_by": "終わらせた人",
    },
    "council": {
        "name": "名称",
        "legal_basis": "根拠",
        "codes": "市区町村コード",
        "population": "人口",
        "review_months": "見直しの間隔",
        "practice": "練習用",
    },
    "link": {"case_id": "ケース", "other": "相手のケース", "kind": "つながり"},
    "meeting": {
        "tier": "会議の種類",
        "fiscal_year": "年度",
        "number": "回",
        "held_on": "開催日",
        "starts": "始まり",
        "ends": "終わり",
        "place": "場所",
        "legal_basis": "根拠",
        "chair": "議長",
        "recorder": "記録",
        "state": "状態",
        "document_number": "文書番号",
        "papers_out": "配った部数",
        "papers_back": "集めた部数",
        "secrecy_confirmed": "守秘の確認",
    },
    "member": {
        "body": "構成機関",
        "name": "氏名",
        "kana": "ふりがな",
        "post": "職名",
        "joined_on": "入った日",
        "left_on": "抜けた日",
    },
    "note": {
        "case_id": "ケース",
        "at": "日時",
        "way": "方法",
        "author": "書いた人",
        "text": "本文",
        "minutes": "時間",
        "with_whom": "相手",
        "next_step": "次にすること",
    },
}


def names_of(kind: str) -> Mapping[str, str]:
    """Return the names of the fields of a kind of record."""
    return FIELD_NAMES if kind == "case" else _OTHERS.get(kind, {})


def field_words(kind: str, fields: Iterable[str]) -> str:
    """Return the names of fields of a kind of record, each once; those that have none are left out."""
    known = names_of(kind)
    return "、".join(dict.fromkeys(known[name] for name in fields if name in known))
