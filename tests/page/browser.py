#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Usage: tests/page/browser.py PAGE.html [FOLDER]

Opens the page in a headless Chromium, by its debugging protocol, at three widths in both themes.
Fails where a chart is not drawn, where anything is said on the console, where anything but the page
is asked for, or where the page is wider than its window. With FOLDER a picture of the beginning of
each is left there."""
import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

import websocket

WIDTHS = {"phone": 360, "tablet": 820, "desktop": 1280}
THEMES = ("light", "dark")
START_SECONDS = 60
PICTURE_HEIGHT = 2400  # of the page's beginning

# Every canvas as the page says, each of more than one colour; and what the reader could miss.
STATE = """(() => {
    const colours = (canvas) => {
        const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        return new Set(new Uint32Array(pixels.buffer)).size;
    };
    const canvases = [...document.querySelectorAll('canvas')];
    return {
        charts: Number(document.body.dataset.drawn),
        colours: canvases.map(colours),
        tables: canvases.filter((canvas) => canvas.closest('figure').querySelector('table')).length,
        width: document.scrollingElement.scrollWidth,
        sections: [...document.querySelectorAll('h2')].map((one) => one.textContent),
        paper: getComputedStyle(document.body).backgroundColor,
    };
})()"""


class Browser:
    """One tab, and what it has said so far."""

    def __init__(self, profile):
        self.process = subprocess.Popen(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--remote-debugging-port=0", "--remote-allow-origins=*", f"--user-data-dir={profile}", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.number = 0
        self.events = []
        port = self.wait_for_port(pathlib.Path(profile, "DevToolsActivePort"))
        self.socket = websocket.create_connection(self.tab_of(port), timeout=START_SECONDS)

    def wait_for_port(self, file):
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                lines = file.read_text().splitlines()
                if len(lines) == 2:
                    return lines[0]
            except FileNotFoundError:
                pass
            time.sleep(0.05)
        sys.exit("chromium did not start")

    def tab_of(self, port):
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=START_SECONDS) as answer:
                for tab in json.load(answer):
                    if tab["type"] == "page":
                        return tab["webSocketDebuggerUrl"]
            time.sleep(0.05)
        sys.exit("chromium opened no page")

    def call(self, method, **parameters):
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == self.number:
                if "error" in message:
                    sys.exit(f"{method}: {message['error']['message']}")
                return message["result"]
            self.events.append(message)

    def wait_for(self, method):
        while not any(event["method"] == method for event in self.events):
            self.events.append(json.loads(self.socket.recv()))

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=START_SECONDS)


def complaints(events, url):
    for event in events:
        parameters = event["params"]
        if event["method"] == "Runtime.consoleAPICalled":
            yield "the console: " + " ".join(str(one.get("value")) for one in parameters["args"])
        elif event["method"] == "Runtime.exceptionThrown":
            yield "an exception: " + parameters["exceptionDetails"].get("exception", {}).get("description", "?")
        elif event["method"] == "Log.entryAdded":
            yield "the log: " + parameters["entry"]["text"]
        elif event["method"] == "Network.requestWillBeSent":
            asked = parameters["request"]["url"]
            if asked != url and not asked.startswith("data:"):
                yield "a request: " + asked


def look(browser, url, width, theme, picture):
    browser.events.clear()
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 500)
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": theme}])
    browser.call("Page.navigate", url=url)
    browser.wait_for("Page.loadEventFired")
    state = browser.call("Runtime.evaluate", expression=STATE, returnByValue=True)["result"]["value"]
    if picture:
        shot = browser.call("Page.captureScreenshot", format="png", captureBeyondViewport=True,
                            clip={"x": 0, "y": 0, "width": width, "height": PICTURE_HEIGHT, "scale": 1})
        picture.write_bytes(base64.b64decode(shot["data"]))
    yield from complaints(browser.events, url)
    if not state["charts"] or state["charts"] != len(state["colours"]):
        yield f"{state['charts']} charts and {len(state['colours'])} canvases"
    if any(colours < 3 for colours in state["colours"]):
        yield f"a chart is empty: {state['colours']}"
    if state["tables"] != len(state["colours"]):
        yield "a chart without its table"
    if state["width"] > width:
        yield f"the page is {state['width']} wide"
    if (theme == "dark") != (state["paper"] != "rgb(255, 255, 255)"):
        yield f"the paper is {state['paper']}"


def main(page, folder=None):
    url = pathlib.Path(page).resolve().as_uri()
    profile = tempfile.mkdtemp()
    bad = 0
    browser = Browser(profile)
    for domain in ("Page", "Runtime", "Log", "Network"):
        browser.call(f"{domain}.enable")
    for name, width in WIDTHS.items():
        for theme in THEMES:
            picture = pathlib.Path(folder, f"report-{name}-{theme}.png") if folder else None
            for text in look(browser, url, width, theme, picture):
                print(f"{name}, {theme}: {text}")
                bad += 1
    browser.close()
    shutil.rmtree(profile, ignore_errors=True)
    return 1 if bad else 0


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__.splitlines()[0])
    os.environ.pop("DISPLAY", None)
    sys.exit(main(*sys.argv[1:]))
