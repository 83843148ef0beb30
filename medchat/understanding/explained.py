"""Which topics were explained to a patient, told from what their answers rested on, and what the library says of them now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from medchat.accounts.models import Clinic, User
from medchat.conversations.models import Conversation, Turn
from medchat.library.index import index_for
from medchat.library.models import Explanation, Section
from medchat.readability.targets import DEFAULT, nearest
from medchat.text.passages import Passage
from medchat.text.sentences import split

RECENT_TURNS, RECENT_TOPICS = 30, 3


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph ("p"), list item ("li") or heading ("h") of a section, as patients read it."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Ideas:
    """Questions the library suggests for one topic."""

    topic: str
    texts: tuple[str, ...]


def explanations(turns: Iterable[Turn], clinic_id: UUID) -> list[Explanation]:
    """Return the explanations that these turns' answers rested on, in the order they first came up."""
    passages = [source["passage"] for turn in turns for source in turn.sources]
    of_clinic = Section.objects.filter(pk__in=passages, revision__explanation__topic__clinic_id=clinic_id)
    rows = of_clinic.select_related("revision__explanation__topic")
    by_passage = {str(row.pk): row.revision.explanation for row in rows}
    found = [by_passage[passage] for passage in passages if passage in by_passage]
    return list({one.pk: one for one in found}.values())


def ideas(user: User, clinic: Clinic, language: str, *, but: Iterable[str] = ()) -> list[Ideas]:
    """Return published questions on the topics the patient asked about lately, without those in `but`."""
    mine = Conversation.objects.visible_to(user).filter(patient=user, clinic=clinic)
    turns = Turn.objects.filter(conversation__in=mine).exclude(sources=[]).order_by("-started_at")[:RECENT_TURNS]
    latest = mine.values_list("grade", flat=True).first()
    index = index_for(clinic.pk, language)
    slugs = dict.fromkeys(one.topic.slug for one in explanations(turns, clinic.pk))
    entries = [index.entries[slug] for slug in slugs if slug in index.entries]
    known = {_folded(text) for text in but}
    found = []
    for entry in [entry for entry in entries if entry.sections.get("questions")][:RECENT_TOPICS]:
        section = at_level(entry.sections["questions"], latest or DEFAULT.target)
        items = [block.text for block in blocks(section.text, language) if block.kind == "li"]
        found.append(Ideas(entry.name, tuple(text for text in items if _folded(text) not in known)))
    return [one for one in found if one.texts]


def at_level(versions: Sequence[Passage], grade: float) -> Passage:
    """Return the written version nearest to a patient's level."""
    return versions[nearest([version.grade for version in versions], grade)]


def blocks(text: str, language: str) -> tuple[Block, ...]:
    """Cut a section's Markdown into what a patient reads, by the same rules as an answer."""
    found: list[Block] = []
    for piece in split(text, language):
        if not piece.text:
            continue
        if piece.block or not found:
            found.append(Block(piece.block or "p", piece.text))
        else:
            found[-1] = Block(found[-1].kind, f"{found[-1].text} {piece.text}")
    return tuple(found)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
