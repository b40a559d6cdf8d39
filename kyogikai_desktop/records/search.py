"""Search by any one or more characters: an index of character pairs, hits confirmed in the folded text.

A line that is new waits in a table of its own until there are enough of them: the index takes many at once
for little more than one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import sqlalchemy as sa

from kyogikai_desktop.domain.listing import HitKind, SearchHit
from kyogikai_desktop.domain.names import search_key

NewLines = tuple[int, str, str]  # the id of a text, its section, and its lines that are not in the index
Doc = tuple[int | None, str]  # the case that a record belongs to, and its folded text

MOST_HITS = 200
_LONGEST, _MOST_WORDS, _MOST_PAIRS = 2_000, 50, 20
# FTS5's ascii tokenizer splits at ASCII signs; moved to private use, every character is part of a word.
_PRIVATE = {code: 0xE000 + code for code in range(128)}
# Each pair begins with the section of its record, so that one is searched without looking at the others.
_SECTIONS = ("c", "o", "n")
_CASES, _OTHERS, _NOTES = _SECTIONS
_SECTION_OF = {"case": _CASES, "note": _NOTES}
_MOST_WAITING = 64
_PROGRESS = 500  # texts between two words about the progress
_HELD = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_held USING fts5vocab ('main', 'search_index', 'row')"


def remember(
    db: sa.Connection, kind: str, record: int, case: int | None, texts: Iterable[str]
) -> Iterator[NewLines]:
    """Store the texts of a record, in place of what it said before; yield what `index` has to add."""
    return keep(db, kind, record, (case, folded(texts)))


def keep(db: sa.Connection, kind: str, record: int, doc: Doc) -> Iterator[NewLines]:
    """Store what a record is found by, as `remember` does, where its texts are folded already."""
    case, text = doc
    known = db.exec_driver_sql(
        "SELECT id, text FROM search_docs WHERE kind = ? AND record = ?", (kind, record)
    ).first()
    if known and known.text == text:
        return
    if known:
        number = known.id
        db.exec_driver_sql("UPDATE search_docs SET text = ? WHERE id = ?", (text, number))
    else:
        row = (kind, record, case, text)
        made = db.exec_driver_sql(
            "INSERT INTO search_docs (kind, record, case_id, text) VALUES (?, ?, ?, ?)", row
        )
        number = made.lastrowid
    # Lines that are gone stay in the index, which is cheaper than taking them out: the text decides.
    if new := set(text.split("\n")) - set(known.text.split("\n") if known else ()) - {""}:
        yield number, _SECTION_OF.get(kind, _OTHERS), "\n".join(sorted(new))


def forget_all(db: sa.Connection) -> None:
    """Empty what is searched in; `keep` and `index` fill it again."""
    for table in ("search_docs", "search_new"):
        db.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608
    db.exec_driver_sql("INSERT INTO search_index (search_index) VALUES ('delete-all')")


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


def pairs_missing(db: sa.Connection, progress: Callable[[int, int], object]) -> bool:
    """Tell whether the index holds a pair for fewer texts than have it, by which somebody is not found.

    It may hold more: pairs of lines that are gone. One that is missing may hide behind those, hardly all of
    a text. Takes 60 µs a text, a tenth of what a check takes.
    """
    # What somebody saves meanwhile is not taken for lost in this order, since the index only grows.
    wanted = _pairs_wanted(db, progress)
    waiting = db.exec_driver_sql("SELECT doc, section, lines FROM search_new").all()
    for _doc, pairs in _index_rows(map(tuple, waiting)):
        wanted.subtract(pairs.split())
    wanted.subtract(_pairs_held(db))
    return any(missing > 0 for missing in wanted.values())


def _pairs_wanted(db: sa.Connection, progress: Callable[[int, int], object]) -> Counter[str]:
    """Count the texts that have each pair."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    texts = db.exec_driver_sql("SELECT kind, text FROM search_docs WHERE typeof(text) = 'text'").all()
    for done, (kind, text) in enumerate(texts):
        if done % _PROGRESS == 0:
            progress(done, len(texts))
        counts[_SECTION_OF.get(kind, _OTHERS)].update(_pairs(set(text.split("\n"))))
    return Counter({section + pair: texts for section, one in counts.items() for pair, texts in one.items()})


def _pairs_held(db: sa.Connection) -> dict[str, int]:
    """Return for how many texts the index holds each pair."""
    [[reads_only]] = db.exec_driver_sql("PRAGMA query_only")
    # What is made lies in memory; a connection that reads has its file opened for no more than reading.
    db.exec_driver_sql("PRAGMA query_only = OFF")
    try:
        db.exec_driver_sql(_HELD)
    finally:
        db.exec_driver_sql(f"PRAGMA query_only = {reads_only:d}")
    return {row.term: row.doc for row in db.exec_driver_sql("SELECT term, doc FROM temp.search_held")}


