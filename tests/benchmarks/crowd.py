"""A council of any size for benchmarks: cases and notes in sentences of an office, always the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from kyogikai_desktop.domain.cases import Case, CaseState, Consent, ContactWay, Person, ProgressNote, Urgency
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.records import case_records
from kyogikai_desktop.services.session import Founder, Session, create
from kyogikai_desktop.vault.kdf import FLOOR

TODAY = date(2026, 11, 20)
RARE = "鷲巣　千歳"  # on five cases of any council
SURNAMES = (
    "佐藤 鈴木 髙橋 田中 伊藤 渡邉 山本 中村 小林 加藤 𠮷田 山田 佐々木 山口 松本 井上 木村 林 斎藤".split()
)
READINGS = (
    "さとう すずき たかはし たなか いとう わたなべ やまもと なかむら こばやし かとう よしだ やまだ".split()
)
GIVEN = "博 清 茂 和子 幸子 恵子 洋子 健一 誠 隆 美咲 陽子 大輔 翔太 さくら 結衣 蓮 陽菜 節子 勇".split()
SENTENCES = """
    本人と玄関で話せた 食事は一日に一回 部屋が片付かない 妻を亡くしてから外に出ない 友人の訪問を断る
    通院を続けている 眠れない日が多い 家計の相談を希望 民生委員が訪問した 次回は電話で確認
    表情は前より明るい 近所の方から連絡 仕事を休みがち 両親の介護を一人で担う 地域包括支援センターと同行
    配食サービスを案内 年金の手続きを手伝う 趣味の将棋の話をした 集まりに一度参加 保健師が血圧を測る
""".split()
_AT_ONCE = 5_000


def _text(rng: random.Random, sentences: int) -> str:
    return "".join(f"{rng.choice(SENTENCES)}（{rng.randrange(1000)}）。" for _ in range(sentences))


def _case(rng: random.Random, number: int) -> Case:
    day = date(2024, 4, 1) + timedelta(days=rng.randrange(960))
    state = rng.choices([*CaseState], (1, 12, 7))[0]
    closed = state is CaseState.CLOSED
    name = RARE if number % 200 == 7 and number < 1000 else f"{rng.choice(SURNAMES)}　{rng.choice(GIVEN)}"
    return Case(
        received_on=day,
        number=f"R8-{number:06}",
        state=state,
        person=Person(
            name, rng.choice(READINGS), address=f"西町{rng.randrange(9)}丁目", phone=f"060-{number:08}"
        ),
        complaint=_text(rng, 3),
        wish=_text(rng, 1),
        situation=_text(rng, 3),
        urgency=rng.choice([None, *Urgency]),
        consent=rng.choice([*Consent]),
        next_review_on=None
        if closed or rng.random() < 0.01
        else TODAY + timedelta(days=rng.randrange(-20, 150)),
        closed_on=TODAY if closed else None,
    )


@contextmanager
def council_of(cases: int, folder: Path) -> Iterator[Session]:
    """Open a council with so many cases and two notes for each."""
    founder = Founder("hayashi", "林　直樹", "a crowd of people")
    clock = lambda: datetime(2026, 11, 20, 9, 0, tzinfo=JST)  # noqa: E731
    rng = random.Random(1)  # noqa: S311
    with create(folder, Council("協議会", practice=True), founder, clock=clock, kdf=FLOOR) as session:
        for start in range(0, cases, _AT_ONCE):
            with session.store.writing() as tx:
                for number in range(start, min(start + _AT_ONCE, cases)):
                    stored = case_records.add(tx, _case(rng, number))
                    for _ in range(2):
                        at = datetime.combine(stored.received_on, datetime.min.time())
                        note = ProgressNote(stored.id, at, ContactWay.VISIT, "林", _text(rng, 4))
                        case_records.add_note(tx, note)
        yield session
