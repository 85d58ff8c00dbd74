"""One portal and one browser for all of these tests; without the tools they are skipped, in one line."""

from importlib import import_module

import pytest

from tests.browser import addresses, needs, portal
from tests.browser.visitor import Visitor


@pytest.fixture(scope="package")
def browser():
    lacking = needs.missing()
    if lacking:
        pytest.skip(f"NO PAGE WAS LOOKED AT, for want of {'; '.join(lacking)}")
    with import_module("playwright.sync_api").sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=needs.chromium(), args=needs.CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def site(browser):
    """The running portal; asked for after the browser, so that nothing is started where there is none."""
    with portal.running() as running:
        yield running


@pytest.fixture(scope="package")
def public(site):
    """The public addresses: every one, and a few of each kind."""
    return addresses.of(site)


@pytest.fixture
def visitor(browser, site):
    """`visitor(width=360)` opens a window that is closed after the test."""
    opened = []

    def window(**options):
        opened.append(Visitor(browser, site.address, **options))
        return opened[-1]

    yield window
    for each in opened:
        each.context.close()
