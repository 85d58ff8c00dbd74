"""A check that never fails proves nothing: each finds a fault that is planted for it."""

import pytest

from tests.browser import html

PAGE = '<!doctype html><html lang="vi"><head><title>Thử</title></head><body><main><h1>Thử</h1>{}</main></body></html>'
LATE = "<p>x</p><script>setTimeout(() => document.querySelector('h1').style.height = '300px', 100)</script>"
FAULTS = [
    ('<img alt="" src="https://elsewhere.example/a.png">', "request off the site: https://elsewhere.example/a.png"),
    ("<script>absent()</script>", "error of a script: absent is not defined"),
    ("<script>console.error('a fault')</script>", "console: a fault"),
    ('<p style="width: 2000px">wide</p>', "sideways: "),
    ('<img src="/static/programmes/logo.svg">', "axe image-alt: "),
    ('<p style="color: #aaa; background: #fff">pale</p>', "axe color-contrast: "),
    (LATE, "moved: "),
]


@pytest.fixture
def planted(visitor):
    """`planted(html, headers)`: a window on a page with this inside."""

    def open_with(inside, headers=None):
        window = visitor(width=360)
        answer = {"body": PAGE.format(inside), "content_type": "text/html; charset=utf-8", "headers": headers}
        window.page.route("**/planted/", lambda route: route.fulfill(**answer))
        window.open("/planted/").wait_for_timeout(300)
        return window

    return open_with


@pytest.mark.parametrize(("inside", "fault"), FAULTS, ids=[fault for _inside, fault in FAULTS])
def test_a_planted_fault_is_found(planted, inside, fault):
    window = planted(inside)
    found = window.faults() + window.axe() + window.shifts()
    assert any(each.startswith(fault) for each in found), found


def test_a_page_without_a_fault_is_left_in_peace(planted):
    window = planted("<p>Không có lỗi nào.</p>")
    assert window.faults() + window.axe() + window.shifts() == []


def test_what_the_policy_of_the_site_stops_is_found(planted):
    policy = {"content-security-policy": "default-src 'self'"}
    assert any(each.startswith("policy: script-src") for each in planted("<script>1</script>", policy).faults())


def test_a_moment_with_a_microsecond_is_no_valid_html(browser):
    at = '<p><time datetime="2026-01-02T03:04:05{}+07:00">3 giờ</time></p>'
    pages = {"/a/": PAGE.format(at.format(".123456")), "/b/": PAGE.format(at.format(""))}
    found = html.errors(pages)
    assert "fraction of a second" in found["/a/"][0]
    assert found["/b/"] == []
