"""The words of an exported agreement, read back by tools that are not ours."""

import os
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from tally import run

def markdown_tree(path, parser):
    """The document as XML by "cmark", "cmark-gfm" (with tables) or "commonmark" (the JavaScript reference)."""
    commands = {
        "cmark": ["cmark", "-t", "xml", "--unsafe"],
        "cmark-gfm": ["cmark-gfm", "-t", "xml", "--unsafe", "-e", "table"],
        "commonmark": [Path(os.environ["CI_TOOLS"], "node", "node_modules", ".bin", "commonmark"), "-t", "xml"],
    }
    result = run(*commands[parser], path)
    if result.returncode != 0:
        raise RuntimeError(f"{parser} could not read {path}: {result.stderr.decode('utf-8', 'replace')}")
    text = result.stdout.decode("utf-8")
    return ElementTree.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", text))


def outline(tree):
    """A tree as nested tuples of name, level and text, with neighbouring texts joined: equal when two parsers agree."""
    children = []
    for child in tree:
        entry = outline(child)
        if entry[0] == "text" and children and children[-1][0] == "text":
            children[-1] = ("text", None, children[-1][2] + entry[2], ())
        else:
            children.append(entry)
    keep = None if tag(tree) in ("text",) else tuple(tree.get(k) for k in ("level", "type", "destination", "info"))
    return (tag(tree), keep, tree.text or "" if not len(tree) else "", tuple(children))


def tag(node):
    return node.tag.rsplit("}", 1)[-1]


def markdown_text(tree):
    """The strings a reader of the rendered Markdown sees, in order."""
    strings = []
    for node in tree.iter():
        if tag(node) in ("text", "code", "code_block"):
            strings.append(node.text or "")
        elif tag(node) in ("softbreak", "linebreak", "paragraph", "heading", "item", "table_cell"):
            strings.append(" ")
    return strings


def raw_html(tree):
    """Raw HTML other than the anchors that headings and terms carry: text of ours never needs it."""
    allowed = re.compile(r'(<a id="[A-Za-z0-9-]+">|</a>|<!-- -->|<br ?/?>)*\s*')
    found = [node.text or "" for node in tree.iter() if tag(node) in ("html_inline", "html_block")]
    return [html for html in found if not allowed.fullmatch(html)]


def squeezed(strings):
    """Text without any white space: line ends and joints are the only thing two formats may differ in."""
    return re.sub(r"\s+", "", "".join(strings))


def first_difference(one, other, around=60):
    """Where two texts part, with what stands there; empty when they are equal."""
    if one == other:
        return ""
    at = len(os.path.commonprefix([one, other]))
    return f"after {one[max(0, at - around) : at]!r}: {one[at : at + around]!r} against {other[at : at + around]!r}"
