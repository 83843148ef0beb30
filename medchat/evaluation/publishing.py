"""What must hold before a revision is published: every sentence passes the gate that guards answers."""

from collections.abc import Iterator

from medchat.guardrails.gate import judge
from medchat.guardrails.types import Reply
from medchat.library.models import Revision
from medchat.library.types import CheckReport, Problem
from medchat.text.sentences import split


def check(revision: Revision) -> CheckReport:
    """Run the output gate over every sentence of a revision: sections, key points, question and glossary meanings."""
    language = revision.explanation.language
    problems: list[Problem] = []
    count = 0
    for section, level, text in _texts(revision):
        before: tuple[str, ...] = ()
        for piece in split(text, language):
            if not piece.text.strip():
                continue
            found = judge(Reply(text=piece.text, before=before, language=language))
            before = (*before, piece.text)
            count += 1
            if not found.ok:
                problems.append(Problem(section, level, piece.text, str(found.verdict), found.rule))
    return CheckReport(revision=revision.pk, edits=revision.edits, sentences=count, problems=tuple(problems))


def _texts(revision: Revision) -> Iterator[tuple[str, str, str]]:
    for section in revision.sections.all():
        yield section.kind, section.level, section.body
    for point in revision.key_points:
        yield "key_points", "", str(point)
    if revision.teach_question:
        yield "teach_question", "", revision.teach_question
    for row in revision.glossary:
        yield "glossary", "", str(row["meaning"])
