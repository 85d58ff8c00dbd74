"""Whose login is asked for a code beside the password: whoever approves, takes people out, publishes or administers."""

from programmes.access.roles import DUTIES

RIGHTS = (*DUTIES["approves"], "export_", *DUTIES["administers"])


def needs_second_factor(officer):
    """Whether one of the officer's rights asks for it, whatever role brought the right."""
    held = (permission.partition(".")[2] for permission in officer.get_all_permissions())
    return any(right.startswith(RIGHTS) for right in held)


def factor_of(officer):
    """The officer's SecondFactor, confirmed or not; None where there is none."""
    return getattr(officer, "second_factor", None)
