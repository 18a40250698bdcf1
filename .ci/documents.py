"""Makes, checks and exports the example of every template with the real program, and reads the results back with
tools that are not ours. Damaged copies of the same files show that each of those tools can say no."""

import json
import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import comparisons
import damage
import extreme
import json_checks
import openslo_checks as openslo
import pdf_checks as pdf
import tagged_text
import text_checks as text
import web_checks as web
import word_checks as word
from tally import Tally, run, said

PROGRAM = os.environ["PROGRAM"]
PAGES = range(8, 21)
# Most of the time goes into programs that work by themselves.
AT_ONCE = 2


@dataclass(frozen=True)
class Made:
    """What was made of a draft, held against its own formats already, and left to readers that take many files at once."""

    source: Path
    # The agreement and its comparison as web pages.
    pages: list
    # The agreement as a Word file, and the words that it must hold.
    file: Path
    words: str
    change: comparisons.Tracked
    # Whether another program saves the file again, to see whether it comes back.
    returns: bool


def ok(tally, name, *arguments, code=0, folder=None):
    """Runs the program and checks its exit code; anything but 0 must be explained, and nothing may panic."""
    result = run(PROGRAM, *arguments, cwd=folder)
    error = result.stderr.decode("utf-8", "replace")
    tally.check(result.returncode == code, f"{name}: exit {code}", said(result))
    tally.check("panicked" not in error and "RUST_BACKTRACE" not in error, f"{name}: no panic", said(result))
    if code == 2:
        tally.check(error.strip(), f"{name}: says why on stderr", said(result))
    return result


def templates(tally):
    listed = ok(tally, "templates", "templates", "--json")
    return [entry["id"] for entry in json.loads(listed.stdout)["templates"]]


def draft(tally, template, folder):
    """The example of a template, free of errors and warnings."""
    path = folder / "draft.ron"
    ok(tally, f"{template}: new", "new", template, "-o", path, "--example")
    report = json.loads(ok(tally, f"{template}: check", "check", path, "--format", "json").stdout)["files"][0]
    tally.equal((report["errors"], report["warnings"]), (0, 0), f"{template}: errors and warnings of the example")
    return path


def export(tally, template, path, name, *options):
    """Exports twice: the second time into another folder, at another time, with the same bytes."""
    first, second = path.parent / name, path.parent / "again" / name
    second.parent.mkdir(exist_ok=True)
    began = time.monotonic()
    ok(tally, f"{template}: export {name}", "export", path, "-o", first, *options)
    took = time.monotonic() - began
    ok(tally, f"{template}: export {name} again", "export", path, "-o", second, *options)
    tally.check(first.read_bytes() == second.read_bytes(), f"{template}: {name} twice gives the same bytes")
    print(f"  {template} {name}: {first.stat().st_size // 1024} KiB in {took * 1000:.0f} ms")
    return first


def conforms(tally, label, path, profiles):
    data = path.read_bytes()
    for profile in profiles:
        failures = pdf.profile_failures(data, profile)
        tally.check(not failures, f"{label}: conforms to {profile}", "; ".join(failures[:5]))
    tally.equal(pdf.qpdf_problems(path), "", f"{label}: qpdf --check")
    tally.equal(pdf.loose_fonts(path), [], f"{label}: fonts that are not embedded")
    shown = run("pdftotext", path, "-").stdout.decode("utf-8", "replace")
    tally.check("Signature" in shown or "signature" in shown, f"{label}: pdftotext reads it to the end", shown[-200:])
    facts = pdf.facts(path)
    tally.equal(facts.get("Tagged"), "yes", f"{label}: tagged")
    tally.check(facts.get("Title"), f"{label}: has a title")
    tally.check(int(facts.get("Pages", 0)) in PAGES, f"{label}: 8 to 20 pages", f"{facts.get('Pages')} pages")


