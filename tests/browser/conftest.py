"""One portal and one browser for all of these tests; without a browser they are left out, which one line says."""

from importlib import import_module
from pathlib import Path

import pytest

from tests.browser import addresses, needs, portal
from tests.browser.visitor import Visitor

LACKING = needs.missing()
LEFT_OUT = pytest.StashKey[int]()


@pytest.hookimpl(trylast=True)  # after those that are left out anyway
def pytest_collection_modifyitems(config, items):
    """Without a browser; with one they come last, for the loop that drives it keeps Django from its database."""
    ours = [item for item in items if Path(__file__).parent in item.path.parents]
    items[:] = [item for item in items if item not in ours]
    if LACKING and ours:
        config.stash[LEFT_OUT] = len(ours)
        config.hook.pytest_deselected(items=ours)
    else:
        items += ours


def pytest_terminal_summary(terminalreporter, config):
    left_out = config.stash.get(LEFT_OUT, 0)
    if left_out:
        line = f"{left_out} tests left out, NO PAGE WAS LOOKED AT IN A BROWSER. Missing: {'; '.join(LACKING)}"
        terminalreporter.write_line(line, red=True, bold=True)


@pytest.fixture(scope="package")
def browser():
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
    """The Vietnamese addresses."""
    return addresses.vietnamese(site)


@pytest.fixture(scope="package")
def english(public):
    """The same addresses in English."""
    return public.in_english()


@pytest.fixture
def visitor(browser, site):
    """`visitor(width=360)` opens a window that is closed after the test; `at` is another portal."""
    opened = []

    def window(at=site, **options):
        opened.append(Visitor(browser, at.address, **options))
        return opened[-1]

    yield window
    for each in opened:
        each.context.close()
