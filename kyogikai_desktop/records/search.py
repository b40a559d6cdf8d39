"""Search by any one or more characters: an index of character pairs, hits confirmed in the folded text."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from kyogikai_desktop.domain.listing import HitKind, SearchHit
from kyogikai_desktop.domain.names import search_key

_MOST = 200
# FTS5's ascii tokenizer splits at ASCII signs; moved to private use, every character is part of a word.
_PRIVATE = {code: 0xE000 + code for code in range(128)}


def index(db: sa.Connection, kind: str, record: int, case: int | None, texts: Iterable[str]) -> None:
    """Put the texts of a record into the index, in place of what it said before."""
    folded = "\n".join(key for key in map(search_key, texts) if key)
    known = db.exec_driver_sql(
        "SELECT id, text FROM search_docs WHERE kind = ? AND record = ?", (kind, record)
    ).first()
    if known and known.text == folded:
        return
    if known:
        db.exec_driver_sql("DELETE FROM search_index WHERE rowid = ?", (known.id,))
        db.exec_driver_sql("DELETE FROM search_docs WHERE id = ?", (known.id,))
    made = db.exec_driver_sql(
        "INSERT INTO search_docs (kind, record, case_id, text) VALUES (?, ?, ?, ?)",
        (kind, record, case, folded),
    ).lastrowid
    db.exec_driver_sql("INSERT INTO search_index (rowid, pairs) VALUES (?, ?)", (made, _pairs(folded)))


def find(db: sa.Connection, text: str, *, most: int = _MOST) -> tuple[SearchHit, ...]:
    """Return the records that hold every word of a text, people first; an empty text finds nothing."""
    words = [key for key in map(search_key, text.split()) if key]
    if not words:
        return ()
    rows = db.exec_driver_sql(_FIND.format(tests=_tests(words)), (_query(words), *words, most))
    return tuple(SearchHit(HitKind(row[0]), *row[1:]) for row in rows)


def case_ids(text: str) -> sa.Select[tuple[int]]:
    """Return a query for the ids of the cases that a text finds, by themselves or by a note."""
    words = [key for key in map(search_key, text.split()) if key]
    docs = sa.table("search_docs", sa.column("id"), sa.column("case_id"), sa.column("text"))
    hits = sa.text("SELECT rowid FROM search_index WHERE search_index MATCH :pairs").bindparams(
        pairs=_query(words)
    )
    confirmed = [sa.func.instr(docs.c.text, word) > 0 for word in words]
    return sa.select(docs.c.case_id).where(docs.c.id.in_(hits), docs.c.case_id.is_not(None), *confirmed)


def _pairs(folded: str) -> str:
    """Return the pairs of neighbouring characters of each line, each line's last character alone."""
    lines = folded.translate(_PRIVATE | {10: "\n"}).split("\n")
    pairs = {line[at : at + 2] for line in lines for at in range(len(line))}
    return " ".join(sorted(pairs))


def _query(words: list[str]) -> str:
    return " ".join(_word_query(word.translate(_PRIVATE)) for word in words)


def _word_query(word: str) -> str:
    if len(word) == 1:
        return f'"{word}"*'
    return " ".join(f'"{word[at : at + 2]}"' for at in range(len(word) - 1))


def _tests(words: list[str]) -> str:
    return "".join(" AND instr(d.text, ?) > 0" for _ in words)


_FIND = """
SELECT d.kind, d.record, d.case_id,
    coalesce(c.number, CASE d.kind WHEN 'meeting' THEN '第' || m.number || '回' ELSE '' END),
    CASE d.kind WHEN 'body' THEN b.name WHEN 'member' THEN p.name WHEN 'meeting' THEN m.held_on
        ELSE c.name END
FROM (SELECT rowid FROM search_index WHERE search_index MATCH ?) AS hit
JOIN search_docs AS d ON d.id = hit.rowid
LEFT JOIN cases AS c ON c.id = d.case_id
LEFT JOIN bodies AS b ON d.kind = 'body' AND b.id = d.record
LEFT JOIN members AS p ON d.kind = 'member' AND p.id = d.record
LEFT JOIN meetings AS m ON d.kind = 'meeting' AND m.id = d.record
WHERE true{tests}
ORDER BY CASE d.kind WHEN 'case' THEN 0 WHEN 'note' THEN 2 ELSE 1 END, d.id DESC
LIMIT ?
"""
