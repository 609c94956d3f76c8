"""Writing the published JSON schema: ``python -m plantext.schema schema/plantext-1.json`` (``make schema``)."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from plantext.model import json_schema


def schema_text() -> str:
    """Return the schema as it is published."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(schema_text(), encoding="utf-8", newline="\n")
