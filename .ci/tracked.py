"""Accepts or rejects every tracked change of Word files with LibreOffice, and saves what is left as text.

Runs on the system's own Python, which alone has LibreOffice's module: tracked.py PROFILE KIND:SOURCE... with "accepted" or
"rejected" as the kind; beside the source stands then SOURCE.KIND.txt.
"""

import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

COMMANDS = {"accepted": ".uno:AcceptAllTrackedChanges", "rejected": ".uno:RejectAllTrackedChanges"}


def value(name, held):
    found = PropertyValue()
    found.Name, found.Value = name, held
    return found


def connected(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.5)
    raise SystemExit("LibreOffice did not start")


def settle(context, source, kind):
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    document = desktop.loadComponentFromURL(uno.systemPathToFileUrl(str(source)), "_blank", 0, (value("Hidden", True),))
    if document is None:
        raise SystemExit(f"LibreOffice could not open {source}")
    dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    dispatcher.executeDispatch(document.CurrentController.Frame, COMMANDS[kind], "", 0, ())
    target = uno.systemPathToFileUrl(f"{source}.{kind}.txt")
    document.storeToURL(target, (value("FilterName", "Text (encoded)"), value("FilterOptions", "UTF8")))
    document.close(True)


def main(profile, jobs):
    pipe = f"clausewright{Path(profile).stat().st_ino}"
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"]
    office = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        context = connected(pipe)
        for kind, source in (job.split(":", 1) for job in jobs):
            settle(context, Path(source).absolute(), kind)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        desktop.terminate()
        office.wait(60)
    finally:
        office.kill()


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute(), sys.argv[2:])