def carries_draft(tally, template, path, source):
    wanted = source.read_bytes()
    tally.equal(pdf.detach(path, path.parent) == wanted, True, f"{template}: pdfdetach gives the draft back")
    tally.equal(pdf.attachments(path), {"draft.ron": ("/Source", wanted)}, f"{template}: attachments")
    extracted = path.parent / "extracted.ron"
    ok(tally, f"{template}: extract", "extract", path, "-o", extracted)
    tally.check(extracted.read_bytes() == wanted, f"{template}: extract gives the draft back byte for byte")


def reads_alike(tally, template, pdf_path, markdown_path):
    """PDF and Markdown say the same, and every Markdown reader understands the same."""
    trees = {name: text.markdown_tree(markdown_path, name) for name in ("cmark", "commonmark", "cmark-gfm")}
    alike = text.outline(trees["cmark"]) == text.outline(trees["commonmark"])
    tally.check(alike, f"{template}: cmark and commonmark read the same")
    tally.equal(text.raw_html(trees["cmark-gfm"]), [], f"{template}: raw HTML in Markdown")
    printed = text.squeezed(tagged_text.strings(pdf_path))
    tally.check(len(printed) > 5000, f"{template}: the PDF holds text", f"{len(printed)} characters")
    rendered = text.squeezed(text.markdown_text(trees["cmark-gfm"]))
    tally.equal(text.first_difference(printed, rendered), "", f"{template}: text of PDF against Markdown")


def web_page_holds(tally, label, page, words):
    """A web page that every reader takes without a word, and that says what the other formats say."""
    tally.equal(web.messages(page), [], f"{label}: the HTML checker is silent")
    reader = web.read(page)
    tally.equal(web.loose_links(reader), [], f"{label}: links that lead nowhere")
    tally.equal(text.first_difference(words, text.squeezed(reader.strings)), "", f"{label}: text of the web page")


def objectives_hold(tally, label, source, path, complete):
    """The metrics as OpenSLO: each is in the file, or the program has said why not."""
    before = json.loads(run(PROGRAM, "check", source, "--openslo", "--format", "json").stdout)["files"][0]["findings"]
    told = {finding["path"] for finding in before if finding["code"] in ("O01", "O03", "O04")}
    result = run(PROGRAM, "export", source, "-o", path, "--to", "openslo", "--draft")
    error = result.stderr.decode("utf-8", "replace")
    tally.check("panicked" not in error, f"{label}: no panic", said(result))
    if result.returncode == 2:
        tally.check(not complete and "OpenSLO" in error, f"{label}: says why there is no OpenSLO", said(result))
        tally.check(not path.exists(), f"{label}: leaves no file behind")
        return None
    tally.equal(result.returncode, 0, f"{label}: exports OpenSLO")
    found = openslo.documents(path)
    tally.equal(openslo.problems_of(found), [], f"{label}: OpenSLO")
    names = {document["metadata"]["name"] for document in found if document["kind"] == "SLO"}
    for name in (path.split(".")[1] for path in told if path.startswith("metrics.")):
        tally.check(name not in names and f"metrics.{name}" in error, f"{label}: {name} is left out, and it is said", error[:300])
    return found


def published(tally, folder):
    """Agreements that providers have published, as OpenSLO."""
    written = 0
    for source in sorted((Path(__file__).parent.parent / "tests" / "published" / "drafts").glob("*.ron")):
        made = folder / f"{source.stem}.json"
        ok(tally, f"{source.stem}: export json", "export", source, "-o", made, "--draft")
        tally.equal(json_checks.problems(made), [], f"{source.stem}: JSON")
        metrics = [metric["id"] for metric in json.loads(made.read_text("utf-8"))["agreement"].get("metrics", [])]
        objectives_hold(tally, source.stem, source, folder / f"{source.stem}.yaml", False)
        # What the parties of a published form enter by themselves.
        entered = ["term.effective=2026-03-15"]
        entered += [f"metrics.{name}.{field}" for name in metrics for field in ("zone=Europe/Berlin", "sampling=1min")]
        complete = folder / f"{source.stem}.ron"
        ok(tally, f"{source.stem}: set", "set", source, *entered, "-o", complete)
        label = f"{source.stem} with date, zone and sampling"
        written += objectives_hold(tally, label, complete, folder / f"{source.stem}.2.yaml", False) is not None
    tally.check(written >= 5, "published agreements that name their services give objectives", str(written))


