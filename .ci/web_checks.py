"""What independent readers say about an exported web page: the HTML checker, axe-core in Chromium, a parser of texts."""

import json
import os
from html.parser import HTMLParser
from pathlib import Path

from tally import run, said

NODE = Path(os.environ["CI_TOOLS"], "node", "node_modules")


def messages(path):
    """All that the HTML checker has to say, warnings and notes too."""
    checker = NODE / "vnu-jar" / "build" / "dist" / "vnu.jar"
    result = run("java", "-jar", checker, "--format", "json", "--stdout", "--exit-zero-always", path)
    if result.returncode != 0 or not result.stdout:
        raise RuntimeError(f"the HTML checker could not read {path}: {said(result)}")
    told = json.loads(result.stdout)["messages"]
    return [f"{one['type']}, line {one.get('lastLine')}: {one['message']}" for one in told]


def violations(paths):
    """What axe-core finds in each page, and how many of its rules each page passes."""
    script = Path(__file__).with_name("axe.cjs")
    result = run("node", script, *paths, env={**os.environ, "NODE_PATH": str(NODE)}, seconds=300)
    if result.returncode != 0:
        raise RuntimeError(f"axe-core could not examine the pages: {said(result)}")
    found = json.loads(result.stdout)
    return {path: (found[str(path)]["violations"], found[str(path)]["passes"]) for path in paths}


class Reader(HTMLParser):
    """The strings of a page that an export of another format holds too: no head, no contents, no mark of a draft."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.until = []
        self.strings = []
        self.ids = []
        self.targets = []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in ("head", "nav") or attributes.get("class") == "draft":
            self.until.append(tag)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "a":
            self.targets.append(attributes.get("href", ""))

    def handle_endtag(self, tag):
        if self.until and tag == self.until[-1]:
            self.until.pop()

    def handle_data(self, data):
        if not self.until:
            self.strings.append(data)


def read(path):
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    return reader


def loose_links(reader):
    """Links that leave the page or lead nowhere in it."""
    places = {f"#{one}" for one in reader.ids}
    return sorted({target for target in reader.targets if target not in places})
