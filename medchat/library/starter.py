"""The starter library: topic files that come with the product, loaded as drafts for a clinic to review."""

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from medchat.accounts.models import Clinic, User
from medchat.library import actions, publishing
from medchat.library.models import Explanation, Revision, Status, Topic
from medchat.library.sections import KINDS, LEVELS, LONGEST_QUESTION
from medchat.library.types import LibraryError

FOLDER = Path(__file__).parent / "starter"
NEEDED = ("slug", "kind", "lay_name", "medical_name", "synonyms", "key_points", "sources", "glossary")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Malformed(LibraryError):
    """A topic file that cannot be read; the message names file and line."""

    def __init__(self, path: Path, line: int, why: str) -> None:
        super().__init__(f"{path.name}, line {line}: {why}")


@dataclass(frozen=True, slots=True)
class TopicFile:
    """One topic as written in a file; `digest` tells whether this very text was loaded before."""

    slug: str
    kind: str
    lay_name: str
    medical_name: str
    synonyms: tuple[str, ...]
    key_points: tuple[str, ...]
    sources: tuple[dict[str, Any], ...]
    glossary: tuple[dict[str, str], ...]
    bodies: dict[tuple[str, str], str]
    digest: str
    teach_question: str = ""


@dataclass(slots=True)
class Loaded:
    """What a load did, by slug."""

    created: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    redrafted: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


def languages() -> tuple[str, ...]:
    """Return the languages that the starter library is written in."""
    return tuple(sorted(path.name for path in FOLDER.iterdir() if path.is_dir()))


def load(
    *,
    clinic: Clinic,
    language: str = "en",
    publish_by: User | None = None,
    folder: Path | None = None,
    retry: bool = False,
) -> Loaded:
    """Load every topic file of a language that this clinic does not have in this very text. Raises Malformed.

    Drafts are nobody's, so anybody may review them; `publish_by` (demo clinics only) publishes what passes the checks.
    What the checks refused stays a draft; `retry` checks it again, which a start of the demo does not wait for.
    """
    if publish_by is not None and not clinic.demo:
        raise LibraryError("Only a demo clinic has its starter library published; a real one reviews the drafts.")
    paths = sorted(((folder or FOLDER) / language).glob("*.md"))
    mine = Explanation.objects.filter(topic__clinic=clinic, language=language)
    known = dict(mine.values_list("topic__slug", "starter_digest"))
    again = _refused(clinic, language) if retry and publish_by is not None else set()
    done = Loaded()
    new: list[TopicFile] = []
    for path in paths:
        raw = path.read_bytes()
        if known.get(path.stem) == _digest(raw) and path.stem not in again:
            done.unchanged.append(path.stem)
        else:
            new.append(parse(path, raw))
    with transaction.atomic():
        for topic in new:
            _load_one(topic, clinic, language, publish_by, done)
    return done


def _refused(clinic: Clinic, language: str) -> set[str]:
    """Return the topics whose starter draft nobody has touched."""
    drafts = Revision.objects.of_clinic(clinic.pk, language).filter(status=Status.DRAFT, origin="starter", editors="")
    return set(drafts.values_list("explanation__topic__slug", flat=True))


def parse(path: Path, raw: bytes | None = None) -> TopicFile:
    """Read one topic file. Raises Malformed with the line that is wrong."""
    raw = path.read_bytes() if raw is None else raw
    try:
        lines = raw.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise Malformed(path, raw[: error.start].count(b"\n") + 1, "this is not UTF-8 text") from error
    ends = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    if len(ends) < 2 or ends[0] != 0:
        raise Malformed(path, 1, "the file must start with front matter between two lines of ---")
    head = _front_matter(path, lines[1 : ends[1]])
    bodies = _bodies(path, lines, ends[1] + 1, head["kind"])
    return TopicFile(
        slug=head["slug"],
        kind=head["kind"],
        lay_name=head["lay_name"],
        medical_name=head["medical_name"],
        synonyms=tuple(str(name) for name in head["synonyms"]),
        key_points=tuple(str(point) for point in head["key_points"]),
        sources=tuple(_source(path, lines[1:], row) for row in head["sources"]),
        glossary=tuple(_term(path, lines[1:], row) for row in head["glossary"]),
        bodies=bodies,
        digest=_digest(raw),
        teach_question=_question(path, lines[1:], head),
    )


