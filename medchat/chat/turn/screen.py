"""Screen every patient message, whoever answers the conversation: pure, milliseconds, no database."""

import asyncio
from collections.abc import Callable

from medchat.chat.turn.types import Kit, Turn
from medchat.guardrails.types import ACTIONS, Action, Message, Route, Screening


async def screen(turn: Turn, kit: Kit) -> Screening:
    """Ask the input guard. A red flag waits for nothing; a guard that breaks blocks, it never lets a message through."""
    message = Message(turn.say.text, tuple(turn.said), turn.language, turn.country)
    first = await _ask(kit.rules, message)
    if is_red_flag(first):
        return first
    await kit.ready()
    return await _ask(kit.screen, message, first)


async def _ask(guard: Callable[..., Screening], *about: Message | Screening) -> Screening:
    try:
        return await asyncio.to_thread(guard, *about)
    except Exception as error:
        return Screening(Route.ADVICE, Action.BLOCK, rule="check-failed", failed=(type(error).__name__,))


def is_red_flag(screening: Screening) -> bool:
    """Say whether this message needs the emergency or crisis text, whatever else happens."""
    return ACTIONS[screening.route] is Action.ALERT
