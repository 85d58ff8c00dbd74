"""A window of one shape, and what it notices on a page that a reader should never meet."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

AXE = "axe_playwright_python"
NOTICING = """
window.noticed = {violations: [], shifts: []};
document.addEventListener('securitypolicyviolation', event =>
  noticed.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
new PerformanceObserver(list => list.getEntries().filter(entry => !entry.hadRecentInput).forEach(entry =>
  noticed.shifts.push(`${entry.value.toFixed(4)} ${entry.sources.map(source => source.node?.nodeName).join(' ')}`)
)).observe({type: 'layout-shift', buffered: true});
"""
STICKING_OUT = """() => {
  const root = document.documentElement, width = root.clientWidth;
  if (root.scrollWidth <= width) return [];
  const outside = [...document.body.querySelectorAll('*')].filter(each => {
    const box = each.getBoundingClientRect();
    return box.right > width + 1 && !each.closest('.scroll *');
  });
  return [`${root.scrollWidth} px wide`, ...outside.slice(-3).map(each => each.outerHTML.slice(0, 80))];
}"""
RUN_AXE = """rules => axe.run({rules, resultTypes: ['violations']}).then(results =>
  results.violations.flatMap(({id, help, nodes}) => nodes.map(node => `${id}: ${node.target.join(' ')} (${help})`)))"""


@cache
def axe_source():
    """The text of axe-core, from the package that carries it."""
    return (Path(find_spec(AXE).origin).parent / "axe.min.js").read_text()


class Visitor:
    """One page of a browser, `width` by `height` px; `options` are those of a Playwright context."""

    def __init__(self, browser, site, *, width=1366, height=768, scripts=True, **options):
        self.site, self.scripts = site, scripts
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=scripts, base_url=site, **options
        )
        self.context.add_init_script(NOTICING)
        self.page = self.context.new_page()
        self.noted, self.requests = [], []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.noted.append(f"error of a script: {error}"))
        self.page.on("request", self._ask)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.context.close()

    def _hear(self, message):
        is_of_the_page = message.location["url"] == self.page.url and message.text.startswith("Failed to load resource")
        if message.type == "error" and not is_of_the_page:  # a page of an error is answered with its status
            self.noted.append(f"console: {message.text}")

    def _ask(self, request):
        self.requests.append(request)
        if not request.url.startswith((f"{self.site}/", "data:", "blob:")):
            self.noted.append(f"request off the site: {request.url}")

    def open(self, path):
        """Go there and wait until all of it has come, fonts too; returns the page."""
        self.noted.clear()
        self.requests.clear()
        self.page.goto(path, wait_until="load")
        if self.scripts:
            self.page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
        return self.page

    def faults(self):
        """What is wrong with the open page for any reader; [] is the aim."""
        self.page.wait_for_load_state("load")  # a click may just have led to it
        found = [*self.noted, *(f"sideways: {each}" for each in self.page.evaluate(STICKING_OUT))]
        if self.scripts:
            found += [f"policy: {each}" for each in self.page.evaluate("noticed.violations")]
        return found

    def shifts(self):
        """What moved while the page came, with the size of each move; [] is the aim."""
        return [f"moved: {each}" for each in self.page.evaluate("noticed.shifts")]

    def transferred(self):
        """Bytes that came over the wire since `open`, headers too."""
        sizes = [request.sizes() for request in self.requests]
        return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)

    def on_a_slow_line(self):
        """From here on the line is that of a phone far from a mast: 1.6 Mbit/s, 150 ms."""
        line = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
        self.context.new_cdp_session(self.page).send("Network.emulateNetworkConditions", line)

    def axe(self, without=(), also=()):
        """Violations of the rules of axe-core but those `without`, and of those it asks only when told, `also`."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(axe_source())
        rules = {rule: {"enabled": False} for rule in without} | {rule: {"enabled": True} for rule in also}
        return [f"axe {each}" for each in self.page.evaluate(RUN_AXE, rules)]


def assert_none(faults):
    """`faults` is {address: [fault]}; a red test shows all of them."""
    found = {address: each for address, each in faults.items() if each}
    assert not found, "\n".join(f"{address}\n    " + "\n    ".join(each) for address, each in found.items())
