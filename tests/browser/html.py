"""The Nu HTML checker of the W3C, run once over many pages."""

import json
import subprocess
import tempfile
from pathlib import Path

from tests.browser import needs


def errors(pages):
    """{address: text} -> {address: [error]}; every page has its entry."""
    found = {address: [] for address in pages}
    with tempfile.TemporaryDirectory(prefix="bhxh-html-") as folder:
        files = {}
        for number, (address, text) in enumerate(pages.items()):
            path = Path(folder) / f"{number}.html"
            path.write_text(text)
            files[path.name] = address
        command = [*needs.html_checker(), "--errors-only", "--exit-zero-always", "--format", "json", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    for message in json.loads(done.stderr)["messages"]:
        address = files[message["url"].rsplit("/", 1)[-1]]
        found[address].append(f"line {message.get('lastLine', '?')}: {message['message']}")
    return found