def word_files_hold(tally, files, folder):
    """Word files that every reader takes, and that say what the other formats say; `files` has the words of each."""
    schema = word.schema_errors(list(files))
    shown = word.rendered(list(files), folder)
    for path, words in files.items():
        label = f"{path.name} of {path.parent.name}"
        tally.equal(schema[path], [], f"{label}: Microsoft's validator finds nothing")
        tally.equal(word.audit_errors(path), [], f"{label}: openxml-audit finds nothing")
        tally.equal(word.integrity_findings(path), [], f"{label}: ooxml-integrity finds nothing")
        tally.equal(word.loose_ends(path), [], f"{label}: empty cells, and what is named but not there")
        tally.equal(text.first_difference(words, text.squeezed(word.strings(path))), "", f"{label}: text as python-docx reads it")
        rendered, pages = shown[path]
        tally.equal(text.first_difference(words, text.squeezed(rendered)), "", f"{label}: text as LibreOffice shows it")
        tally.check(int(pdf.facts(pages).get("Pages", 0)) > 2, f"{label}: LibreOffice prints it")


def returns_hold(tally, sources, folder):
    """What LibreOffice saved came back as it was sent; one word more is one clause that was changed, and is named."""
    saved = word.saved_again(list(sources), folder)
    for path, source in sources.items():
        result = run(PROGRAM, "compare", source, saved[path])
        tally.check(result.returncode == 0, f"{path.name} of {path.parent.name}: comes back from LibreOffice", said(result))
    path, source = next(iter(sources.items()))
    edited = word.reworded(saved[path], "is made between:", "is hereby made between:", folder / "edited.docx")
    result = run(PROGRAM, "compare", source, edited)
    told = result.stdout.decode("utf-8", "replace")
    one = "changes in 1 clause" in told and "{+ hereby+}" in told
    tally.check(result.returncode == 1 and one, "one word that was added in LibreOffice is found", said(result))


def extremes(tally, template, folder):
    """Tiny, huge, hostile and foreign drafts: every format carries them, and all say the same."""

    def program(*arguments):
        return ok(tally, f"extreme: {arguments[0]}", *arguments, folder=folder)

    drafts = list(extreme.drafts(program, template, folder))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        held = list(pool.map(lambda one: extreme_holds(tally, program, folder, *one), drafts))
    sources = [source for _, source, _ in drafts]
    # The least and the greatest against each other, and then each of them against another that has hardly a word in common.
    tiny, *_, long = sources
    changes = [unlike(tally, old, new, folder) for old, new in [(tiny, long), *zip(sources, [*sources[1:], tiny])]]
    return held, changes


def extreme_holds(tally, program, folder, name, source, printable):
    """What is made of one such draft, for more readers."""
    made = {ending: folder / f"{name}.{ending}" for ending in ("md", "html", "txt", "docx", "pdf")}
    if not printable:
        ok(tally, f"{name}: a PDF names what it cannot print", "export", source, "-o", made.pop("pdf"), "--draft", code=2)
    for path in made.values():
        program("export", source, "-o", path, "--draft")
    trees = {reader: text.markdown_tree(made["md"], reader) for reader in ("cmark", "commonmark", "cmark-gfm")}
    alike = text.outline(trees["cmark"]) == text.outline(trees["commonmark"])
    tally.check(alike, f"{name}: cmark and commonmark read the same")
    marked = text.markdown_text(trees["cmark-gfm"])
    words = text.squeezed(marked[1:])
    tally.check(marked[0].startswith("DRAFT"), f"{name}: begins with the mark of a draft", marked[0])
    if printable:
        printed = text.squeezed(tagged_text.strings(made["pdf"]))
        # Letters that run leftwards stand on the page in the order of the eye.
        order = sorted if name == "leftwards" else "".join
        tally.equal(text.first_difference(order(printed), order(words)), "", f"{name}: text of PDF against Markdown")
        for profile in ("3a", "ua1"):
            failures = pdf.profile_failures(made["pdf"].read_bytes(), profile)
            tally.check(not failures, f"{name}: conforms to {profile}", "; ".join(failures[:5]))
    web_page_holds(tally, name, made["html"], words)
    objectives_hold(tally, name, source, folder / f"{name}.yaml", False)
    data = folder / f"{name}.json"
    program("export", source, "-o", data, "--draft")
    tally.equal(json_checks.problems(data), [], f"{name}: JSON")
    spoken = json_checks.words(data)
    tally.equal(text.first_difference(spoken, words[-len(spoken) :]), "", f"{name}: text of JSON against Markdown")
    told = text.squeezed([made["txt"].read_text("utf-8").split("\n", 1)[1]])
    tally.equal(json_checks.untold(data, told), "", f"{name}: text as lines against JSON")
    apart = folder / name
    apart.mkdir()
    example = folder / "source.ron"
    page, change = comparisons.made(tally, PROGRAM, f"{name}: comparison", example, source, apart, printable)
    # LibreOffice takes minutes to open and save three hundred pages.
    return Made(source, [made["html"], page], made["docx"], words, change, name != "long")


