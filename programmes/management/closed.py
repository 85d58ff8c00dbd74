"""Commands of Django and the libraries that pass by rules, rights or trail: closed, each with the way that is open."""

from django.core.management import CommandError

BY_FILE = "nhập bằng import_file LOẠI TỆP --by TÊN, dữ liệu nền bằng load_reference"
CLOSED = {
    "loaddata": f"ghi thẳng vào bảng, không qua quy tắc và nhật ký; {BY_FILE}.",
    "dumpdata": (
        "lấy mọi bảng ra, kể cả mật khẩu và người nhận, không vào nhật ký; xuất bằng export_file, sao lưu bằng backup."
    ),
    "flush": "xóa sạch sổ; muốn sổ trống thì đặt DATABASE_URL trỏ tới một cơ sở dữ liệu mới rồi chạy migrate.",
    "testserver": "nạp tệp bằng loaddata; dùng demo để có cổng thông tin với dữ liệu minh họa.",
    "diffsettings": "in cả SECRET_KEY và DATA_KEYS ra màn hình; dùng check --deploy để xem còn thiếu thiết đặt gì.",
    "createsuperuser": (
        "lập tài khoản có mọi quyền, một mình vừa nhập vừa duyệt; lập tài khoản quản trị bằng appoint_administrator."
    ),
    "changepassword": (
        "đặt mật khẩu thay người khác; cấp mã để người đó tự đặt ở trang Cán bộ, hoặc bằng appoint_administrator."
    ),
    "db_worker": "chạy việc nền không có giới hạn bộ nhớ và không kiểm tra sổ; dùng work hoặc serve.",
}


def closed(module):
    """The Command of a library's module with its arguments, which does nothing but say why."""
    name = module.__name__.rpartition(".")[2]
    sentence = f"Lệnh {name} đã đóng: {CLOSED[name]}"

    class Command(module.Command):
        help = sentence

        def handle(self, *args, **options):
            raise CommandError(sentence)

    return Command
