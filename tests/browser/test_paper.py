"""A page on paper is a report: one sheet of A4."""

import re

import pytest

PAGE_OF_PDF = re.compile(rb"/Type\s*/Page\b")


@pytest.mark.parametrize("address", ["/", "/nam/2025/", "/tinh/nghe-an/"])
def test_a_printed_page_is_one_sheet(visitor, address):
    paper = visitor().open(address).pdf(format="A4", prefer_css_page_size=True)
    assert len(PAGE_OF_PDF.findall(paper)) == 1


def test_a_receipt_is_shown_as_the_paper_that_it_will_be_in_the_dark_too(visitor, site):
    page = visitor(color_scheme="dark").open(f"/theo-doi/{site.trail_code}/bien-nhan/")
    assert page.get_by_role("heading", level=1).is_visible()
    sheet = page.locator("main").evaluate("main => getComputedStyle(main).backgroundColor")
    assert sheet == "rgb(255, 255, 255)"
