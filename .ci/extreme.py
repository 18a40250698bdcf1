"""Drafts at the edge of what people write, made with the real program: every export has to carry them too."""

# Each means something to one of the languages that a text passes on its way.
HOSTILE = [
    "<script>alert('x')</script> </main> &amp; <!-- {n}",
    "| pipe {n} | *star* _under_ `code` [link](http://x.example)",
    "]]> <w:t>{n}</w:t> <?xml version=\"1.0\"?> &#0; &lt;",
    "{n}. one \\ two # three > four - five + six = seven ~ eight",
    "{{{{customer.legal_name}}}} {n} #panic() $x$ @label // comment",
    "\"quotes\" 'single' “typographic” 100 % – é ß Ω ж ≥ {n}",
    "aaa{n}" + "W" * 200,
]
LEFTWARDS = ["חברת אחסון {n} בע״מ", "شركة الاستضافة {n} المحدودة", "Host {n} חברה 99.9 %"]
CHINESE = ["株式会社ホスティング{n}", "云托管服务有限公司{n}", "클라우드 호스팅 {n}", "Hosting 株式会社 {n} 99.9 %"]

# Decides something rather than being read.
NOT_READ = ("language", "version")
TEXTS = ("text", "long text", "list of texts, one a line")


def texts(listed):
    """The fields that hold whatever their author likes, of what `paths` lists."""
    for line in listed.splitlines():
        path, _, rest = line.partition(" ")
        kind = rest.strip().split("  ")[0]
        item = "<" not in path
        if item and kind in TEXTS and path not in NOT_READ and not path.startswith("answers"):
            yield path


def filled(program, source, path, pieces):
    """A copy of a draft with one of the pieces in each of its texts."""
    listed = program("paths", source).stdout.decode("utf-8")
    changes = [f"{one}={pieces[n % len(pieces)].format(n=n)}" for n, one in enumerate(texts(listed))]
    program("set", source, *changes, "-o", path)
    return len(changes)


def long(program, source, path, definitions=750):
    """A copy of a draft with so many definitions that it fills some three hundred pages."""
    sentence = "Whatever is said here is said of item {n}, in sentence {m}, and of nothing else that stands in the text. "
    changes = []
    for n in range(definitions):
        changes += [f"definitions+=item-{n}", f"definitions.item-{n}.term=Item {n}"]
        meaning = "".join(sentence.format(n=n, m=m) for m in range(24))
        changes.append(f"definitions.item-{n}.meaning={meaning}")
    program("set", source, *changes, "-o", path)


def drafts(program, template, folder):
    """Name, file and whether the bundled fonts can print it."""
    source, tiny = folder / "source.ron", folder / "tiny.ron"
    program("new", template, "-o", source, "--example")
    program("new", template, "-o", tiny)
    yield "tiny", tiny, True
    for name, pieces, printable in (("hostile", HOSTILE, True), ("leftwards", LEFTWARDS, True), ("chinese", CHINESE, False)):
        path = folder / f"{name}.ron"
        if filled(program, source, path, pieces) < 300:
            raise RuntimeError(f"{name}: hardly any text was found to fill in")
        yield name, path, printable
    path = folder / "long.ron"
    long(program, source, path)
    yield "long", path, True
