"""Search by any one or more characters: an index of character pairs, hits confirmed in the folded text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from kyogikai_desktop.domain.listing import HitKind, SearchHit
from kyogikai_desktop.domain.names import search_key

IndexRow = tuple[int, str]
Doc = tuple[int | None, str]  # the case that a record belongs to, and its folded text

MOST_HITS = 200
# FTS5's ascii tokenizer splits at ASCII signs; moved to private use, every character is part of a word.
_PRIVATE = {code: 0xE000 + code for code in range(128)}
# Each pair begins with the group of its record, so that a group is found without looking at the others.
_GROUPS = ("c", "o", "n")
_CASES, _OTHERS, _NOTES = _GROUPS
_GROUP_OF = {"case": _CASES, "note": _NOTES}


def remember(
    db: sa.Connection, kind: str, record: int, case: int | None, texts: Iterable[str]
) -> Iterator[IndexRow]:
    """Store the texts of a record, in place of what it said before; yield what `index` has to add."""
    text = folded(texts)
    known = db.exec_driver_sql(
        "SELECT id, text FROM search_docs WHERE kind = ? AND record = ?", (kind, record)
    ).first()
    if known and known.text == text:
        return
    if known:
        doc = known.id
        db.exec_driver_sql("UPDATE search_docs SET text = ? WHERE id = ?", (text, doc))
    else:
        row = (kind, record, case, text)
        made = db.exec_driver_sql(
            "INSERT INTO search_docs (kind, record, case_id, text) VALUES (?, ?, ?, ?)", row
        )
        doc = made.lastrowid
    # Pairs that are gone stay in the index, which is cheaper than taking them out: the text decides.
    new, old = set(text.split("\n")), set(known.text.split("\n") if known else ())
    pairs = _pairs(new - old) - _pairs(old - new)
    group = _GROUP_OF.get(kind, _OTHERS)
    if pairs:
        yield doc, " ".join(group + pair for pair in sorted(pairs))


def folded(texts: Iterable[str]) -> str:
    """Return what is kept of texts to search in."""
    return "\n".join(key for key in map(search_key, texts) if key)


def docs(db: sa.Connection, kind: str, first: int, last: int) -> dict[int, Doc]:
    """Return what is kept for records of a kind from one id to another."""
    rows = db.exec_driver_sql(
        "SELECT record, case_id, text FROM search_docs WHERE kind = ? AND record BETWEEN ? AND ?",
        (kind, first, last),
    )
    return {record: (case, text) for record, case, text in rows}


def index(db: sa.Connection, rows: list[IndexRow]) -> None:
    """Add rows to the index: the id of a text, and its pairs."""
    if rows:
        db.exec_driver_sql("INSERT INTO search_index (rowid, pairs) VALUES (?, ?)", rows)


def find(db: sa.Connection, text: str, *, most: int = MOST_HITS) -> tuple[SearchHit, ...]:
    """Return the records that hold every word of a text, people first; an empty text finds nothing."""
    words = _words(text)
    hits: list[SearchHit] = []
    for group in _GROUPS if words else ():
        query = (_query(words, group), *words, most - len(hits))
        rows = db.exec_driver_sql(_FIND.format(tests=" AND instr(d.text, ?)" * len(words)), query)
        hits += (SearchHit(HitKind(row[0]), *row[1:]) for row in rows)
    return tuple(hits)


def case_ids(text: str) -> sa.Select[tuple[int]] | None:
    """Return a query for the ids of the cases that a text finds, by themselves or by a note.

    None where the text is blank: it tells nothing apart.
    """
    words = _words(text)
    if not words:
        return None
    docs = sa.table("search_docs", sa.column("id"), sa.column("case_id"), sa.column("text"))
    pairs = f"({_query(words, _CASES)}) OR ({_query(words, _NOTES)})"
    hits = sa.text("SELECT rowid FROM search_index WHERE search_index MATCH :pairs").bindparams(pairs=pairs)
    confirmed = [sa.func.instr(docs.c.text, word) > 0 for word in words]
    return sa.select(docs.c.case_id).where(docs.c.id.in_(hits), *confirmed)


def _words(text: str) -> list[str]:
    return [key for key in map(search_key, text.split()) if key]


def _pairs(lines: set[str]) -> set[str]:
    """Return the pairs of neighbouring characters of lines, and each line's last character alone."""
    words = [line.translate(_PRIVATE) for line in lines]
    return {word[at : at + 2] for word in words for at in range(len(word))}


def _query(words: list[str], group: str) -> str:
    return " AND ".join(_word_query(word.translate(_PRIVATE), group) for word in words)


def _word_query(word: str, group: str) -> str:
    if len(word) == 1:
        return f'"{group}{word}"*'
    return " AND ".join(f'"{group}{word[at : at + 2]}"' for at in range(len(word) - 1))


# FTS5 gives hits by rising rowid for nothing, by falling rowid at up to 400 times the price.
_FIND = """
SELECT d.kind, d.record, d.case_id,
    coalesce(c.number, CASE d.kind WHEN 'meeting' THEN '第' || m.number || '回' ELSE '' END),
    CASE d.kind WHEN 'body' THEN b.name WHEN 'member' THEN p.name WHEN 'meeting' THEN m.held_on
        ELSE c.name END
FROM search_index AS hit
CROSS JOIN search_docs AS d ON d.id = hit.rowid
LEFT JOIN cases AS c ON c.id = d.case_id
LEFT JOIN bodies AS b ON d.kind = 'body' AND b.id = d.record
LEFT JOIN members AS p ON d.kind = 'member' AND p.id = d.record
LEFT JOIN meetings AS m ON d.kind = 'meeting' AND m.id = d.record
WHERE search_index MATCH ?{tests}
ORDER BY hit.rowid
LIMIT ?
"""
