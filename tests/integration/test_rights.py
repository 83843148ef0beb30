"""Every address and every socket, as nobody, as another patient, and as each role of another clinic."""

import uuid
from collections.abc import Iterator

import pytest
from channels.routing import URLRouter
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from medchat.accounts.models import User
from medchat.config.routing import websocket_urlpatterns
from medchat.escalation import actions
from medchat.library.models import Explanation, Gap, Revision, Topic
from medchat.understanding.models import Question
from tests.factories import people
from tests.integration.socket import Socket

pytestmark = [pytest.mark.usefixtures("stored"), pytest.mark.django_db(transaction=True)]

OPEN_TO_ALL = {
    "account_login", "account_logout", "account_inactive", "account_request_login_code", "account_confirm_login_code",
    "live", "ready", "set_language",
}  # fmt: skip
ROLES = ("patient", "author", "reviewer", "staff", "operator", "auditor")


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for found in resolver.url_patterns:
        path = prefix + str(found.pattern)
        if isinstance(found, URLResolver):
            yield from patterns(found, path)
        else:
            yield path, found


ALL = [(path, found) for path, found in patterns(get_resolver()) if not path.startswith("static")]


class World:
    """Clinic one with a patient, a case and a library; clinic two with somebody in every role."""

    def __init__(self) -> None:
        self.one, self.two = people.clinic(), people.clinic()
        self.patient = people.patient(self.one)
        self.conversation = people.conversation(self.patient)
        self.case, _new = actions.open_case(conversation=self.conversation, reason="patient", by=self.patient)
        self.topic = Topic.objects.create(clinic=self.one, slug="asthma", kind="condition", lay_name="Asthma")
        self.explanation = Explanation.objects.create(topic=self.topic, language="en")
        self.revision = Revision.objects.create(explanation=self.explanation, number=1)
        self.gap = Gap.objects.create(clinic=self.one, language="en", question="what is this")
        self.question = Question.objects.create(clinic=self.one, patient=self.patient, text="my own words")
        self.strangers = {role: people.person(role, self.two) for role in ROLES}

    def address(self, path: str, found: URLPattern) -> str:
        """Fill the address with objects of clinic one."""
        places = {"conversations": self.conversation.pk, "cases": self.case.pk, "questions": self.question.pk}
        at = places.get(path.split("/")[0])
        values = {
            "topic_id": self.topic.pk, "revision_id": self.revision.pk, "gap_id": self.gap.pk,
            "conversation": self.conversation.pk, "case": self.case.pk, "topic": self.topic.pk, "slug": self.topic.slug,
            "revision": self.revision.pk, "explanation": self.explanation.pk, "gap": self.gap.pk, "language": "en",
            "number": 1, "pk": at, "turn": uuid.uuid4(), "level": "easy",
        }  # fmt: skip
        for name in found.pattern.converters:
            assert name in values, f"tell the sweep what {name!r} is in {path}"
            kind = [part for part in ("uuid", "slug", "int", "str") if f"<{part}:{name}>" in path] or [""]
            path = path.replace(f"<{kind[0]}:{name}>" if kind[0] else f"<{name}>", str(values[name]))
        return "/" + path

    def client(self, user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client


@pytest.fixture
def world(stored: None) -> World:
    return World()


def test_nobody_reaches_anything_but_the_door(world):
    client = world.client(None)
    for path, found in ALL:
        if found.name in OPEN_TO_ALL:
            continue
        for method in (client.get, client.post):
            answer = method(world.address(path, found))
            assert answer.status_code in {302, 403, 405}, path
            if answer.status_code == 302:
                assert answer["Location"].startswith("/accounts/login/"), path


@pytest.mark.parametrize("role", ROLES)
def test_nobody_of_another_clinic_reaches_its_objects(world, role):
    client = world.client(world.strangers[role])
    for path, found in ALL:
        if found.name in OPEN_TO_ALL or not found.pattern.converters:
            continue
        for method in (client.get, client.post):
            answer = method(world.address(path, found))
            assert answer.status_code in {302, 403, 404, 405}, f"{role} {path} {answer.status_code}"
            if answer.status_code == 302:
                assert answer["Location"].startswith("/welcome/"), path


def test_another_patient_of_the_same_clinic_reaches_none_of_it(world):
    client = world.client(people.patient(world.one))
    for path, found in ALL:
        if found.name not in OPEN_TO_ALL and found.pattern.converters:
            for method in (client.get, client.post):
                assert method(world.address(path, found)).status_code in {403, 404, 405}, path


@pytest.mark.parametrize("role", ROLES)
def test_pages_of_another_role_are_refused(world, role):
    """Each page asks for one right; whoever does not hold it gets 403."""
    from medchat.accounts.roles import ROLES as RIGHTS

    client = world.client(world.strangers[role])
    for path, found in ALL:
        wanted = getattr(found.callback, "permission", None)
        if wanted is None or found.pattern.converters or wanted in RIGHTS[role].permissions:
            continue
        assert client.get("/" + path).status_code in {403, 405}, f"{role} {path}"


def test_every_page_asks_for_a_right(world):
    free = [
        path for path, found in ALL if found.name not in OPEN_TO_ALL and not getattr(found.callback, "permission", None)
    ]
    assert free == [""], "only the home page, which sends each person to their own, needs none"


async def refused(path: str, user: object) -> bool:
    from medchat.conversations.store import read
    from tests.integration.talk import session

    socket = Socket(URLRouter(websocket_urlpatterns), path)
    socket.scope["user"], socket.scope["session"] = user, await read(session)
    if not await socket.connect():
        return True
    first = await socket.receive_output(timeout=10)
    await socket.disconnect()
    return bool(first["type"] == "websocket.close")


async def test_no_socket_opens_for_a_stranger(world):
    from medchat.conversations.store import read

    others = [
        AnonymousUser(),
        *world.strangers.values(),
        await read(lambda: people.patient(world.one)),
        await read(lambda: people.person("author", world.one)),
    ]
    for user in others:
        assert await refused(f"/ws/conversations/{world.conversation.pk}/", user), user
    assert not await refused(f"/ws/conversations/{world.conversation.pk}/", world.patient)


async def test_staff_reach_only_conversations_with_a_case(world):
    from medchat.conversations.store import read

    staff = await read(lambda: people.staff(world.one))
    private = await read(lambda: people.conversation(people.patient(world.one)))
    assert await refused(f"/ws/conversations/{private.pk}/", staff)
    assert not await refused(f"/ws/conversations/{world.conversation.pk}/", staff)


async def test_the_queue_opens_for_staff_alone(world):
    for role, user in world.strangers.items():
        assert await refused("/ws/queue/", user) == (role != "staff"), role
    assert await refused("/ws/queue/", AnonymousUser())


async def test_a_conversation_that_does_not_exist_is_refused(world):
    assert await refused(f"/ws/conversations/{uuid.uuid4()}/", world.patient)


@pytest.mark.parametrize(
    "origin", [None, b"null", b"https://evil.example", b"http://127.0.0.1:8000.evil.example", b"http://127.0.0.1"]
)
async def test_a_socket_from_another_origin_is_refused(origin):
    from medchat.config.asgi import websocket

    headers = [] if origin is None else [(b"origin", origin)]
    socket = Socket(websocket, "/ws/queue/", headers=headers)
    assert not await socket.connect()


async def test_no_socket_opens_before_the_patient_agreed(world):
    from medchat.conversations.store import read

    unasked = await read(lambda: people.patient(world.one, consents=False))
    mine = await read(lambda: people.conversation(unasked))
    assert await refused(f"/ws/conversations/{mine.pk}/", unasked)
