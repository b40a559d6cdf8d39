"""Every error that the program raises has a Japanese sentence, and every sentence can be spoken."""

import ast
import re
from pathlib import Path

from kyogikai_desktop import words

PACKAGE = Path(words.__file__).parent
ERRORS = {"AppError", "InvalidInput", "Refused", "Damaged", "InUse", "TooNew", "NoSpace", "FieldProblem"}


def raised_keys():
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS and node.args:
                key = node.args[1 if node.func.id == "FieldProblem" else 0]
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value, file.name


def test_every_key_has_a_sentence():
    missing = {(key, file) for key, file in raised_keys() if key not in words.SENTENCES}
    assert not missing


def test_sentences_are_polite_japanese_without_blame():
    for key, sentence in words.SENTENCES.items():
        assert re.search(r"[ぁ-ん]", sentence), key
        assert not re.search(r"エラー|！|!|不正|無効", sentence), key
        own = sentence.rstrip().removesuffix("{reason}")  # which is a sentence itself
        assert own.endswith(("。", "）", "24", "桁を確かめてください。")) or "例：" in sentence, key
