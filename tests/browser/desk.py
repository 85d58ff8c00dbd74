"""An officer at her desk."""

HOME = "/quan-tri/"
PASSWORD = "minhhoa-2026-{}"  # of the sample, as `manage.py demo` prints it
WIDTHS = (1366, 360)


def in_both_widths(window, look):
    """What `look` finds on the open page, on a desk and on a phone."""
    found = []
    for width in WIDTHS:
        window.page.set_viewport_size({"width": width, "height": 768})
        found += [f"{width} px: {each}" for each in look()]
    return found


def send_login(page, username, password):
    """Fill in the form of the login and send it, wherever that leads."""
    page.fill("[name=username]", username)
    page.fill("[name=password]", password)
    page.click("#login-form [type=submit]")


def log_in(window, username):
    """An officer of the sample, onto her front page; returns the page."""
    page = window.open(f"{HOME}login/")
    send_login(page, username, PASSWORD.format(username))
    page.wait_for_url(f"**{HOME}")
    return page
