"""The library engine: approved text, all of it, and nothing but it."""

from medchat.engines import registry
from medchat.engines.types import Limits, Prompt
from tests.unit.engines.talk import passage, pieces, whole

LIBRARY = registry.build("library")


def asking(*texts: tuple[str, str, str]) -> Prompt:
    passages = tuple(passage(text, title=title, topic=topic) for topic, title, text in texts)
    return Prompt("What is asthma?", "RULES", 6.0, passages=passages)


async def test_one_passage_is_given_word_for_word() -> None:
    text = "Asthma narrows the airways.\n\n- It may come at 3.5 years\n- Or later: e.g. at work"
    assert await whole(LIBRARY, asking(("asthma", "What it is", text))) == text


async def test_several_sections_stand_under_their_titles_nearest_first() -> None:
    asked = asking(("asthma", "What it is", "It narrows."), ("asthma", "What to\nexpect", "It comes."))
    assert await whole(LIBRARY, asked) == "### What it is\n\nIt narrows.\n\n### What to expect\n\nIt comes."


async def test_sections_of_two_topics_name_their_topic() -> None:
    asked = asking(("asthma", "What it is", "One."), ("copd", "What it is", "Two."))
    assert await whole(LIBRARY, asked) == "### Asthma: What it is\n\nOne.\n\n### Copd: What it is\n\nTwo."


async def test_without_passages_nothing_is_written() -> None:
    assert await pieces(LIBRARY, asking()) == []


async def test_approved_text_is_not_cut_to_a_number_of_tokens() -> None:
    text = "Call when it gets worse. " * 50
    assert await whole(LIBRARY, asking(("asthma", "When to call", text)), Limits(tokens=1)) == text.strip()
