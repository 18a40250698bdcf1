"""Comparisons of two drafts, made with the real program, in the hands of readers that are not ours."""

import json

import pdf_checks as pdf
import tagged_text
import text_checks as text
import web_checks as web
from tally import run

MARKS = ("<ins>", "</ins>", "<del>", "</del>")


def made(tally, program, label, old, new, folder, printable=True):
    """Compares two files in every format, and holds the results against each other. The web page, for more readers."""
    paths = {ending: folder / f"comparison.{ending}" for ending in ("txt", "json", "md", "html", "pdf")}
    if not printable:
        refused = run(program, "compare", old, new, "-o", paths.pop("pdf"))
        tally.equal(refused.returncode, 2, f"{label}: a PDF names what it cannot print")
    for path in paths.values():
        once = differs(tally, program, label, old, new, path)
        again = differs(tally, program, label, old, new, path)
        tally.check(once == again, f"{label}: {path.name} twice gives the same bytes")
    same = run(program, "compare", old, old)
    tally.equal((same.returncode, same.stderr), (0, b""), f"{label}: a draft is the same as itself")
    tree(tally, label, paths["json"])
    trees = {reader: text.markdown_tree(paths["md"], reader) for reader in ("cmark", "commonmark", "cmark-gfm")}
    alike = text.outline(trees["cmark"]) == text.outline(trees["commonmark"])
    tally.check(alike, f"{label}: cmark and commonmark read the same")
    raw = [html for html in text.raw_html(trees["cmark-gfm"]) if html not in MARKS]
    tally.equal(raw, [], f"{label}: raw HTML in Markdown")
    words = text.squeezed(text.markdown_text(trees["cmark-gfm"]))
    tally.equal(web.messages(paths["html"]), [], f"{label}: the HTML checker is silent")
    reader = web.read(paths["html"])
    tally.equal(web.loose_links(reader), [], f"{label}: links that lead nowhere")
    shown = text.squeezed(reader.strings)
    tally.equal(text.first_difference(words, shown), "", f"{label}: text of the web page against Markdown")
    tally.check(marks(paths["html"]) == marks(paths["md"]) != (0, 0), f"{label}: the same marks in Markdown and on the web page")
    if printable:
        printed = text.squeezed(tagged_text.strings(paths["pdf"]))
        # Letters that run leftwards stand on the page in the order of the eye.
        order = sorted if "leftwards" in label else "".join
        tally.equal(text.first_difference(order(printed), order(words)), "", f"{label}: text of the PDF against Markdown")
        data = paths["pdf"].read_bytes()
        for profile in ("2a", "ua1"):
            failures = pdf.profile_failures(data, profile)
            tally.check(not failures, f"{label}: conforms to {profile}", "; ".join(failures[:5]))
        tally.equal(pdf.qpdf_problems(paths["pdf"]), "", f"{label}: qpdf --check")
    return paths["html"]


def differs(tally, program, label, old, new, path):
    result = run(program, "compare", old, new, "-o", path)
    said = result.stderr.decode("utf-8", "replace")
    tally.equal((result.returncode, said), (1, ""), f"{label}: {path.name} tells that something differs")
    return path.read_bytes()


def marks(path):
    """How many insertions and deletions a page or Markdown text shows."""
    words = path.read_text("utf-8")
    body = words[words.find("<body>") :] if "<body>" in words else words
    return body.count("<ins>"), body.count("<del>")


def tree(tally, label, path):
    """The runs of every text of the JSON tell which of them stand on one side only."""
    told = json.loads(path.read_text("utf-8"))
    tally.equal((told["clausewright_comparison"], told["same"]), (1, False), f"{label}: head of the JSON")
    tally.check(told["fields"], f"{label}: the fields that differ are listed")
    runs = set(every_run(told["text"]))
    tally.check({"same"} < runs <= {"same", "removed", "added"}, f"{label}: runs of the JSON", str(runs))


def every_run(node):
    if isinstance(node, dict):
        if "run" in node:
            yield node["run"]
        for value in node.values():
            yield from every_run(value)
    elif isinstance(node, list):
        for value in node:
            yield from every_run(value)