def unlike(tally, old, new, folder):
    label = f"{old.parent.name} {old.stem} to {new.parent.name} {new.stem}"
    return comparisons.Tracked.made(tally, PROGRAM, label, old, new, folder / f"{label.replace(' ', '-')}.docx")


def moved(tally, source, folder):
    """Two drafts between which a clause went to another section and another one lost a word on the way."""
    words = source.read_text("utf-8").rstrip()
    tally.check(words.endswith(")") and "extra_clauses" not in words, "moved: the example has no clauses of its own")
    clause = '(id:"{}",section:"{}",title:"{}",text:"{}")'
    drills = "The Customer may send two engineers to each drill of the restore procedure if it names them early{}."
    minutes = "The Provider shall keep the minutes of every drill and shall hand them over on request."
    pair = []
    for name, first, second, more in (("before", "agreement", "governance", " enough"), ("after", "governance", "agreement", "")):
        clauses = [clause.format("drills", first, "Drills", drills.format(more)), clause.format("minutes", second, "", minutes)]
        pair.append(folder / f"{name}.ron")
        pair[-1].write_text(f"{words[:-1]}extra_clauses:[{','.join(clauses)}],)", "utf-8")
    change = comparisons.Tracked.made(tally, PROGRAM, "moved clauses", *pair, folder / "moved.docx", alike=True)
    body = word.parts(change.changes)["word/document.xml"].decode("utf-8")
    for side in ("From", "To"):
        tally.equal(body.count(f"<w:move{side}RangeStart "), 2, f"moved clauses: ranges {side}")
    return change


def template_holds(tally, template, folder):
    source = draft(tally, template, folder)
    signed = export(tally, template, source, "agreement.pdf")
    bare = export(tally, template, source, "bare.pdf", "--without-source")
    markdown = export(tally, template, source, "agreement.md")
    conforms(tally, f"{template}: agreement.pdf", signed, ("3a", "ua1"))
    conforms(tally, f"{template}: bare.pdf", bare, ("2a", "ua1"))
    tally.equal(pdf.attachments(bare), {}, f"{template}: attachments without source")
    carries_draft(tally, template, signed, source)
    reads_alike(tally, template, signed, markdown)
    page = export(tally, template, source, "agreement.html")
    words = text.squeezed(tagged_text.strings(signed))
    web_page_holds(tally, f"{template}: agreement.html", page, words)
    data = export(tally, template, source, "agreement.json")
    tally.equal(json_checks.problems(data), [], f"{template}: JSON")
    lines = export(tally, template, source, "agreement.txt").read_text("utf-8")
    tally.equal(json_checks.untold(data, text.squeezed([lines])), "", f"{template}: text as lines against JSON")
    for what, damaged in json_checks.damaged(data):
        tally.check(json_checks.problems_of(damaged), f"{template}: damage: {what} is noticed")
    found = objectives_hold(tally, template, source, folder / "objectives.yaml", "staffing" not in template)
    for what, damaged in openslo.damaged(found) if found else []:
        tally.check(openslo.problems_of(damaged), f"{template}: damage: {what} is noticed")
    file = export(tally, template, source, "agreement.docx")
    again = path_of_draft_in(tally, template, file)
    tally.check(again.read_bytes() == source.read_bytes(), f"{template}: extract gives the draft of the Word file back")
    tally.check(word.draft_in(file) == source.read_bytes(), f"{template}: the draft stands in the Word file as it is")
    plain = export(tally, template, source, "plain.docx", "--without-source")
    tally.equal(word.draft_in(plain), None, f"{template}: no draft in a Word file without source")
    return source, signed, markdown, page, file, words


