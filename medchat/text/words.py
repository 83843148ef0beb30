"""Small helpers for word lists written as running text."""


def wordset(text: str) -> frozenset[str]:
    """Read a set of words from running text."""
    return frozenset(text.split())


def wordlist(text: str) -> tuple[str, ...]:
    """Read words in order from running text."""
    return tuple(text.split())
