"""The engine behind any OpenAI-compatible endpoint: vLLM, `transformers serve`, llama.cpp, Ollama, hosted models."""

import logging
from contextlib import aclosing
from typing import Any
from urllib.parse import urlsplit

import httpx
import openai
from openai.types.chat import ChatCompletionMessageParam

from medchat.engines.pacing import never_empty, paced
from medchat.engines.thinking import without_thinking
from medchat.engines.turns import turns
from medchat.engines.types import Cancel, Description, EngineConfig, EngineError, Health, Limits, Prompt, Stream

TALKATIVE = ("openai", "httpx", "httpcore")
"""Loggers that write whole requests, so patients' words and keys, when an operator turns debugging on."""

NO_KEY = "none"
"""The client refuses to be without a key; local servers do not look at it."""

HEALTH_S = 5.0
"""Seconds a health question may take."""


class OpenAIEngine:
    """Stream chat completions of the model `config.model` at `config.url`."""

    def __init__(self, config: EngineConfig) -> None:
        if not config.model:
            raise EngineError("The openai engine needs the name of a model: set MEDCHAT_MODEL.")
        if not _host(config.url):
            raise EngineError("The openai engine needs the http(s) address of an endpoint: set MEDCHAT_MODEL_URL.")
        self._config = config
        self._tls = httpx.create_ssl_context()
        for name in TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)

    def stream(self, prompt: Prompt, *, limits: Limits, cancel: Cancel) -> Stream:
        """Yield the answer as the endpoint sends it; ending early closes the connection, so the endpoint stops too."""
        written = never_empty(without_thinking(self._write(prompt, limits)))
        return paced(written, limits=limits, cancel=cancel)

    async def health(self) -> Health:
        """Ask the endpoint for its models; any answer but an error is good health."""
        try:
            async with self._client() as client:
                await client.models.list(timeout=HEALTH_S)
        except Exception as error:
            return Health(ready=False, reason=str(_plain(error)))
        return Health(ready=True)

    def describe(self) -> Description:
        return Description(name="openai", model=self._config.model, revision=_host(self._config.url))

    async def _write(self, prompt: Prompt, limits: Limits) -> Stream:
        try:
            async with aclosing(self._pieces(prompt, limits)) as pieces:
                async for piece in pieces:
                    yield piece
        except EngineError:
            raise
        except Exception as error:
            raise _plain(error) from None

    async def _pieces(self, prompt: Prompt, limits: Limits) -> Stream:
        finished = False
        async with self._client() as client, await self._request(client, prompt, limits) as chunks:
            async for chunk in chunks:
                for choice in chunk.choices[:1]:
                    finished = finished or choice.finish_reason is not None
                    limits.progress.tokens += bool(choice.delta.content)  # servers send one token a piece
                    yield choice.delta.content or ""
        if not finished:
            raise EngineError("The endpoint broke off in the middle of an answer.")

    async def _request(self, client: openai.AsyncOpenAI, prompt: Prompt, limits: Limits) -> openai.AsyncStream[Any]:
        sampling = self._config.sampling
        read_s = max(self._config.read_s, limits.first_s)
        return await client.chat.completions.create(
            model=self._config.model,
            messages=_messages(prompt),
            max_tokens=limits.tokens,
            temperature=sampling.temperature,
            top_p=sampling.top_p,
            extra_body=self._extras(),
            stream=True,
            timeout=httpx.Timeout(read_s, connect=self._config.connect_s),
        )

    def _extras(self) -> dict[str, float]:
        """Return what open-model servers take besides; OpenAI's own service refuses requests that hold it."""
        if _host(self._config.url).endswith((".openai.com", ".azure.com")):
            return {}
        sampling = self._config.sampling
        return {"top_k": sampling.top_k, "repetition_penalty": sampling.repetition_penalty}

    def _client(self) -> openai.AsyncOpenAI:
        """Return a client for one use: kept ones would be bound to an event loop, and left open at its end."""
        http = openai.DefaultAsyncHttpxClient(verify=self._tls)
        key = self._config.key or NO_KEY
        return openai.AsyncOpenAI(base_url=self._config.url, api_key=key, max_retries=0, http_client=http)


def _host(url: str) -> str:
    """Return the host an http(s) address names, or nothing."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme in {"http", "https"} else ""


def _messages(prompt: Prompt) -> list[ChatCompletionMessageParam]:
    messages: list[ChatCompletionMessageParam] = []
    if prompt.instructions:
        messages.append({"role": "system", "content": prompt.instructions})
    for turn in turns(prompt):
        if turn.role == "user":
            messages.append({"role": "user", "content": turn.text})
        else:
            messages.append({"role": "assistant", "content": turn.text})
    return messages


def _plain(error: Exception) -> EngineError:
    """Say what went wrong without the error's own text, which may repeat the request."""
    match error:
        case openai.APITimeoutError() | httpx.TimeoutException():
            return EngineError("The endpoint did not answer in time.")
        case openai.AuthenticationError() | openai.PermissionDeniedError():
            return EngineError("The endpoint refused the key: check MEDCHAT_MODEL_KEY_FILE.")
        case openai.NotFoundError():
            return EngineError("The endpoint does not know the model or the address: check both.")
        case openai.APIStatusError():
            return EngineError(f"The endpoint answered with status {error.status_code}.")
        case openai.APIConnectionError() | httpx.TransportError():
            return EngineError("The endpoint could not be reached, or broke off.")
        case _:
            return EngineError(f"The endpoint's answer could not be read ({type(error).__name__}).")