def path_of_draft_in(tally, template, file):
    path = file.parent / "from-word.ron"
    ok(tally, f"{template}: extract from the Word file", "extract", file, "-o", path)
    return path


def comparison(tally, template, source, folder):
    """The example against what somebody made of it."""
    other = folder / "other.ron"
    changes = ["title=Another title", "term.effective=2027-05-01", "term.notice=9mo", "governing_law=Malta"]
    ok(tally, f"{template}: set", "set", source, *changes, "-o", other)
    return comparisons.made(tally, PROGRAM, f"{template}: comparison", source, other, folder, alike=True)


def refusals(tally, template, folder):
    """What must not work, does not, and says so."""
    blank = folder / "blank.ron"
    ok(tally, "new without example", "new", template, "-o", blank)
    ok(tally, "an empty draft has problems", "check", blank, code=1)
    ok(tally, "unknown template", "new", "no-such-form", "-o", folder / "x.ron", code=2)
    ok(tally, "missing draft", "export", folder / "nowhere.ron", "-o", folder / "x.pdf", code=2)
    broken = folder / "broken.ron"
    broken.write_bytes(blank.read_bytes()[:-40])
    ok(tally, "truncated draft", "check", broken, code=2)
    ok(tally, "extract from something else", "extract", blank, "-o", folder / "x.ron", code=2)


def example_holds(tally, template, home):
    """What is made of the example of a template, for more readers, and the files to be damaged; nothing if it failed."""
    folder = home / template
    folder.mkdir()
    try:
        source, signed, markdown, page, file, words = template_holds(tally, template, folder)
        compared, change = comparison(tally, template, source, folder)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        tally.check(False, f"{template}: could be examined", repr(error))
        return None
    return Made(source, [page, compared], file, words, change, True), (source, signed, markdown, page)


def main():
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="clausewright-ci-") as folder:
        os.environ["HOME"] = folder
        home = Path(folder)
        names = templates(tally)
        tally.check(len(names) >= 5, "at least five templates", str(names))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            examples = list(filter(None, pool.map(lambda name: example_holds(tally, name, home), names)))
        if examples:
            refusals(tally, names[0], home)
            damage.is_noticed(tally, *examples[-1][1])
            published(tally, home)
            held = [made for made, _ in examples]
            sources = [made.source for made in held]
            changes = [unlike(tally, old, new, home) for old, new in zip(sources, [*sources[1:], sources[0]])]
            changes.append(moved(tally, sources[0], home))
            apart = home / "extreme"
            apart.mkdir()
            more, more_changes = extremes(tally, names[0], apart)
            held += more
            changes += more_changes
            returns_hold(tally, {made.file: made.source for made in held if made.returns}, home / "returned")
            comparisons.tracked_hold(tally, PROGRAM, [made.change for made in held] + changes, home / "settled")
            files = {made.file: made.words for made in held}
            word_files_hold(tally, files, home / "rendered")
            damage.is_noticed_in_word(tally, *next(iter(files.items())), home / "damaged")
            for page, (found, passed) in web.violations([page for made in held for page in made.pages]).items():
                tally.equal(found, [], f"{page.stem} of {page.parent.name}: axe-core finds nothing")
                tally.check(passed > 20, f"{page.stem} of {page.parent.name}: axe-core looked", f"{passed} rules passed")
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
