"""An officer at her desk."""

HOME = "/quan-tri/"
PASSWORD = "minhhoa-2026-{}"  # of the sample, as `manage.py demo` prints it
# A colour that is on its way to another one is neither.
AT_REST = """() => new Promise(requestAnimationFrame)
  .then(() => Promise.allSettled(document.getAnimations().map(each => each.finished)))"""
SHAPES = ((1366, "light"), (360, "dark"))


def in_both_widths(window, look):
    """What `look` finds on the open page, on a desk by day and on a phone in the dark."""
    found = []
    for width, scheme in SHAPES:
        window.page.set_viewport_size({"width": width, "height": 768})
        window.page.emulate_media(color_scheme=scheme)
        window.page.evaluate(AT_REST)
        found += [f"{width} px, {scheme}: {each}" for each in look()]
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
