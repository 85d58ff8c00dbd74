"""What a reader with a phone, a slow line, large letters or colours of her own has before her."""

import re

import pytest

from tests.browser.visitor import assert_none

SCREEN = {"width": 360, "height": 740}
NUMBER = re.compile(r"(|/en)/so-lieu(?:-cong-bo)?/([^/]+)/")
SIZE = re.compile(r'width="(\d+)" height="(\d+)"\s+loading="lazy"&gt;')
DIAGRAM_TEXT = """() => [...document.querySelectorAll('main svg text')]
  .filter(text => text.checkVisibility())
  .map(text => [text.textContent.trim(), parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a])"""
CUT_TABLES = """() => {
  document.querySelectorAll('main details').forEach(each => each.open = true);
  return [...document.querySelectorAll('main .scroll')].filter(each => each.scrollWidth > each.clientWidth + 1)
    .map(each => `${each.getAttribute('aria-label')}: ${each.scrollWidth} px in ${each.clientWidth}`);
}"""
OUTSIDE_ITS_TILE = """() => [...document.querySelectorAll('.tiles a')].flatMap(tile => {
  const box = tile.querySelector('rect').getBBox(), text = tile.querySelector('text').getBBox();
  return text.x < box.x + 0.5 || text.x + text.width > box.x + box.width - 0.5 ? [tile.textContent.trim()] : [];
})"""
CODE_OF_LANGUAGE = "() => getComputedStyle(document.querySelector('header .code')).fontWeight"
ABOVE_THE_TITLE = """() => document.querySelector('h1').getBoundingClientRect().top
  - document.querySelector('.crumbs').getBoundingClientRect().bottom"""
FOOT_OF_BAND = """() => Math.max(0, ...[...document.querySelectorAll('body > header, .sample')].map(each =>
  each.getBoundingClientRect().bottom))"""


def test_the_header_and_the_sample_band_leave_three_quarters_of_a_phone_screen(visitor, public, english):
    window, faults = visitor(**SCREEN), {}
    for address in public.of_each_kind + english.of_each_kind:
        foot = window.open(address).evaluate(FOOT_OF_BAND)
        faults[address] = [f"{foot:.0f} px of 185"] if foot > SCREEN["height"] / 4 else []
    assert_none(faults)


def test_the_home_page_is_read_in_six_phone_screens(visitor):
    height = visitor(**SCREEN).open("/").evaluate("document.documentElement.scrollHeight")
    assert height <= 6 * SCREEN["height"], f"{height / SCREEN['height']:.1f} screens"


@pytest.mark.parametrize("width", [360, 1366])
def test_the_letters_of_a_diagram_are_twelve_pixels_high_at_least(visitor, public, width):
    window, faults = visitor(width=width), {}
    for address in public.of_each_kind:
        texts = window.open(address).evaluate(DIAGRAM_TEXT)
        smallest = min(texts, key=lambda each: each[1], default=("", 12))
        faults[address] = ["{}: {:.1f} px".format(*smallest)] if smallest[1] < 11.99 else []
    assert_none(faults)


def test_a_table_is_read_whole_on_a_desk(visitor, public, english):
    window, faults = visitor(width=1366), {}
    for address in public.of_each_kind + english.of_each_kind:
        if address not in {"/", "/en/"}:  # whose folded tables stand whole on the pages that they lead to
            faults[address] = window.open(address).evaluate(CUT_TABLES)
    assert_none(faults)


def test_a_name_and_a_number_stand_inside_their_tile(visitor, public):
    window, faults = visitor(width=360), {}
    for address in public.of_each_kind:
        faults[address] = window.open(address).evaluate(OUTSIDE_ITS_TILE)
    assert_none(faults)


@pytest.mark.parametrize("address", ["/kiem-tra/", "/theo-doi/", "/du-lieu/", "/nam/2025/"])
def test_the_head_of_every_page_looks_the_same(visitor, address):
    page = visitor(width=360).open(address)
    assert page.evaluate(CODE_OF_LANGUAGE) == "400"
    assert page.evaluate(ABOVE_THE_TITLE) >= 8


def test_on_a_phone_the_texts_of_the_checks_have_its_width(visitor):
    page = visitor(width=360).open("/kiem-tra/")
    assert page.evaluate("document.querySelector('.steps h2').getBoundingClientRect().width") > 300


@pytest.mark.parametrize("width", [360, 1366])
def test_nothing_moves_while_a_page_comes_over_a_slow_line(visitor, public, width):
    faults = {}
    for address in public.of_each_kind:
        window = visitor(width=width)  # a new one: nothing is kept from the page before
        window.on_a_slow_line()
        window.open(address)
        faults[address] = window.shifts()
        window.context.close()
    assert_none(faults)


def test_a_number_in_a_frame_is_whole_at_the_size_that_its_page_offers(visitor, site, public, english):
    numbers = [NUMBER.fullmatch(address) for address in public.every + english.every]
    framed = [f"{found[1]}/nhung/{found[2]}/" for found in numbers if found]
    offered = SIZE.search(site.read("/so-lieu/huy-dong/")[1])
    window, faults = visitor(width=int(offered[1]), height=int(offered[2])), {}
    for address in framed:
        needed = window.open(address).evaluate("document.documentElement.scrollHeight")
        faults[address] = [f"{needed} px of {offered[2]}"] if needed > int(offered[2]) else []
    assert len(faults) > 20
    assert_none(faults)


def test_the_home_page_weighs_90_kilobytes_with_its_fonts(visitor):
    window = visitor(**SCREEN)
    window.open("/")
    weights = {request.url: request.sizes()["responseBodySize"] for request in window.requests}
    assert window.transferred() <= 90 * 1024, weights


def test_a_page_four_times_as_large_is_read_without_going_sideways(visitor, public, english):
    window, faults = visitor(width=320, height=256), {}  # 1280 by 1024 at 400 %
    for address in public.of_each_kind + english.of_each_kind:
        window.open(address)
        faults[address] = window.faults()
    assert_none(faults)


def test_a_page_is_sound_in_the_colours_of_the_reader(visitor, public):
    window, faults = visitor(width=360, forced_colors="active"), {}
    for address in public.of_each_kind:
        window.open(address)
        faults[address] = window.faults() + window.axe()
    assert_none(faults)
