"""Web server and worker in one command."""

from programmes.management import serving
from programmes.management.base import PortalCommand


def add_address(parser):
    parser.add_argument("--host", default="127.0.0.1", help="Địa chỉ lắng nghe (mặc định: %(default)s).")
    parser.add_argument("--port", type=int, default=8000, help="Cổng (mặc định: %(default)s).")
    parser.add_argument("--workers", type=int, default=2, help="Số tiến trình web (mặc định: %(default)s).")


class Command(PortalCommand):
    help = "Chạy máy chủ web cùng tiến trình nền; Ctrl-C dừng cả hai."

    def add_arguments(self, parser):
        add_address(parser)

    def handle(self, *, host, port, workers, verbosity, **options):
        serving.serve(host, port, workers, verbosity)
