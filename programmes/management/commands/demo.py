"""The whole portal with sample data in one command."""

import gc
from functools import partial

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from programmes.management import sample, serving
from programmes.management.base import PortalCommand
from programmes.management.commands.serve import add_address
from programmes.management.sample import full as full_sample
from programmes.management.sample.logins import LOGINS
from programmes.models import Officer

REFUSAL = (
    "Cơ sở dữ liệu này đã có dữ liệu thật nên không nạp dữ liệu minh họa hay tài khoản minh họa. "
    "Dùng lệnh serve để chạy cổng thông tin, hoặc đặt DATABASE_URL trỏ tới một cơ sở dữ liệu trống."
)
REFUSAL_OF_FULL = (
    "Cơ sở dữ liệu này đã có bộ dữ liệu minh họa nhỏ. Đặt DATABASE_URL trỏ tới một cơ sở dữ liệu trống rồi chạy lại "
    "demo --full, hoặc chạy demo không có --full."
)
REFUSAL_IN_PRODUCTION = (
    "PRODUCTION đang bật: không nạp dữ liệu minh họa và tài khoản có mật khẩu ai cũng biết. Dùng lệnh serve."
)
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class Command(PortalCommand):
    makes_tables = True
    help = "Lập cơ sở dữ liệu, nạp dữ liệu minh họa rồi chạy cổng thông tin; Ctrl-C để dừng."

    def add_arguments(self, parser):
        add_address(parser)
        parser.add_argument(
            "--full", action="store_true", help="Nạp nhiều năm, riêng 2025 đủ 185.055 sổ, thẻ; mất vài phút."
        )
        parser.add_argument("--no-serve", action="store_true", help="Chỉ nạp dữ liệu, không chạy máy chủ.")

    def handle(self, *, host, port, workers, full, no_serve, verbosity, **options):
        if settings.PRODUCTION:
            raise CommandError(REFUSAL_IN_PRODUCTION)
        if sample.holds_real_records():
            raise CommandError(REFUSAL)
        if not no_serve:
            serving.insist_port_is_free(host, port)
        try:
            is_new = self._prepare(full)
        except KeyboardInterrupt:
            raise CommandError("Đã dừng khi chưa nạp xong; chạy lại để nạp từ đầu.", returncode=130) from None
        self._tell(host, port, is_new)
        if not no_serve:
            serving.serve(host, port, workers, max(verbosity - 1, 0))
            self.stdout.write("Đã dừng.")

    def _prepare(self, full):
        self._say("Đang chuẩn bị cơ sở dữ liệu và dữ liệu minh họa…")
        usual = gc.get_threshold()
        # Migrations keep very many objects; to look through them often takes a second.
        gc.set_threshold(100_000, 20, 100)
        try:
            call_command("migrate", interactive=False, verbosity=0)
            if full and sample.is_loaded() and not full_sample.is_loaded():
                raise CommandError(REFUSAL_OF_FULL)
            fill = partial(full_sample.fill, tell=self._say) if full else sample.fill
            return sample.load(settings.BASE_DIR / "fixtures", fill)
        finally:
            gc.set_threshold(*usual)

    def _say(self, step):
        self.stdout.write(step)
        self.stdout.flush()

    def _tell(self, host, port, is_new):
        address = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
        self.stdout.write(f"\nCổng thông tin:  {address}\nTrang cán bộ:    {address}quan-tri/\n\nĐăng nhập:")
        stored = Officer.objects.in_bulk([login.username for login in LOGINS], field_name="username")
        for login in LOGINS:
            officer = stored[login.username]
            unchanged = is_new or officer.check_password(login.password)
            password = login.password if unchanged else "(đã đổi mật khẩu)"
            note = "; đăng nhập sẽ gặp trang thiết lập xác thực hai bước" if login.shows_second_factor else ""
            self.stdout.write(f"  {login.username:<10} {password:<24} {login.role.name}, {officer.office.name}{note}")
        self.stdout.write("\nMọi bản ghi là dữ liệu minh họa. Nhấn Ctrl-C để dừng máy chủ.")
        if host not in LOOPBACK:
            self.stdout.write("Máy khác cũng mở được địa chỉ này, và các mật khẩu trên ai cũng biết.")
        self.stdout.flush()
