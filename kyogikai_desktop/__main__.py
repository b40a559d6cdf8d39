"""Start the program: `python -m kyogikai_desktop`."""

from __future__ import annotations

import sys

from kyogikai_desktop.app import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
