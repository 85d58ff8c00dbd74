"""Every public page, and each kind of page in every way of looking at it."""

from itertools import product

import pytest

from tests.browser import html
from tests.browser.visitor import assert_none

PHONE, DESKTOP = 360, 1366
WAYS = [
    pytest.param(width, scheme, scripts, id=f"{width}-{scheme}-{'with' if scripts else 'without'}-scripts")
    for width, scheme, scripts in product((PHONE, DESKTOP), ("light", "dark"), (True, False))
]
# English pages differ in their words alone: two ways that share nothing.
WAYS_IN_ENGLISH = {(PHONE, "light", True), (DESKTOP, "dark", False)}


@pytest.mark.parametrize(("width", "scheme", "scripts"), WAYS)
def test_each_kind_of_page_is_sound_in_every_way_of_looking_at_it(visitor, public, english, width, scheme, scripts):
    window, faults = visitor(width=width, color_scheme=scheme, scripts=scripts), {}
    both = public.of_each_kind + english.of_each_kind
    for address in both if (width, scheme, scripts) in WAYS_IN_ENGLISH else public.of_each_kind:
        window.open(address)
        faults[address] = window.faults() + (window.axe() if scripts else [])
    assert_none(faults)


def test_every_page_is_sound_on_a_phone(visitor, public):
    window, faults = visitor(width=PHONE), {}
    for address in public.every:
        window.open(address)
        faults[address] = window.faults() + window.axe(without=["color-contrast"])  # slow, and the same in each kind
    assert_none(faults)


def test_every_page_is_valid_html(browser, site, public, english):
    assert_none(html.errors({address: site.read(address)[1] for address in public.every + english.every}))
