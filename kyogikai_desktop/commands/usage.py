"""The Japanese of argparse: headings and usage of --help, and what is wrong with the arguments."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import NoReturn

_WRONG = (
    ("the following arguments are required: (.+)", "{}が足りません。"),
    ("unrecognized arguments: (.+)", "{}は使えません。"),
    ("ambiguous option: (.+) could match", "{}は、どれのことか分かりません。"),
    ("argument ([^:]+): expected", "{}の値が足りません。"),
    ("argument ([^:]+): ", "{}の値を確かめてください。"),
)


class UsageError(Exception):
    """Carry what is wrong with the arguments, and how they are written."""


class Answer(Exception):
    """Carry the help or the version that was asked for."""


class Parser(argparse.ArgumentParser):
    """A parser, and by inheritance all parsers of its subcommands, that speaks Japanese and never exits."""

    def __init__(self, **more: object) -> None:
        super().__init__(**more, add_help=False, formatter_class=_Help)  # type: ignore[arg-type]
        self.color = False  # of Python 3.14, whose signs would stand in the line of an error
        self._positionals.title, self._optionals.title = "引数", "オプション"
        self.add_argument("-h", "--help", action="help", help="この説明を見る")

    def error(self, message: str) -> NoReturn:
        """Raise UsageError in words for a message of argparse."""
        raise UsageError(_wrong(message) + " ".join(self.format_usage().split()))

    def _print_message(self, message: str, _file: object = None) -> NoReturn:
        raise Answer(message.rstrip())


class _Help(argparse.HelpFormatter):
    """Help whose lines of Japanese, two columns a sign, fit into the terminal."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "使い方：" if prefix is None else prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return super()._split_lines(text, width // 2)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return super()._fill_text(text, width // 2, indent)


def _wrong(message: str) -> str:
    """Say in Japanese which argument a message of argparse is about; nothing for messages of another form."""
    found = ((re.match(pattern, message), words) for pattern, words in _WRONG)
    return next((words.format(match[1]) for match, words in found if match), "")
