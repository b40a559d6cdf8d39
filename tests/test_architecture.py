"""The layer rules of the house: who may import whom, and what a lower layer never loads."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import kyogikai_desktop

PACKAGE = Path(kyogikai_desktop.__file__).parent
EVERYBODYS = {"errors", "paths", "__version__"}
# Each layer with all that it may import from this package, itself aside.
BELOW = {
    "domain": set(),
    "vault": {"domain"},
    "records": {"domain", "vault"},
    "disclosure": {"domain"},
    "documents": {"domain"},
    "interchange": {"domain"},
    "verify": set(),
    "services": {"domain", "vault", "records", "disclosure", "documents", "interchange", "verify"},
    "commands": {"domain", "services", "verify", "words"},
    "gui": {"domain", "services", "documents", "interchange", "words"},
}
# Libraries that belong to some layers alone.
OWNERS = {
    "sqlcipher3": {"records", "vault"},
    "sqlalchemy": {"records"},
    "cryptography": {"vault", "interchange", "verify"},
    "reportlab": {"documents"},
    "pypdfium2": {"documents"},
    "fontTools": {"documents"},
    "openpyxl": {"interchange"},
    "PySide6": {"gui"},
    "shiboken6": {"gui"},
}
PURE = {"jaconv", "jpholiday"}
HEAVY = {"PySide6", "reportlab", "openpyxl", "sqlalchemy", "pypdfium2"}


def imports(file):
    """Yield the dotted names that a file imports, type-checking imports included."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def files(layer):
    return [
        (file.relative_to(PACKAGE), name)
        for file in (PACKAGE / layer).rglob("*.py")
        for name in imports(file)
    ]


@pytest.mark.parametrize("layer", BELOW)
def test_layers_import_downward_only(layer):
    allowed = BELOW[layer] | {layer} | (set() if layer == "verify" else EVERYBODYS)
    ours = [(file, name.split(".")) for file, name in files(layer) if name.startswith("kyogikai_desktop.")]
    assert not [(str(file), ".".join(parts)) for file, parts in ours if parts[1] not in allowed]


@pytest.mark.parametrize("layer", BELOW)
def test_libraries_stay_with_their_owners(layer):
    strangers = [
        (str(file), name)
        for file, name in files(layer)
        if (library := name.split(".")[0]) in OWNERS and layer not in OWNERS[library]
    ]
    assert not strangers


def test_the_domain_needs_nothing_but_python_and_never_reads_a_clock():
    roots = {name.split(".")[0] for _, name in files("domain")}
    assert roots <= sys.stdlib_module_names | PURE | {"kyogikai_desktop"}
    clocks = {"date.today", "datetime.now", "datetime.today", "datetime.utcnow", "time.time"}
    for file in (PACKAGE / "domain").rglob("*.py"):
        calls = (
            node.func for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)
        )
        assert not clocks & {ast.unparse(call) for call in calls}, file.name


@pytest.mark.parametrize(
    ("layer", "own"),
    [
        ("domain", set()),
        ("vault", set()),
        ("verify", set()),
        ("disclosure", set()),
        ("records", {"sqlalchemy"}),
        ("interchange", {"openpyxl"}),
        ("documents", {"reportlab", "pypdfium2"}),
        ("services", HEAVY - {"PySide6"}),
        ("commands", HEAVY - {"PySide6"}),
    ],
)
def test_a_layer_loads_no_library_of_others(layer, own):
    modules = [
        ".".join(("kyogikai_desktop", *file.relative_to(PACKAGE).with_suffix("").parts))
        for file in (PACKAGE / layer).rglob("*.py")
    ]
    script = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not (HEAVY - own) & set(loaded)
