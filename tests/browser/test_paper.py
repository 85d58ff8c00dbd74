"""A page on paper is a report: one sheet of A4."""

import re

import pytest

PAGE_OF_PDF = re.compile(rb"/Type\s*/Page\b")


@pytest.mark.parametrize("address", ["/", "/nam/2025/", "/tinh/nghe-an/"])
def test_a_printed_page_is_one_sheet(visitor, address):
    paper = visitor().open(address).pdf(format="A4", prefer_css_page_size=True)
    assert len(PAGE_OF_PDF.findall(paper)) == 1
