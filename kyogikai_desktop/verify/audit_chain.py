"""Walk the audit chain without the program: every row in its place, unaltered, keyed to the one before.

Independent of the code that writes the log: needs only the standard library.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_GENESIS = bytes(32)
_SIGNED = 9
_SEQ, _EPOCH, _PREV, _MAC = 0, 6, 9, 10


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, at a row of the log."""

    seq: int
    what: str

    def __str__(self) -> str:
        """Return the line that a user reads."""
        return f"操作の記録 {self.seq} 番：{self.what}"


@dataclass(frozen=True)
class Anchor:
    """A row as paper quotes it: its number and the first hexadecimal digits of its mac."""

    seq: int
    digits: str


def verify(
    rows: Iterable[Sequence[object]], keys: Mapping[int, bytes], anchors: Iterable[Anchor] = ()
) -> tuple[Finding, ...]:
    """Return what is wrong with the rows, oldest first, under the audit keys of all epochs.

    A row is (seq, at, actor, action, object, schema_version, epoch, post_hash, detail, prev, mac).
    """
    findings: list[Finding] = []
    anchors = tuple(anchors)
    quoted = {anchor.seq for anchor in anchors}
    macs: dict[int, bytes] = {}
    expected, before = 1, _GENESIS
    for row in rows:
        told, mac = row[_SEQ], row[_MAC]
        seq = told if isinstance(told, int) else expected
        findings += [Finding(seq, what) for what in _problems(row, expected, before, keys)]
        before = mac if isinstance(mac, bytes) else b""
        if seq in quoted:
            macs[seq] = before
        expected = seq + 1
    return (*findings, *_anchored(macs, anchors))


def _problems(
    row: Sequence[object], expected: int, before: bytes, keys: Mapping[int, bytes]
) -> Iterable[str]:
    if row[_SEQ] != expected:
        yield f"{expected} 番から前の記録が抜けています。"
    elif row[_PREV] != before:
        yield "前の記録とつながっていません。"
    epoch = row[_EPOCH]
    key = keys.get(epoch) if isinstance(epoch, int) else None
    if not isinstance(key, bytes):
        yield "確かめるための鍵がありません。"
    elif not _is_authentic(row, key):
        yield "書いたときと内容が違います。"


def _is_authentic(row: Sequence[object], key: bytes) -> bool:
    prev, mac = row[_PREV], row[_MAC]
    if not isinstance(prev, bytes) or not isinstance(mac, bytes):
        return False
    text = json.dumps(list(row[:_SIGNED]), ensure_ascii=False, separators=(",", ":"), default=str)
    return hmac.compare_digest(hmac.new(key, prev + text.encode(), hashlib.sha256).digest(), mac)


def _anchored(macs: Mapping[int, bytes], anchors: Iterable[Anchor]) -> Iterable[Finding]:
    for anchor in anchors:
        mac = macs.get(anchor.seq)
        if mac is None:
            yield Finding(anchor.seq, "紙にある番号の記録が、ここにはありません。")
        elif not mac.hex().startswith(anchor.digits.lower()):
            yield Finding(anchor.seq, "紙にある値と違います。")
