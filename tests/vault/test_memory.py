"""What stays readable in the memory of a process: nothing of the key that went to SQLCipher."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

HOLDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from kyogikai_desktop.vault.open import unlock

vault = unlock(Path(sys.argv[1]), sys.argv[2], now=datetime.now(UTC))
vault.reader().execute("SELECT count(*) FROM notes").fetchone()
if sys.argv[3] == "closed":
    vault.close()
print("ready", flush=True)
sys.stdin.readline()
"""


def memory_of(pid):
    """Return the private writable memory of a process."""
    spans = re.findall(r"^([0-9a-f]+)-([0-9a-f]+) rw", Path(f"/proc/{pid}/maps").read_text(), re.MULTILINE)
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for start, end in spans:
            memory.seek(int(start, 16))
            try:
                yield memory.read(int(end, 16) - int(start, 16))
            except OSError:  # guard pages and device memory
                continue


@pytest.mark.parametrize("state", ["open", "closed"])
def test_no_copy_of_the_database_key_stays_in_memory(sample, state):
    with sample.unlock() as vault:
        spelled = vault.keys.database()[2:66]
        vk = bytes(vault.keys.vk)
    command = [sys.executable, "-c", HOLDER, str(sample.folder), sample.password, state]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        holder.stdout.readline()
        spans = list(memory_of(holder.pid))
        holder.stdin.write(b"\n")
    assert not any(spelled in span for span in spans)
    if state == "open":
        assert any(vk in span for span in spans), "the search itself must be able to find a key"
