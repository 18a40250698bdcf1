"""Starts the real program in a real window on a virtual screen, looks at it and closes it; then without a screen."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tally import Tally, run, said

PROGRAM = os.environ["PROGRAM"]
PICTURE = Path(os.environ["CARGO_TARGET_DIR"], "ci", "window.png")
SCREEN = (1280, 800)
# A blank window, or one line of text on a blank window, has far fewer.
COLOURS = 300
START_SECONDS = 60
SETTLE_SECONDS = 5
IDLE_SECONDS = 4
IDLE_SHARE = 0.05


@contextlib.contextmanager
def screen():
    """A virtual screen of its own; yields its name, for example ":3"."""
    read, write = os.pipe()
    size = f"{SCREEN[0]}x{SCREEN[1]}x24"
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as line:
            yield ":" + line.readline().strip()
    finally:
        stop(server)


def stop(process):
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def environment(home, display=None):
    """A fresh home, no desktop session, and the given screen or none."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "WAYLAND_", "DBUS_"))}
    kept.pop("DISPLAY", None)
    runtime = Path(home, "runtime")
    runtime.mkdir(mode=0o700, exist_ok=True)
    kept.update(HOME=str(home), XDG_RUNTIME_DIR=str(runtime), RUST_BACKTRACE="1")
    if display:
        kept["DISPLAY"] = display
    return kept


def wait_for(wanted, seconds, process):
    """Asks until something is found, the time is over or the process has ended."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        if found := wanted():
            return found
        time.sleep(0.05)
    return None


def colours(picture):
    """How many colours a picture has, and its size."""
    result = run("identify", "-format", "%k %w %h", picture)
    count, width, height = (int(part) for part in result.stdout.split())
    return count, (width, height)


def cpu_seconds(process):
    fields = Path(f"/proc/{process.pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mb(process):
    lines = Path(f"/proc/{process.pid}/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS:"))


def window_works(tally, draft, home):
    with screen() as display:
        env = environment(home, display)
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        manager = subprocess.Popen(["openbox"], env=env, **quiet)
        errors = Path(home, "stderr.txt")
        with errors.open("wb") as sink:
            began = time.monotonic()
            program = subprocess.Popen([PROGRAM, draft], env=env, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink)
            try:
                look_and_close(tally, program, draft, env, began)
            finally:
                stop(program)
                stop(manager)
        text = errors.read_text("utf-8", "replace")
        tally.check("panicked" not in text, "the window: no panic", text[:1500])
        if tally.failed and text:
            print("  the program said:\n" + text[:3000])


def look_and_close(tally, program, draft, env, began):
    search = lambda: run("xdotool", "search", "--onlyvisible", "--name", draft.name, env=env).stdout.split()
    # The picture of an empty screen shows that the count of colours can fail.
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    empty = PICTURE.with_name("empty.png")
    run("import", "-display", env["DISPLAY"], "-window", "root", empty)
    tally.check(colours(empty)[0] < COLOURS, "an empty screen counts as blank", str(colours(empty)))

    windows = wait_for(search, START_SECONDS, program)
    if not tally.check(windows, "a window with the draft's name appears", f"exit code so far: {program.poll()}"):
        return
    print(f"  window after {(time.monotonic() - began) * 1000:.0f} ms")
    window = windows[-1].decode()
    time.sleep(SETTLE_SECONDS)
    shot = run("import", "-display", env["DISPLAY"], "-window", window, PICTURE)
    tally.check(shot.returncode == 0, "the window's picture is taken", said(shot))
    count, size = colours(PICTURE)
    print(f"  {size[0]}x{size[1]} with {count} colours, {memory_mb(program)} MB resident")
    tally.check(count >= COLOURS, "the window is not blank", f"{count} colours")
    tally.check(size[0] >= 800 and size[1] >= 500, "the window has a usable size", str(size))

    before = cpu_seconds(program)
    time.sleep(IDLE_SECONDS)
    share = (cpu_seconds(program) - before) / IDLE_SECONDS
    print(f"  {share:.1%} of a core when idle")
    tally.check(share < IDLE_SHARE, "an idle window rests", f"{share:.1%} of a core")

    run("wmctrl", "-i", "-c", window, env=env)
    try:
        tally.equal(program.wait(20), 0, "the window closes when asked, with exit 0")
    except subprocess.TimeoutExpired:
        tally.check(False, "the window closes when asked", "still open after 20 s")


def refuses_without_screen(tally, draft, home):
    """No display, and one that nobody serves: one plain message, exit 2."""
    for name, display in (("no display", None), ("a display nobody serves", ":987")):
        result = run(PROGRAM, draft, env=environment(home, display), seconds=60)
        text = result.stderr.decode("utf-8", "replace")
        tally.equal(result.returncode, 2, f"{name}: exit code")
        tally.equal(result.stdout, b"", f"{name}: standard output")
        tally.check(0 < len(text.strip().splitlines()) <= 6, f"{name}: one short message", text[:1500])
        tally.check("`export`" in text, f"{name}: names a command that works without a window", text[:1500])
        for trace in ("panicked", "RUST_BACKTRACE", "stack backtrace", "thread '", ".rs:"):
            tally.check(trace not in text, f"{name}: no {trace!r}", text[:1500])


def main():
    tally = Tally()
    for tool in ("Xvfb", "openbox", "xdotool", "wmctrl", "import", "identify"):
        tally.check(shutil.which(tool), f"{tool} is installed")
    with tempfile.TemporaryDirectory(prefix="clausewright-ci-") as home:
        template = json.loads(run(PROGRAM, "templates", "--json").stdout)["templates"][0]["id"]
        draft = Path(home, "smoke draft.ron")
        made = run(PROGRAM, "new", template, "-o", draft, "--example")
        if tally.check(made.returncode == 0, "a draft to open", said(made)):
            window_works(tally, draft, home)
            refuses_without_screen(tally, draft, home)
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
