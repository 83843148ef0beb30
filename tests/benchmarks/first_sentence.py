"""From pressing Enter to the first sentence on screen, one patient, the library engine, real Chromium.

    .venv/bin/python -m tests.benchmarks.first_sentence [--count 40]

Prints one JSON line: p50, p95 and the slowest in milliseconds, and how long the web process took to turn ready.
"""

import argparse
import json
import os
import tempfile
import time
from pathlib import Path

import django
from playwright.sync_api import Page, sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medchat.config.settings")
django.setup()

from medchat.ops.demo import PASSWORD  # noqa: E402
from tests.browser.server import Server, fresh  # noqa: E402

BROWSER = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
QUESTIONS = (
    "What is the A1C test?",
    "What is asthma?",
    "What are the side effects of metformin?",
    "How is high blood pressure treated?",
    "What happens during a colonoscopy?",
    "What is a water pill?",
    "What are statins?",
    "What are the symptoms of anemia?",
    "What is osteoarthritis?",
    "What is an MRI scan?",
)

# Watches the log inside the page, so that no round trip of the driver is measured.
WATCH = """(question) => new Promise((resolve) => {
  const shown = () => document.querySelectorAll(".answer p span, .answer li span").length;
  const before = shown();
  const start = performance.now();
  const look = () => shown() > before ? resolve(performance.now() - start) : requestAnimationFrame(look);
  const box = document.querySelector("#composer");
  box.value = question;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.form.requestSubmit();
  look();
})"""


def sign_in(page: Page, url: str) -> None:
    """Sign in as the demo patient, agree and open a new conversation."""
    page.goto(url)
    page.fill("input[name=login]", "patient@demo.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    if "welcome" in page.url:
        page.click("main button[type=submit]")
    page.click("main form button")
    page.wait_for_selector("#composer:visible")


def measure(page: Page, count: int) -> list[float]:
    """Ask `count` questions one after another; returns milliseconds to each first sentence."""
    times = []
    for number in range(count):
        times.append(float(page.evaluate(WATCH, QUESTIONS[number % len(QUESTIONS)])))
        page.wait_for_function("(n) => document.querySelectorAll('.answer__foot').length > n", arg=number)
    return times


def main() -> None:
    """Run the measurement and print its figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server, begun = Server(fresh(Path(folder) / "var")), time.monotonic()
        server.start()
        ready_s = time.monotonic() - begun
        try:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=BROWSER)
            page = browser.new_page()
            sign_in(page, server.url)
            times = sorted(measure(page, options.count))
            browser.close()
        finally:
            server.stop()
    at = lambda share: round(times[min(len(times) - 1, int(share * len(times)))], 1)  # noqa: E731
    figures = {"n": len(times), "p50_ms": at(0.5), "p95_ms": at(0.95), "max_ms": round(times[-1], 1)}
    print(json.dumps({**figures, "web_process_ready_s": round(ready_s, 2)}))


if __name__ == "__main__":
    main()
