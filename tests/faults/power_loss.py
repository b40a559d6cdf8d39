"""Record the file operations of a program by strace, and make what a power loss would have left of them.

After a cut, what was flushed is there; each write that was not is there, missing, or torn after some sectors;
of the names that were not flushed (new, renamed, removed files) the first few are.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

_CALLS = "openat,write,pwrite64,lseek,fsync,fdatasync,ftruncate,rename,renameat,unlink,unlinkat,mkdir,rmdir"
_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)(?:<(.*)>)?$")
_SECTOR = 512


Files = dict[str, bytes | None]  # by their paths; None is a folder


@dataclass
class _File:
    flushed: bytes = b""
    is_folder: bool = False
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)  # None: cut to this length

    def after(self, chance: Random | None) -> bytes:
        """Return the content after a cut, or without `chance` what the program would read now."""
        content = self.flushed
        for place, data in self.pending:
            fate = 1.0 if chance is None else chance.random()
            if data is None:
                content = content[:place].ljust(place, b"\0") if fate > 0.4 else content
                continue
            if fate < 0.4:
                continue
            if fate < 0.7 and chance:
                torn = chance.randrange(len(data) // _SECTOR + 1) * _SECTOR
            else:
                torn = len(data)
            content = content.ljust(place, b"\0")
            content = content[:place] + data[:torn] + content[place + torn :]
        return content


def state(place: Path) -> Files:
    """Return all that lies under a place."""
    return {str(file): None if file.is_dir() else file.read_bytes() for file in place.rglob("*")}


def lay(place: Path, left: Files) -> None:
    """Let nothing lie under a place but these files and folders."""
    shutil.rmtree(place)
    place.mkdir(mode=0o700)
    for path, content in sorted(left.items()):
        file = Path(path)
        folder = file if content is None else file.parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if content is not None:
            file.write_bytes(content)


def record(script: str, folder: Path, *arguments: str) -> list[tuple[str, ...]]:
    """Run a script on a folder and return what it did there: (call, argument ...), oldest first."""
    log = folder.parent / f"{folder.name}.strace"
    command = [sys.executable, "-c", script, str(folder), *arguments]
    strace = ["strace", "-f", "-qq", "-y", "-xx", "-s", "3000000", "-e", f"trace={_CALLS}", "-o", str(log)]
    subprocess.run([*strace, *command], cwd=Path(__file__).parents[2], check=True, capture_output=True)
    return [call for line in log.read_text().splitlines() if (call := _parsed(line, str(folder)))]


def survivors(  # noqa: C901, PLR0912 (one branch a call)
    calls: list[tuple[str, ...]], before: Files, cut: int, chance: Random
) -> Files:
    """Return what is there after a cut behind so many calls."""
    names = {path: _File(content or b"", content is None) for path, content in before.items()}
    flushed_names, later = dict(names), []
    positions: dict[str, int] = {}
    for call in calls[:cut]:
        kind, path, at, *rest = call
        if kind == "open":
            if "O_CREAT" in rest[0] and path not in names:
                names[path] = _File()
                later.append(("new", path, names[path]))
            file = names.get(path)
            if file and "O_TRUNC" in rest[0]:
                file.pending.append((0, None))
            positions[at] = len(file.after(None)) if file and "O_APPEND" in rest[0] else 0
        elif kind == "write" and path in names:
            data, place = bytes.fromhex(rest[0]), int(rest[1]) if rest[1] else positions.get(at, 0)
            names[path].pending.append((place, data))
            if not rest[1]:
                positions[at] = place + len(data)
        elif kind == "folder":
            names[path] = _File(is_folder=True)
            later.append(("new", path, names[path]))
        elif kind == "seek":
            positions[at] = int(rest[0])
        elif kind == "cut" and path in names:
            names[path].pending.append((int(rest[0]), None))
        elif kind == "rename":
            for old in [name for name in names if name == path or name.startswith(f"{path}/")]:
                new = rest[0] + old[len(path) :]
                names[new] = names.pop(old)
                later.append(("rename", old, new))
        elif kind == "unlink" and path in names:
            del names[path]
            later.append(("unlink", path))
        elif kind == "flush":
            if path in names and not names[path].is_folder:
                names[path].flushed, names[path].pending = names[path].after(None), []
            else:  # a folder: its names are on the disk now
                flushed_names, later = dict(names), []
    for change in later[: chance.randrange(len(later) + 1)]:
        if change[0] == "new":
            flushed_names[change[1]] = change[2]
        elif change[0] == "rename" and change[1] in flushed_names:
            flushed_names[change[2]] = flushed_names.pop(change[1])
        elif change[0] == "unlink":
            flushed_names.pop(change[1], None)
    return {path: None if file.is_folder else file.after(chance) for path, file in flushed_names.items()}


def _parsed(line: str, folder: str) -> tuple[str, ...] | None:
    found = _LINE.match(line)
    if not found or int(found[3]) < 0:
        return None
    call, inside, result, opened = found.groups()
    descriptor = re.match(r"(\w+)<(.*?)>", inside)
    at, path = (descriptor[1], _plain(descriptor[2])) if descriptor else ("", "")
    texts = [str(Path(path, _plain(text))) for text in re.findall(r'"((?:\\x..)*)"', inside)]
    if call == "openat":
        done = ("open", _plain(opened or ""), result, inside)
    elif call in ("write", "pwrite64"):
        place = inside.rsplit(", ", 1)[1] if call == "pwrite64" else ""
        data = re.findall(r'"((?:\\x..)*)"', inside)[0].replace("\\x", "")
        done = ("write", path, at, data, place)
    elif call == "lseek":
        done = ("seek", path, at, result)
    elif call == "ftruncate":
        done = ("cut", path, at, inside.rsplit(", ", 1)[1])
    elif call in ("fsync", "fdatasync"):
        done = ("flush", path, at)
    elif call.startswith("rename"):
        done = ("rename", texts[0], "", texts[-1])
    elif call.startswith("unlink") or call == "rmdir":
        done = ("unlink", texts[0], "")
    elif call == "mkdir":
        done = ("folder", texts[0], "")
    else:
        return None
    return done if done[1].startswith(folder) else None


def _plain(text: str) -> str:
    return bytes.fromhex(text.replace("\\x", "")).decode(errors="replace") if text.startswith("\\x") else text
