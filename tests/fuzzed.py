"""How many inputs a fuzz test makes: a seeded few in `make test`, 20,000 in `make soak`."""

import os

FUZZED = int(os.environ.get("MEDCHAT_FUZZED", "60"))
