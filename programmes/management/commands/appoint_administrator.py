"""The first administrator of accounts, or a new code for one who cannot log in; nobody types a password here."""

from django.core.exceptions import ValidationError
from django.core.management import CommandError

from programmes.access.roles import ADMINISTRATOR
from programmes.actions import officers
from programmes.management.base import PortalCommand
from programmes.models import HEADQUARTERS_CODE, Office, Officer


class Command(PortalCommand):
    help = "Lập tài khoản quản trị của BHXH Việt Nam, hoặc cấp mã cho tài khoản đã có; in mã đặt mật khẩu dùng một lần."

    def add_arguments(self, parser):
        parser.add_argument("username", help="tên đăng nhập")
        parser.add_argument("--name", default="", metavar="TEXT", help="họ và tên, khi lập tài khoản mới")
        parser.add_argument("--email", default="", help="thư điện tử, khi lập tài khoản mới")

    def handle(self, *, username, name, email, **options):
        known = Officer.objects.filter(username=username).first()
        try:
            code = officers.give_code(known) if known else self._appointed(username, name, email)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        self.stdout.write(
            f"Mã đặt mật khẩu của {username}: {code}\n"
            "Mở /quan-tri/dat-mat-khau/ của cổng, nhập mã rồi tự đặt mật khẩu. Mã dùng được một lần, trong một ngày."
        )

    def _appointed(self, username, name, email):
        headquarters = Office.objects.filter(code=HEADQUARTERS_CODE).first()
        if headquarters is None:
            raise CommandError("Chưa có cơ quan BHXH Việt Nam: chạy load_reference trước.")
        if not name.strip():
            raise CommandError("Tài khoản mới cần họ và tên: thêm --name “HỌ VÀ TÊN”.")
        officer = Officer(username=username, full_name=name, email=email, office=headquarters)
        return officers.appoint(officer, [ADMINISTRATOR])
