"""Everything that a mouse can do on a public page, the keyboard does too, and shows where it is."""

import pytest

WHERE = """() => {
  const here = document.activeElement, box = here.getBoundingClientRect();
  if (here === document.body) return null;
  const ring = () => {  // around the element, or around the shape of a link in a diagram
    const style = getComputedStyle(here), shape = getComputedStyle(here.querySelector('rect') ?? here);
    return style.outlineStyle + (parseFloat(style.outlineWidth) > 0) + shape.stroke + shape.strokeWidth;
  };
  const focused = ring();
  here.blur();
  const plain = ring();
  here.focus({preventScroll: true});
  return {
    what: here.outerHTML.slice(0, 90),
    at: [...document.querySelectorAll('*')].indexOf(here),
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    ringed: focused !== plain,
  };
}"""
STOPS = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  .filter(each => each.type !== 'hidden' && each.checkVisibility()).length"""
WIDE_TABLE = """() => [...document.querySelectorAll('main [tabindex="0"]')].findIndex(each =>
  each.checkVisibility() && each.querySelector('table') && getComputedStyle(each).overflowX === 'auto'
  && each.scrollWidth > each.clientWidth + 8)"""
PATHS = ("/", "/tinh/nghe-an/", "/theo-doi/")


def walk(page):
    """Every stop of the Tab key from the top of the page to its end."""
    stops = []
    while len(stops) < 1000:
        page.keyboard.press("Tab")
        stop = page.evaluate(WHERE)
        if stop is None:
            return stops
        stops.append(stop)
    raise AssertionError("the Tab key never comes to the end of the page")


@pytest.mark.parametrize("options", [{}, {"forced_colors": "active"}], ids=["own colours", "colours of the reader"])
@pytest.mark.parametrize("path", PATHS)
def test_the_tab_key_comes_by_everything_in_order_and_shows_where_it_is(visitor, path, options):
    page = visitor(width=360, reduced_motion="reduce", **options).open(path)  # no gliding: each stop is in its place
    stops = walk(page)
    assert [stop["what"] for stop in stops if not (stop["seen"] and stop["ringed"])] == []
    assert [stop["at"] for stop in stops] == sorted(stop["at"] for stop in stops)
    assert len(stops) == page.evaluate(STOPS)


def test_the_first_key_leads_past_the_menu(visitor):
    page = visitor(width=360).open("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("width", [360, 1366])
def test_the_menu_opens_a_page_by_keyboard(visitor, width):
    page = visitor(width=width).open("/")
    link = page.locator("header nav a[href='/so-lieu-cong-bo/']").locator("visible=true")
    if not link.count():
        page.locator("header summary").locator("visible=true").focus()
        page.keyboard.press("Enter")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/so-lieu-cong-bo/")
    assert page.locator("header nav [aria-current]").first.get_attribute("href") == "/so-lieu-cong-bo/"


def test_a_wide_table_is_moved_by_the_arrow_keys(visitor, public):
    window = visitor(width=360, reduced_motion="reduce")
    page, number = next(
        (page, number)
        for path in public.of_each_kind
        if (number := (page := window.open(path)).evaluate(WIDE_TABLE)) >= 0
    )
    table = page.locator('main [tabindex="0"]').nth(number)
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert table.evaluate("each => each.scrollLeft") > 0


def test_a_province_of_the_diagram_opens_by_keyboard(visitor):
    page = visitor(width=360).open("/")
    page.locator("main svg a[href^='/tinh/nghe-an/']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/tinh/nghe-an/**")
    assert "Nghệ An" in page.locator("h1").inner_text()
