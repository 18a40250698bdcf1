"""What independent readers say about a PDF."""

import re

import page
import pikepdf

from tally import run


def profile_failures(data, profile):
    """Broken rules of a profile ("3a", "2a", "ua1") as "RULE: message", without the one known false alarm.

    The validator takes a carriage return that ends a compressed stream for part of the line end before
    `endstream`, and so finds the declared length one too long. Only that is forgiven, and only for a stream
    whose declared length is exact by our own count.
    """
    try:
        report = page.validate_pdf_bytes(data, profile=profile)
    except page.PageError as error:
        return [f"unreadable: {error}"]
    real = [f for f in report.failures if not is_false_alarm(f, data)]
    if report.failures or report.is_compliant:
        return [f"{f.rule_id}: {f.message}" for f in real]
    return ["not compliant, and no rule named"]


def is_false_alarm(failure, data):
    if not failure.rule_id.endswith("STREAM-LENGTH-001"):
        return False
    forgiven = exact_streams_ending_in_return(data)
    if failure.object_id is not None:
        return failure.object_id.object_number in forgiven
    # Where several streams are meant, none is named: then every stream of the file has to be exact.
    return bool(forgiven) and all(exact for _, exact, _ in streams(data))


def exact_streams_ending_in_return(data):
    """Numbers of the objects whose stream ends in 0x0D just before `endstream`, exactly where /Length says."""
    return {number for number, exact, returns in streams(data) if exact and returns}


def streams(data):
    """For each stream with a direct /Length: object number, whether it ends where that says, whether in 0x0D."""
    found = []
    header = re.compile(rb"(\d+) \d+ obj\b")
    at = 0
    while match := header.search(data, at):
        start = re.compile(rb">>\s*stream\r?\n|endobj").search(data, match.end())
        if start is None:
            break
        at = start.end()
        if start.group() == b"endobj":
            continue
        length = re.search(rb"/Length (\d+)(?! \d+ R)", data[match.end() : start.start()])
        if length is None:
            continue
        end = at + int(length.group(1))
        exact = bool(re.match(rb"\r?\nendstream", data[end : end + 12]))
        found.append((int(match.group(1)), exact, data[end - 1 : end] == b"\r"))
        at = end if exact else at
    return found


def qpdf_problems(path):
    """What qpdf finds wrong with the structure; empty when clean."""
    result = run("qpdf", "--check", path)
    return "" if result.returncode == 0 else (result.stdout + result.stderr).decode("utf-8", "replace").strip()


def loose_fonts(path):
    """Fonts that are not embedded, or have no way back to text; a PDF without fonts is a problem too."""
    lines = run("pdffonts", path).stdout.decode("utf-8", "replace").splitlines()[2:]
    if not lines:
        return ["no fonts at all"]
    # name type encoding emb sub uni object ID: names and types hold spaces, so count from the right.
    return [line.split()[0] for line in lines if line.split()[-5] != "yes" or line.split()[-3] != "yes"]


def facts(path):
    """The fields of pdfinfo, for example {"Pages": "14", "Tagged": "yes"}."""
    lines = run("pdfinfo", path).stdout.decode("utf-8", "replace").splitlines()
    return {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}


def attachments(path):
    """File name -> (relationship, bytes) of everything attached."""
    with pikepdf.open(path) as pdf:
        return {
            name: (str(spec.obj.get("/AFRelationship", "")), spec.get_file().read_bytes())
            for name, spec in pdf.attachments.items()
        }


def detach(path, folder):
    """What pdfdetach saves as draft.ron; nothing if it finds none."""
    target = folder / "detached.ron"
    run("pdfdetach", "-savefile", "draft.ron", "-o", target, path)
    return target.read_bytes() if target.exists() else None