def _question(path: Path, lines: list[str], head: dict[str, Any]) -> str:
    """Return the question that a file may hold; without it a general one is asked."""
    text = head.get("teach_question", "")
    if not isinstance(text, str) or len(text) > LONGEST_QUESTION:
        why = f"teach_question must be text of at most {LONGEST_QUESTION} letters"
        raise Malformed(path, _line_of(lines, "teach_question"), why)
    return text.strip()


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _front_matter(path: Path, lines: list[str]) -> dict[str, Any]:
    try:
        # the C reader is ten times faster, and the start of the demo waits for 40 files
        head = yaml.load("\n".join(lines), getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or "this is not YAML"
        raise Malformed(path, (mark.line if mark else 0) + 2, str(why)) from error
    if not isinstance(head, dict):
        raise Malformed(path, 2, "the front matter must be a list of names and values")
    for name in NEEDED:
        if name not in head:
            raise Malformed(path, 1, f"the front matter lacks {name}")
        wanted: type = list if name in ("synonyms", "key_points", "sources", "glossary") else str
        if not isinstance(head[name], wanted) or (wanted is str and not head[name].strip()):
            raise Malformed(path, _line_of(lines, name), f"{name} must be {'a list' if wanted is list else 'text'}")
    if head["kind"] not in KINDS:
        raise Malformed(path, _line_of(lines, "kind"), f"kind must be one of {', '.join(KINDS)}")
    if head["slug"] != path.stem or not _SLUG.fullmatch(head["slug"]):
        raise Malformed(path, _line_of(lines, "slug"), "slug must be the file's name in small letters and dashes")
    return head


def _line_of(lines: list[str], name: str) -> int:
    return next((number for number, line in enumerate(lines, 2) if line.startswith(f"{name}:")), 1)


def _source(path: Path, lines: list[str], row: object) -> dict[str, Any]:
    at = _line_of(lines, "sources")
    if not isinstance(row, dict) or not {"name", "publisher", "url"} <= row.keys():
        raise Malformed(path, at, "each source needs name, publisher and url")
    if not str(row["url"]).startswith("https://"):
        raise Malformed(path, at, "the address of a source must start with https://")
    checked = row.get("checked_on")
    return {
        "name": str(row["name"]),
        "publisher": str(row["publisher"]),
        "url": str(row["url"]),
        "checked_on": None if checked is None else str(checked),
    }


def _term(path: Path, lines: list[str], row: object) -> dict[str, str]:
    if not isinstance(row, dict) or not {"term", "meaning"} <= row.keys():
        raise Malformed(path, _line_of(lines, "glossary"), "each glossary entry needs term and meaning")
    return {"term": str(row["term"]), "meaning": str(row["meaning"])}


def _bodies(path: Path, lines: list[str], start: int, kind: str) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], list[str]] = {}
    section = level = ""
    for number, line in enumerate(lines[start:], start + 1):
        if line.startswith("### "):
            level = line[4:].strip()
            if not section or level not in LEVELS or (section, level) in found:
                raise Malformed(path, number, f"a level is one of {', '.join(LEVELS)}, once in each section")
            found[section, level] = []
        elif line.startswith("## "):
            section, level = line[3:].strip(), ""
            if section not in KINDS[kind] or (section, LEVELS[0]) in found:
                raise Malformed(path, number, f"a {kind} has the sections {', '.join(KINDS[kind])}, once each")
        elif level:
            found[section, level].append(line)
        elif line.strip():
            raise Malformed(path, number, "text must stand under a level (### easy or ### detailed)")
    bodies = {key: "\n".join(text).strip() for key, text in found.items()}
    for wanted in ((one, level) for one in KINDS[kind] for level in LEVELS):
        if not bodies.get(wanted):
            raise Malformed(path, len(lines), f"the section {wanted[0]} has no text at the level {wanted[1]}")
    return bodies


def _load_one(topic: TopicFile, clinic: Clinic, language: str, publish_by: User | None, done: Loaded) -> None:
    explanation = _explanation(topic, clinic, language, done)
    current = explanation.revisions.open().first()
    if current is not None and (current.origin != "starter" or current.editors or current.status != Status.DRAFT):
        done.waiting.append(topic.slug)  # somebody works on it: their text is not touched
        return
    draft = actions.start_draft(explanation=explanation, by=None, origin="starter")
    draft = actions.save_draft(
        revision=draft,
        by=None,
        edits=draft.edits,
        bodies=topic.bodies,
        key_points=topic.key_points,
        sources=topic.sources,
        glossary=topic.glossary,
        teach_question=topic.teach_question,
    )
    if publish_by is not None:
        _publish(draft, publish_by, topic.slug, done)
    Explanation.objects.filter(pk=explanation.pk).update(starter_digest=topic.digest)
    _name(explanation, topic)


def _name(explanation: Explanation, topic: TopicFile) -> None:
    """Give the topic, or its explanation in another language than the clinic's, the file's names."""
    named = actions.named_in(explanation.topic, explanation.language)
    named.lay_name, named.medical_name, named.synonyms = topic.lay_name, topic.medical_name, list(topic.synonyms)
    named.save(update_fields=["lay_name", "medical_name", "synonyms"])


def _explanation(topic: TopicFile, clinic: Clinic, language: str, done: Loaded) -> Explanation:
    found = Topic.objects.filter(clinic=clinic, slug=topic.slug).first()
    if found is not None:
        explanation, made = Explanation.objects.get_or_create(topic=found, language=language)
        (done.created if made else done.redrafted).append(topic.slug)
        return explanation
    done.created.append(topic.slug)
    return actions.create_topic(
        clinic=clinic,
        by=None,
        kind=topic.kind,
        lay_name=topic.lay_name,
        medical_name=topic.medical_name,
        synonyms=topic.synonyms,
        slug=topic.slug,
        language=language,
    )


def _publish(draft: Revision, by: User, slug: str, done: Loaded) -> None:
    report = publishing.report_on(draft)
    if not report.passed:
        first = report.problems[0]
        done.refused[slug] = f"{first.section} ({first.level}), {first.rule}: {first.sentence}"
        return
    submitted = actions.submit(revision=draft, by=None)
    actions.publish(revision=submitted, by=by, report=report)
    done.published.append(slug)
