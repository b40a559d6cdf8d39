from __future__ import annotations

import re
from pathlib import Path

import pytest

import kyogikai_desktop.gui

SOURCES = sorted(Path(kyogikai_desktop.gui.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_the_keys_of_the_input_method_are_left_to_it(source):
    text = source.read_text("utf-8")
    assert not re.search(r"[\"+]F(6|7|8|9|10)\"|Key_F(6|7|8|9|10)\b", text)
