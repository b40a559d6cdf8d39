"""search: find cases, notes, bodies, people and meetings; a line per hit."""

from __future__ import annotations

from argparse import Namespace

from kyogikai_desktop.commands.arguments import Subcommands, subcommand, with_vault
from kyogikai_desktop.commands.console import DONE, Console
from kyogikai_desktop.errors import InvalidInput

_WORDS = "さがす言葉："


def add(commands: Subcommands) -> None:
    """Add the subcommand."""
    parser = with_vault(subcommand(commands, "search", _run, "名前、かな、番号、記録からさがす"))
    says = (
        "さがす言葉。- なら標準入力の次の行から読む（ほかの人に見える、動いているプログラムの一覧に残さない）"
    )
    parser.add_argument("text", metavar="TEXT", help=says)


def _run(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.domain.names import clean_line, shown
    from kyogikai_desktop.services.casework import MOST_HITS, Casework

    with console.open(args) as session:
        work = Casework(session)
        text = console.secret(args, _WORDS) if args.text == "-" else args.text
        if not clean_line(text):
            raise InvalidInput("search_text_missing", "text")
        hits = work.find(text)
        work.note_search(len(hits))
        for hit in hits:
            # A sign that steers the terminal is none of a name.
            console.say("\t".join((hit.kind.label, clean_line(hit.number), shown(clean_line(hit.name)))))
    if session.read_only:
        console.note("いまは読むことだけできます。さがしたことは、操作の記録に残りません。")
    if len(hits) == MOST_HITS:
        console.note(f"はじめの {MOST_HITS} 件です。ほかの言葉を足すと、しぼれます。")
    return DONE
