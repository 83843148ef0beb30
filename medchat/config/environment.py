"""What must stand in the process environment before any library is imported; every entry point calls `prepare`."""

import os
from pathlib import Path

NLTK_DATA = Path(__file__).resolve().parent.parent / "readability" / "nltk_data"

FIXED = {
    "NLTK_DATA": str(NLTK_DATA),  # textstat and guardrails-ai would download word data otherwise
    "GUARDRAILS_RUN_SYNC": "true",  # its async path leaks file descriptors and swaps the event loop policy
    "OTEL_SDK_DISABLED": "true",  # telemetry is on by default
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",  # it would fetch a price list at import
    "HF_HUB_OFFLINE": "1",  # models are loaded from local folders only
    "TOKENIZERS_PARALLELISM": "false",
}


def prepare() -> None:
    """Set the variables that keep third-party libraries offline, quiet and synchronous."""
    os.environ.update(FIXED)
