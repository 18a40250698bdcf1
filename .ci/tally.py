"""Runs commands and counts what held and what did not."""

import subprocess
import threading


class Tally:
    """Checks that were made, each with a name; prints the ones that failed as they come. Several threads may count."""

    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.lock = threading.Lock()

    def check(self, holds, name, detail=""):
        with self.lock:
            if holds:
                self.passed += 1
            else:
                self.failed += 1
                print(f"  FAILED {name}" + (f": {detail}" if detail else ""))
        return bool(holds)

    def equal(self, found, wanted, name):
        return self.check(found == wanted, name, f"found {found!r}, wanted {wanted!r}")

    def close(self):
        """Prints the count and returns the exit code."""
        print(f"{self.passed} checks held, {self.failed} failed")
        return 1 if self.failed or not self.passed else 0


def run(*command, cwd=None, env=None, seconds=120):
    """Runs a command without input; output is bytes. A missing program raises: that is a failure, not a skip."""
    return subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=cwd,
        env=env,
        timeout=seconds,
        check=False,
    )


def said(result):
    """Both outputs as text, shortened, for a message."""
    text = (result.stdout + result.stderr).decode("utf-8", "replace").strip()
    return f"exit {result.returncode}: {text[:1500]}"
