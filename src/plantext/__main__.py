"""``python -m plantext``."""

from __future__ import annotations

from plantext.cli import main

if __name__ == "__main__":
    main()