def index(db: sa.Connection, new: list[NewLines]) -> None:
    """Let texts be found by new lines: a few wait with those before them, many go into the index at once."""
    if 0 < len(new) < _MOST_WAITING:
        db.exec_driver_sql("INSERT INTO search_new (doc, section, lines) VALUES (?, ?, ?)", new)
        if db.exec_driver_sql("SELECT max(id) FROM search_new").scalar_one() < _MOST_WAITING:
            return
        new = [tuple(row) for row in db.exec_driver_sql("SELECT doc, section, lines FROM search_new")]
        db.exec_driver_sql("DELETE FROM search_new")
    if new:
        db.exec_driver_sql("INSERT INTO search_index (rowid, pairs) VALUES (?, ?)", list(_index_rows(new)))


def _index_rows(new: Iterable[NewLines]) -> Iterator[tuple[int, str]]:
    lines: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    for doc, section, text in new:
        lines[doc, section].update(text.split("\n"))
    for doc, section in sorted(lines):
        yield doc, " ".join(section + pair for pair in sorted(_pairs(lines[doc, section])))


def find(db: sa.Connection, text: str, *, most: int = MOST_HITS) -> tuple[SearchHit, ...]:
    """Return the records that hold every word of a text, people first; an empty text finds nothing."""
    words = _words(text)
    hits: list[SearchHit] = []
    for section in _SECTIONS if words else ():
        found: dict[int, Any] = {}
        for source, narrowed in ((_INDEX, _query(words, section)), (_NEW, section)):
            # With a limit as a parameter SQLite plans the statement anew each time it is run.
            sql = _FIND.format(*source, " AND instr(d.text, ?)" * len(words), most)
            found |= {row[0]: row[1:] for row in db.exec_driver_sql(sql, (narrowed, *words))}
        hits += (SearchHit(HitKind(kind), *rest) for _, (kind, *rest) in sorted(found.items()))
    return tuple(hits[:most])


def case_ids(text: str) -> sa.Select[tuple[int]] | None:
    """Return a query for the ids of the cases that a text finds, by themselves or by a note.

    None where the text is blank: it tells nothing apart.
    """
    words = _words(text)
    if not words:
        return None
    docs = sa.table("search_docs", sa.column("id"), sa.column("case_id"), sa.column("text"))
    pairs = f"({_query(words, _CASES)}) OR ({_query(words, _NOTES)})"
    hits = sa.text(
        "SELECT rowid FROM search_index WHERE search_index MATCH :pairs UNION ALL SELECT doc FROM search_new"
    ).bindparams(pairs=pairs)
    confirmed = [sa.func.instr(docs.c.text, word) > 0 for word in words]
    return sa.select(docs.c.case_id).where(docs.c.id.in_(hits), docs.c.case_id.is_not(None), *confirmed)


def _words(text: str) -> list[str]:
    """Return the words of a text that count, each once; pages of text were never meant to be found."""
    keys = (key for key in map(search_key, text[:_LONGEST].split()) if key)
    return list(islice(dict.fromkeys(keys), _MOST_WORDS))


def _pairs(lines: set[str]) -> set[str]:
    """Return the pairs of neighbouring characters of lines, and each line's last character alone."""
    words = [line.translate(_PRIVATE) for line in lines]
    return {word[at : at + 2] for word in words for at in range(len(word))}


def _query(words: list[str], section: str) -> str:
    return " AND ".join(_word_query(word.translate(_PRIVATE), section) for word in words)


def _word_query(word: str, section: str) -> str:
    if len(word) == 1:
        return f'"{section}{word}"*'
    pairs = dict.fromkeys(word[at : at + 2] for at in range(len(word) - 1))
    return " AND ".join(f'"{section}{pair}"' for pair in islice(pairs, _MOST_PAIRS))  # the text decides


_INDEX = ("hit.rowid", "search_index AS hit", "search_index MATCH ?")
_NEW = ("hit.doc", "(SELECT DISTINCT doc FROM search_new WHERE section = ?) AS hit", "1")
# FTS5 gives hits by rising rowid for nothing, by falling rowid at up to 400 times the price.
_FIND = """
SELECT {0}, d.kind, d.record, d.case_id,
    coalesce(c.number, CASE d.kind WHEN 'meeting' THEN '第' || m.number || '回' ELSE '' END),
    CASE d.kind WHEN 'body' THEN b.name WHEN 'member' THEN p.name WHEN 'meeting' THEN m.held_on
        ELSE c.name END
FROM {1}
CROSS JOIN search_docs AS d ON d.id = {0}
LEFT JOIN cases AS c ON c.id = d.case_id
LEFT JOIN bodies AS b ON d.kind = 'body' AND b.id = d.record
LEFT JOIN members AS p ON d.kind = 'member' AND p.id = d.record
LEFT JOIN meetings AS m ON d.kind = 'meeting' AND m.id = d.record
WHERE {2}{3}
ORDER BY {0}
LIMIT {4}
"""
