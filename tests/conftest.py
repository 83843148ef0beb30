"""What every test shares."""

import os


def own_redis() -> None:
    """Give each worker of a parallel run a Redis database of its own (a Redis has 16), so that none hears another's."""
    address, worker = os.environ.get("MEDCHAT_REDIS", ""), os.environ.get("PYTEST_XDIST_WORKER", "")
    server, slash, number = address.rpartition("/")
    if worker and slash and number.isdigit():
        os.environ["MEDCHAT_REDIS"] = f"{server}/{int(number) + int(worker.removeprefix('gw'))}"


own_redis()

from medchat.config.environment import prepare  # noqa: E402

prepare()

os.environ.setdefault("CELERY_BROKER_URL", "memory://")  # what a test queues stays in the test

from collections.abc import Callable, Iterator  # noqa: E402

import pytest  # noqa: E402
from hypothesis import settings as hypothesis_settings  # noqa: E402

hypothesis_settings.register_profile("default", max_examples=60, deadline=None, derandomize=True)
hypothesis_settings.register_profile("soak", max_examples=5000, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begin each test in English: a page that spoke Spanish in the test before leaves its language in the thread."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture
def stored(transactional_db: None) -> Iterator[None]:
    """Real commits, as the turn's own threads make them; their connections are closed before the tables are emptied."""
    from medchat.conversations import store

    yield
    store.close()


@pytest.fixture
def kit_with(monkeypatch: pytest.MonkeyPatch) -> Callable[..., object]:
    """Hand the turn a kit: the real guards without the slow outer shell, and whatever engine the test names."""
    from medchat.chat.turn import kit as kits
    from medchat.chat.turn.types import Kit
    from medchat.engines.registry import EngineConfig, build
    from medchat.guardrails import gate, runner

    runner.warm()

    def use(engine: object = None, **changes: object) -> Kit:
        library = build(EngineConfig(name="library"))
        guards = {
            "rules": runner.screen,
            "screen": lambda message, own: own,
            "ready": kits.until_warm,
            "judge": gate.judge,
        }
        values = {"engine": engine or library, "fallback": library, **guards}
        made = Kit(**{**values, **changes})  # type: ignore[arg-type]
        monkeypatch.setattr("medchat.chat.consumers.kit", lambda: made)
        kits._warm.set()
        return made

    return use
