"""The starter library: read strictly, loaded once, drafts for a real clinic, published for the demo."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from medchat.accounts.models import Clinic
from medchat.library import publishing, starter
from medchat.library.models import Revision, Status, Topic
from medchat.library.sections import LEVELS
from medchat.library.starter import Malformed, TopicFile
from medchat.library.types import CheckReport, LibraryError, Problem
from medchat.readability.score import fkgl, score
from medchat.text.facts import added, facts, lost
from tests.factories import people

GOOD = """---
slug: rest
kind: everyday
lay_name: Rest
medical_name: Rest
synonyms: [lie down]
key_points: ["Rest helps."]
sources: [{name: Rest, publisher: Someone, url: "https://example.org/rest", checked_on: null}]
glossary: [{term: nap, meaning: "A short sleep."}]
---
""" + "".join(
    f"## {section}\n### easy\nRest is good.\n### detailed\nRest is beneficial for the body.\n"
    for section in ("what_it_is", "why", "what_to_expect", "questions", "when_to_call")
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "rest.md").write_text(GOOD)
    return tmp_path


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> None:
    report = [lambda revision: CheckReport(revision.pk, revision.edits, 1)]
    monkeypatch.setattr(publishing, "_checks", report)


WRITTEN = [starter.parse(path) for path in sorted((starter.FOLDER / "en").glob("*.md"))]
SPANISH = [starter.parse(path) for path in sorted((starter.FOLDER / "es").glob("*.md"))]


def test_the_library_is_as_large_as_promised() -> None:
    assert len(WRITTEN) >= 60
    assert len(SPANISH) >= 20
    assert {topic.slug for topic in SPANISH} <= {topic.slug for topic in WRITTEN}


@pytest.mark.parametrize("topic", WRITTEN, ids=lambda topic: topic.slug)
def test_both_levels_of_a_section_say_the_same_facts(topic: TopicFile) -> None:
    for section in {section for section, _level in topic.bodies}:
        easy, detailed = (facts(topic.bodies[section, level]) for level in LEVELS)
        assert (section, lost(easy, detailed), added(easy, detailed)) == (section, (), ())


@pytest.mark.parametrize("topic", WRITTEN, ids=lambda topic: topic.slug)
def test_each_level_reads_as_easily_as_it_says(topic: TopicFile) -> None:
    grades = {(section, level): fkgl(text) for (section, level), text in topic.bodies.items()}
    assert [at for at, grade in grades.items() if at[1] == "easy" and grade > 6.0] == []
    assert [at for at, grade in grades.items() if at[1] == "detailed" and not 7.0 <= grade <= 10.0] == []


@pytest.mark.parametrize("topic", SPANISH, ids=lambda topic: topic.slug)
def test_an_easy_spanish_section_is_easy_by_inflesz(topic: TopicFile) -> None:
    easy = {section: score(text, "es").inflesz for (section, level), text in topic.bodies.items() if level == "easy"}
    assert [section for section, found in easy.items() if found is None or found < 60] == []


@pytest.mark.django_db
def test_another_language_has_its_own_names_and_leaves_those_of_the_clinic(folder: Path) -> None:
    clinic = people.clinic()
    (folder / "es").mkdir()
    (folder / "es" / "rest.md").write_text(GOOD.replace("lay_name: Rest", "lay_name: Descanso"))
    for language in ("en", "es", "es"):
        done = starter.load(clinic=clinic, folder=folder, language=language)
    assert done.unchanged == ["rest"]
    topic = Topic.objects.get()
    assert topic.lay_name == "Rest"
    assert {one.language: one.name for one in topic.explanations.all()} == {"en": "Rest", "es": "Descanso"}


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("kind: everyday", "kind: recipe", 3),
        ("slug: rest", "slug: sleep", 2),
        ("https://example.org", "http://example.org", 8),
        ("## why", "## wye", 16),
        ("### easy\nRest", "### simple\nRest", 12),
        ("synonyms: [lie down]", "synonyms: [lie down", 7),
        ("lay_name: Rest", "lay_name: 7", 4),
        ("---\n## what_it_is", "---\nloose text\n## what_it_is", 11),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(folder: Path, old: str, new: str, line: int) -> None:
    path = folder / "en" / "rest.md"
    path.write_text(GOOD.replace(old, new, 1))
    with pytest.raises(Malformed, match=rf"rest\.md, line {line}:"):
        starter.parse(path)


def test_a_file_may_hold_the_question_to_check_understanding(folder: Path) -> None:
    path = folder / "en" / "rest.md"
    assert starter.parse(path).teach_question == ""
    path.write_text(GOOD.replace("kind: everyday", "kind: everyday\nteach_question: Why does rest help?"))
    assert starter.parse(path).teach_question == "Why does rest help?"


def test_a_missing_level_is_refused(folder: Path) -> None:
    path = folder / "en" / "rest.md"
    path.write_text(GOOD[: GOOD.rindex("### detailed")])
    with pytest.raises(Malformed, match="when_to_call has no text at the level detailed"):
        starter.parse(path)


@pytest.mark.django_db
def test_a_real_clinic_gets_drafts_that_anybody_may_review(folder: Path) -> None:
    starter.load(clinic=people.clinic(), folder=folder)
    draft = Revision.objects.get()
    assert (draft.status, draft.editors, draft.origin) == (Status.DRAFT, "", "starter")
    assert draft.sections.count() == 10


@pytest.mark.django_db
def test_only_a_demo_clinic_has_it_published(folder: Path) -> None:
    clinic = people.clinic()
    with pytest.raises(LibraryError):
        starter.load(clinic=clinic, folder=folder, publish_by=people.person("reviewer", clinic))


@pytest.mark.django_db
@pytest.mark.usefixtures("passes")
def test_loading_again_changes_nothing(folder: Path) -> None:
    clinic = people.clinic(demo=True)
    reviewer = people.person("reviewer", clinic)
    starter.load(clinic=clinic, folder=folder, publish_by=reviewer)
    again = starter.load(clinic=clinic, folder=folder, publish_by=reviewer)
    assert again.unchanged == ["rest"]
    assert Revision.objects.get().reviewed_by == reviewer


@pytest.mark.django_db
@pytest.mark.usefixtures("passes")
def test_a_changed_file_becomes_the_next_revision(folder: Path) -> None:
    clinic = people.clinic(demo=True)
    reviewer = people.person("reviewer", clinic)
    starter.load(clinic=clinic, folder=folder, publish_by=reviewer)
    (folder / "en" / "rest.md").write_text(GOOD.replace("Rest is good.", "Rest is very good."))
    starter.load(clinic=clinic, folder=folder, publish_by=reviewer)
    assert Revision.objects.published().get().number == 2


@pytest.mark.django_db
def test_a_draft_somebody_works_on_is_left_alone(folder: Path) -> None:
    clinic = people.clinic()
    starter.load(clinic=clinic, folder=folder)
    Revision.objects.update(editors=people.person("author", clinic).pk.hex)
    (folder / "en" / "rest.md").write_text(GOOD.replace("Rest is good.", "Rest is very good."))
    assert starter.load(clinic=clinic, folder=folder).waiting == ["rest"]
    assert not Revision.objects.get().sections.filter(body__contains="very good").exists()


@pytest.mark.django_db
def test_what_the_checks_refuse_stays_a_draft_and_can_be_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic = people.clinic(demo=True)
    reviewer = people.person("reviewer", clinic)
    problem = Problem("why", "easy", "Rest is good.", "advice", "a-rule")
    monkeypatch.setattr(publishing, "_checks", [lambda one: CheckReport(one.pk, one.edits, 1, (problem,))])
    assert "rest" in starter.load(clinic=clinic, folder=folder, publish_by=reviewer).refused
    monkeypatch.setattr(publishing, "_checks", [lambda one: CheckReport(one.pk, one.edits, 1)])
    assert starter.load(clinic=clinic, folder=folder, publish_by=reviewer).unchanged == ["rest"]
    assert starter.load(clinic=clinic, folder=folder, publish_by=reviewer, retry=True).published == ["rest"]
    assert Topic.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("passes")
def test_the_command_loads_and_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    clinic = people.clinic()
    call_command("load_starter", "--clinic", clinic.slug)
    assert "unchanged, 0 published" in capsys.readouterr().out
    assert Revision.objects.filter(status=Status.DRAFT).count() == Topic.objects.count() >= 30


@pytest.mark.django_db
@pytest.mark.parametrize("words", [["--clinic", "nowhere"], ["--clinic", "here", "--publish-by", "nobody@x.example"]])
def test_the_command_says_what_is_wrong(words: list[str]) -> None:
    Clinic.objects.create(name="Here", slug="here")
    with pytest.raises(CommandError, match="There is no"):
        call_command("load_starter", *words)
