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
    return (tag(tree), keep, "" if len(tree) else (tree.text or "").rstrip("\n"), tuple(children))


def tag(node):
    return node.tag.rsplit("}", 1)[-1]


def markdown_text(node):
    """The strings a reader of the rendered Markdown sees, in order, without the contents and their heading."""
    if tag(node) in ("text", "code", "code_block"):
        return [node.text or ""]
    if is_contents(node):
        return []
    children = list(node)
    above = [child for child, after in zip(children, children[1:]) if tag(child) == "heading" and is_contents(after)]
    strings = [string for child in children if child not in above for string in markdown_text(child)]
    return without_colon(node, strings)


def is_contents(node):
    """A list of nothing but links to places in the same document."""
    items = [list(item.iter()) for item in node if tag(node) == "list"]
    kinds = [[tag(part) for part in item] for item in items]
    links = [part.get("destination", "") for item in items for part in item if tag(part) == "link"]
    plain = all(set(kind) <= {"item", "paragraph", "link", "text"} and kind.count("link") == 1 for kind in kinds)
    joined = all(tag(item[2]) == "link" for item in items if len(item) > 2)
    return len(items) > 1 and plain and joined and all(link.startswith("#") for link in links)


def without_colon(node, strings):
    """Markdown has no pairs of key and value: they are written "**Key**: value", and only there a colon is added."""
    kinds = [tag(child) for child in node][:2]
    if tag(node) == "paragraph" and kinds == ["strong", "text"]:
        key = sum(len(string) for string in markdown_text(node[0]))
        whole = "".join(strings)
        if whole[key : key + 1] == ":":
            return [whole[:key], whole[key + 1 :]]
    return strings


def raw_html(tree):
    """Raw HTML other than the anchors that headings and terms carry: text of ours never needs it."""
    allowed = re.compile(r'(<a id="[A-Za-z0-9-]+">|</a>|<!-- -->|<br ?/?>)*\s*')
    found = [node.text or "" for node in tree.iter() if tag(node) in ("html_inline", "html_block")]
    return [html for html in found if not allowed.fullmatch(html)]


# Only the text formats draw a line to sign on with characters.
SIGNING_LINE = re.compile("\u2026{10,}|\\.{20,}")


def squeezed(strings):
    """Text without white space, separating dots, signing lines and case.

    Line ends and joints differ between formats, and a style may set a line in capitals.
    """
    text = re.sub(r"[\s\u00b7]+", "", SIGNING_LINE.sub("", "".join(strings)))
    return text.casefold()


def first_difference(one, other, around=60):
    """Where two texts part, with what stands there; empty when they are equal."""
    if one == other:
        return ""
    at = len(os.path.commonprefix([one, other]))
    return f"after {one[max(0, at - around) : at]!r}: {one[at : at + around]!r} against {other[at : at + around]!r}"
