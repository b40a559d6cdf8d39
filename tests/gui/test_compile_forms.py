from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parents[2] / "ui"
sys.path.insert(0, str(UI))

import compile_forms  # noqa: E402 (a script, not a package)


def test_the_generated_forms_are_what_the_designer_files_say():
    done = subprocess.run(
        [sys.executable, UI / "compile_forms.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture
def changed(tmp_path, monkeypatch):
    for name, source in ((target.name, source) for target, source in compile_forms.targets().items()):
        (tmp_path / name).write_text(source, "utf-8")
    monkeypatch.setattr(compile_forms, "_TARGET", tmp_path)
    return tmp_path


def test_a_form_edited_by_hand_is_named(changed, capsys):
    form = changed / "unlock_form.py"
    form.write_text(form.read_text("utf-8").replace("self.password", "self.word"), "utf-8")
    assert compile_forms.main(["--check"]) == 1
    assert "unlock_form.py" in capsys.readouterr().err


def test_a_form_without_a_designer_file_is_named(changed):
    (changed / "forgotten.py").write_text("", "utf-8")
    assert [file.name for file in compile_forms.outdated()] == ["forgotten.py"]


def test_generated_forms_name_no_version_and_no_import_they_do_not_use():
    for source in compile_forms.targets().values():
        assert "Created by" not in source
        assert "QConicalGradient" not in source
