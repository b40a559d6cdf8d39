"""The words of the summary page: periods, names of counts, and why a cell is shown or not."""

from __future__ import annotations

from kyogikai_desktop.domain.release import Cell, Period
from kyogikai_desktop.domain.wareki import fiscal_label
from kyogikai_desktop.services.releases import Look

_TOTALS = {
    "new": "新しく受け付けた件数",
    "closed": "支援を終えた件数",
    "open_at_end": "期間の終わりに支援中の件数",
}
_ACTIVITIES = {
    "representatives": "代表者会議",
    "practitioners": "実務者会議",
    "case_conference": "個別ケース検討会議",
    "administrative": "行政機関",
    "corporation": "法人",
    "other": "その他の構成機関",
}
NOT_PROTECTED = (
    "その人をもともと知っている人の推測や、ほかの公表資料との組み合わせは、この検査では守れません。"
)


def period_words(period: Period) -> str:
    """Return 令和7年度 or 令和8年度 第2四半期（7～9月）."""
    year = fiscal_label(period.fiscal_year)
    if not period.quarter:
        return f"{year}（1年間）"
    return f"{year} 第{period.quarter}四半期（{period.start.month}～{period.end.month}月）"


def span_words(period: Period) -> str:
    """Return 令和7年4月～令和8年3月 in western figures of the months."""
    start, end = period.start, period.end
    return f"{start.year}年{start.month}月～{end.year}年{end.month}月"


def cell_words(cell: Cell) -> str:
    """Return the name of a count."""
    if cell.table in _TOTALS:
        return _TOTALS[cell.table]
    return _ACTIVITIES[cell.at[0][1]]


def explanation(look: Look, cell: Cell) -> str:
    """Say why a cell is shown or not; the sentence is for the council's own people."""
    k = look.books.k
    if cell.table not in _TOTALS:
        return _activity(cell, k)
    if cell.table == "new":
        return _new(cell, k)
    return _flow(look, cell, k)


def _activity(cell: Cell, k: int) -> str:
    if cell.count is None:
        return f"個別ケース検討会議は、1回がひとつのケースを指すため、{k} 回未満のときは出しません。"
    return "人の数ではないため、そのまま出します。"


def _new(cell: Cell, k: int) -> str:
    if cell.count is None:
        return f"{k} 件未満のため、出しません。0 件から {k - 1} 件のどれでも、同じ見え方です。"
    return f"{k} 件以上のため、出します。"


def _flow(look: Look, cell: Cell, k: int) -> str:
    if cell.count is not None:
        return (
            f"受け付けた件数、終えた件数、期間の始めと終わりの支援中が、すべて {k} 件以上のため、出します。"
        )
    small = _small(look)
    if small:
        return (
            f"{'、'.join(small)}が {k} 件未満のため、「終えた」と「支援中」は、2つとも出しません。"
            "片方を出すと、引き算でもう片方が分かってしまいます。"
        )
    return (
        "前の期間に出さなかった数があるため、出しません。出すと、引き算で前の期間の数が分かってしまいます。"
    )


def _small(look: Look) -> list[str]:
    books = look.books
    counts = (
        ("受け付けた件数", books.new),
        ("終えた件数", books.closed),
        ("終わりの支援中", books.open_at_end),
        ("始めの支援中", books.opening),
    )
    return [name for name, count in counts if count < books.k]
