"""The officers of the sample, with passwords that everybody may know."""

from typing import NamedTuple

from programmes.access import roles
from programmes.actions import factors
from programmes.actions.officers import appoint_for_sample
from programmes.models import HEADQUARTERS_CODE, Office, Officer


class Login(NamedTuple):
    username: str
    full_name: str
    office: str
    role: roles.Role
    shows_second_factor: bool = False  # its first page is the one that sets it up

    @property
    def password(self):
        return f"minhhoa-2026-{self.username}"

    @property
    def email(self):
        """An address that is nobody's (RFC 2606), so that the daily mail can be tried."""
        return f"{self.username}@an-sinh.example"


LOGINS = (
    Login("trunguong", "Cán bộ trung ương (minh họa)", HEADQUARTERS_CODE, roles.HEADQUARTERS_OFFICER),
    Login("pheduyet", "Người phê duyệt (minh họa)", HEADQUARTERS_CODE, roles.APPROVER),
    Login("nghean", "Cán bộ Nghệ An (minh họa)", "40", roles.PROVINCIAL_OFFICER),
    Login("dienbien", "Cán bộ Điện Biên (minh họa)", "11", roles.PROVINCIAL_OFFICER),
    Login("kiemtoan", "Kiểm toán viên (minh họa)", HEADQUARTERS_CODE, roles.AUDITOR),
    Login("quantri", "Quản trị tài khoản (minh họa)", HEADQUARTERS_CODE, roles.ADMINISTRATOR),
    Login(
        "haibuoc", "Người phê duyệt, hai bước (minh họa)", HEADQUARTERS_CODE, roles.APPROVER, shows_second_factor=True
    ),
)


def _appointed(login):
    office = Office.objects.get(code=login.office)
    officer = Officer(username=login.username, full_name=login.full_name, office=office, email=login.email)
    appoint_for_sample(officer, [login.role], password=login.password)
    if login.shows_second_factor:
        factors.begin(by=officer)
    return officer


def ensure_logins():
    """The officers by username; those who are missing are appointed, a changed password stays changed."""
    known = {officer.username: officer for officer in Officer.objects.select_related("office")}
    return {login.username: known.get(login.username) or _appointed(login) for login in LOGINS}
