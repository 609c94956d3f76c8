"""plantext: reads Chinese education plans, directives and summaries and tells people what is in them.

The API in a few names::

    import plantext

    extraction = plantext.extract("计划.docx")
    coverage = plantext.check("计划.docx", against="通知.pdf")
    followup = plantext.followup("计划.docx", summary="总结.html")

Everything returned is a frozen object of `plantext.model` with ``to_dict()`` and ``to_json()``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plantext.api import audit, check, evaluate, extract, followup, label, read
    from plantext.errors import PlantextError

__version__ = "0.1.0"
__all__ = [
    "PlantextError",
    "__version__",
    "audit",
    "check",
    "evaluate",
    "extract",
    "followup",
    "label",
    "read",
]


def __getattr__(name: str) -> Any:
    """Load the API when it is first asked for: ``import plantext`` and ``plantext --version`` stay fast."""
    if name == "PlantextError":
        from plantext.errors import PlantextError

        return PlantextError
    if name in __all__:
        from plantext import api

        return getattr(api, name)
    raise AttributeError(f"module 'plantext' has no attribute {name!r}")
