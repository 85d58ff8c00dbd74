"""An officer of the sample at her desk."""

PASSWORD = "minhhoa-2026-{}"  # as `manage.py demo` prints it


def log_in(window, username):
    """By the form, onto her front page; returns the page."""
    page = window.open("/quan-tri/login/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD.format(username))
    page.click("#login-form [type=submit]")
    page.wait_for_url("**/quan-tri/")
    return page
