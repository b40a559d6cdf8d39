"""search: find cases, notes, bodies, people and meetings; a line per hit."""

from __future__ import annotations

from argparse import Namespace

from kyogikai_desktop.commands.arguments import Subcommands, subcommand, with_vault
from kyogikai_desktop.commands.console import DONE, Console


def add(commands: Subcommands) -> None:
    """Add the subcommand."""
    parser = with_vault(subcommand(commands, "search", _run, "名前、かな、番号、記録からさがす"))
    parser.add_argument("text", metavar="TEXT")


def _run(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.domain.names import shown
    from kyogikai_desktop.services.casework import Casework

    with console.open(args) as session:
        work = Casework(session)
        hits = work.find(args.text)
        work.note_search(len(hits))
        for hit in hits:
            console.say(f"{hit.kind.label}\t{hit.number}\t{shown(hit.name)}")
    return DONE
