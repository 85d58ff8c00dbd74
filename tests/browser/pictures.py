"""The pictures of the README, taken of the portal with its sample records:

.venv/bin/python -m tests.browser.pictures

Look at them before committing: what the sample says of "today" is that of the day they are taken.
"""

import sys
from io import BytesIO

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser import needs, portal
from tests.browser.desk import log_in
from tests.browser.visitor import Visitor

FOLDER = portal.ROOT / "docs" / "images"
PHONE = {"width": 360, "height": 740, "device_scale_factor": 2}
DESKTOP = {"width": 1366, "height": 900}
DESK = {"width": 1366, "height": 640}
SHEET = {"width": 794, "height": 1123}  # A4 at 96 dots an inch


def take(browser, site):
    """What is in each picture: a page as its reader first sees it."""

    def window(**shape):
        return Visitor(browser, site.address, **shape)

    def keep(page, name):
        picture = Image.open(BytesIO(page.screenshot()))
        picture.convert("RGB").quantize(256).save(FOLDER / f"{name}.png", optimize=True)
        sys.stdout.write(f"docs/images/{name}.png\n")

    with window(**DESKTOP) as desk:
        keep(desk.open("/"), "home")
    with window(**PHONE) as phone:
        keep(phone.open("/"), "phone")
    with window(**SHEET) as paper:
        paper.page.emulate_media(media="print")
        keep(paper.open("/"), "print")
    with window(**DESK) as desk:
        keep(log_in(desk, "pheduyet"), "admin")


if __name__ == "__main__":
    with sync_playwright() as playwright, portal.running() as running:
        chromium = playwright.chromium.launch(executable_path=needs.chromium(), args=needs.CHROMIUM_ARGUMENTS)
        take(chromium, running)
        chromium.close()
