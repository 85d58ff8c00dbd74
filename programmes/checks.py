"""Truths about the installation that Django's checks tell at start: programmes.E001 and on."""

import base64
from pathlib import Path

from django.conf import settings
from django.core.checks import Error, Warning, register
from django.db import DatabaseError, connection
from django.db.models import BigIntegerField
from django.utils import timezone
from django.utils.translation import gettext as _

from programmes import models
from programmes.access.roles import holds_two_duties
from programmes.models.bulk import has_table
from programmes.models.keys import at_hand
from programmes.rules.keys import check_keys
from programmes.standards.dates import today_in_vietnam
from programmes.standards.lists import first_few
from programmes.totals.guards import APPEND_ONLY

YEAR_SECONDS = 365 * 24 * 60 * 60
SECRET_LENGTH, FEWEST_BYTES = 50, 12  # characters of SECRET_KEY; different bytes of a key of 32, of which chance has 30
CLOCK_SECONDS = 5
TRIED_DAYS = 92
TABLES_SHOWN = 5
IN_PRODUCTION = {  # setting: whether its value will do
    "PRODUCTION": bool,
    "DEBUG": lambda value: not value,
    "SECURE_SSL_REDIRECT": bool,
    "SESSION_COOKIE_SECURE": bool,
    "SESSION_COOKIE_HTTPONLY": bool,
    "CSRF_COOKIE_SECURE": bool,
    "SECURE_HSTS_SECONDS": lambda value: value >= YEAR_SECONDS,
    "CSRF_TRUSTED_ORIGINS": lambda value: all(origin.startswith("https://") for origin in value),
    "USE_TZ": bool,
    "TIME_ZONE": lambda value: value == "Asia/Ho_Chi_Minh",
}
DURABLE = {  # vendor: statement that tells a setting, {setting: values with which a commit outlives a power cut}
    "postgresql": (
        "SHOW {}",
        {
            "fsync": {"on"},
            "full_page_writes": {"on"},
            "synchronous_commit": {"on", "local", "remote_write", "remote_apply"},
        },
    ),
    "sqlite": ("PRAGMA {}", {"journal_mode": {"wal"}, "synchronous": {"2", "3"}}),  # FULL and EXTRA
}


@register
def money_is_integer(app_configs, **kwargs):
    """Each field named *_vnd holds whole đồng (programmes.E001)."""
    return [*_fractions_of_a_dong()]


def _fractions_of_a_dong():
    for name in models.__all__:
        model = getattr(models, name)
        for field in getattr(getattr(model, "_meta", None), "local_fields", ()):
            if field.name.endswith("_vnd") and not isinstance(field, BigIntegerField):
                yield Error(f"{name}.{field.name} must be a BigIntegerField.", id="programmes.E001")


@register
def keys_are_those_of_the_database(app_configs, **kwargs):
    """The keys at hand have written what is in the database (programmes.E002).

    Asked with and without `--database`: wrong keys are no smaller fault than a wrong setting.
    """
    try:
        problems = list(check_keys(at_hand())) if has_table(models.KeyFingerprint) else []
    except DatabaseError as error:
        told = _("Chưa so được khóa với cơ sở dữ liệu của DATABASE_URL: %s") % error
        return [Warning(told, id="programmes.W001")]
    return [Error(problem.message, id="programmes.E002") for problem in problems]


@register
def nobody_holds_two_duties(app_configs, **kwargs):
    """No account enters, approves and administers at once, as accounts of earlier times may (programmes.W005)."""
    try:
        found = list(_holding_two_duties()) if has_table(models.Officer) else []
    except DatabaseError:
        return []  # W001 has told it
    told = _(
        "Tài khoản %s có các vai trò loại trừ nhau hoặc có mọi quyền: chia việc cho nhiều người, rồi bỏ bớt vai trò."
    )
    return [Warning(told % username, id="programmes.W005") for username in found]


def _holding_two_duties():
    return models.Officer.objects.filter(holds_two_duties()).values_list("username", flat=True)


@register(deploy=True)
def keys_are_apart(app_configs, **kwargs):
    """Each key is for one thing (programmes.E003), and none can be guessed (programmes.E004)."""
    told = [base64.urlsafe_b64encode(key).decode() for key in (settings.DATA_INDEX_KEY, *settings.DATA_KEYS)]
    if len({settings.SECRET_KEY, *told}) <= len(told):
        yield Error(
            _(
                "SECRET_KEY, DATA_INDEX_KEY và các khóa của DATA_KEYS phải khác nhau từng đôi một. Sổ chưa có hồ sơ "
                "thì tạo khóa mới theo .env.example; đã có hồ sơ thì chỉ đổi SECRET_KEY, và thêm khóa mới vào đầu "
                "DATA_KEYS."
            ),
            id="programmes.E003",
        )
    keys = {"DATA_INDEX_KEY": [settings.DATA_INDEX_KEY], "DATA_KEYS": settings.DATA_KEYS}
    weak = [name for name, ring in keys.items() if any(len(set(key)) < FEWEST_BYTES for key in ring)]
    if len(settings.SECRET_KEY) < SECRET_LENGTH or len(set(settings.SECRET_KEY)) < FEWEST_BYTES:
        weak.append("SECRET_KEY")
    if weak:
        told = _("%s quá ngắn hoặc đoán được: hãy tạo khóa ngẫu nhiên bằng lệnh ghi trong .env.example.")
        yield Error(told % ", ".join(weak), id="programmes.E004")


@register(deploy=True)
def hosts_are_named(app_configs, **kwargs):
    """The portal answers under its own names alone (programmes.E005)."""
    if not settings.ALLOWED_HOSTS or any(host == "*" or host.startswith(".") for host in settings.ALLOWED_HOSTS):
        told = _("ALLOWED_HOSTS phải ghi đủ từng tên miền của cổng, không dùng “*” hay tên bắt đầu bằng dấu chấm.")
        yield Error(told, id="programmes.E005")


@register(deploy=True)
def settings_are_those_of_production(app_configs, **kwargs):
    """Nothing travels in the open, nothing of an error is shown, days are those of Vietnam (programmes.E006)."""
    wrong = [name for name, will_do in IN_PRODUCTION.items() if not will_do(getattr(settings, name))]
    if wrong:
        told = _("Chưa chạy như ở nơi dùng thật: %s chưa đúng. Hãy đặt PRODUCTION=1 và xem .env.example.")
        yield Error(told % ", ".join(wrong), id="programmes.E006")


@register(deploy=True)
def a_commit_outlives_a_power_cut(app_configs, **kwargs):
    """The database keeps what it has said it keeps (programmes.E007); PostgreSQL is meant for an office (W002)."""
    if connection.vendor != "postgresql":
        told = _(
            "Cơ sở dữ liệu là SQLite, hợp với một máy; nơi nhiều cán bộ cùng làm nên dùng PostgreSQL (DATABASE_URL)."
        )
        yield Warning(told, id="programmes.W002")
        if connection.settings_dict["OPTIONS"].get("transaction_mode") != "IMMEDIATE":
            told = _(
                "SQLite phải chạy với transaction_mode IMMEDIATE; nếu không, hai người cùng ghi sẽ có người bị lỗi."
            )
            yield Error(told, id="programmes.E007")
    ask, wanted = DURABLE[connection.vendor]
    in_force = {name: _ask(ask.format(name)) for name in wanted}
    wrong = [f"{name}={value}" for name, value in in_force.items() if value is not None and value not in wanted[name]]
    if wrong:
        told = _("Mất điện có thể mất dữ liệu đã ghi: hãy chỉnh lại cơ sở dữ liệu, nay đang là %s.")
        yield Error(told % ", ".join(wrong), id="programmes.E007")


@register(deploy=True)
def clocks_agree(app_configs, **kwargs):
    """The clock of the database is that of this machine (programmes.E008)."""
    before, told = timezone.now(), None
    if connection.vendor == "postgresql":
        told = _ask("SELECT clock_timestamp()", as_text=False)
    if told is not None and abs((told - before).total_seconds()) > CLOCK_SECONDS:
        seconds = round(abs((told - before).total_seconds()))
        words = _(
            "Đồng hồ của máy chủ cơ sở dữ liệu lệch %s giây so với máy này; hãy bật đồng bộ giờ (NTP) trên cả hai máy."
        )
        yield Error(words % seconds, id="programmes.E008")


@register(deploy=True)
def files_are_private(app_configs, **kwargs):
    """No other user of the machine reads DATA_DIR (programmes.E009)."""
    folder = Path(settings.DATA_DIR)
    if folder.is_dir() and folder.stat().st_mode & 0o077:
        told = _("Người dùng khác trên máy vào được thư mục DATA_DIR; hãy chạy: chmod -R go= %s")
        yield Error(told % folder, id="programmes.E009")


@register(deploy=True)
def a_copy_was_restored(app_configs, **kwargs):
    """Somebody has restored a copy as a trial, and not long ago (programmes.W003)."""
    tried, today = settings.RESTORE_TRIED_ON, today_in_vietnam()
    if tried is None or not 0 <= (today - tried).days <= TRIED_DAYS:
        told = _(
            "Chưa ghi ngày khôi phục thử bản sao lưu trong ba tháng qua: hãy khôi phục thử trên máy khác theo "
            "docs/operations.md rồi đặt RESTORE_TRIED_ON là ngày đó."
        )
        yield Warning(told, id="programmes.W003")


@register(deploy=True)
def the_role_cannot_change_the_books(app_configs, **kwargs):
    """PostgreSQL itself refuses the portal a change of what is only added (programmes.W004)."""
    if connection.vendor != "postgresql":
        return
    tables = [f"programmes_{table}" for table in APPEND_ONLY]
    may = "SELECT count(*) FROM unnest(ARRAY{}) one WHERE has_table_privilege(to_regclass(one), '{}')"
    if _ask(may.format(tables, "UPDATE, DELETE, TRUNCATE")) not in {None, "0"}:
        told = _(
            "Cổng đang chạy bằng vai trò PostgreSQL có quyền sửa, xóa bút toán và nhật ký: hãy chạy "
            "deploy/app_role.sql và đặt DATABASE_URL dùng vai trò so_an_sinh_web."
        )
        yield Warning(told, id="programmes.W004")


@register(deploy=True)
def the_role_reads_every_table(app_configs, **kwargs):
    """PostgreSQL shows the portal each of its tables, those of the newest `migrate` too (programmes.E010)."""
    if connection.vendor != "postgresql":
        return
    tables = "FROM pg_class WHERE relkind = 'r' AND relnamespace = to_regnamespace(current_schema())"
    hidden = f"SELECT array_agg(relname::text ORDER BY relname) {tables} AND NOT has_table_privilege(oid, 'SELECT')"
    if names := _ask(hidden, as_text=False):
        told = _("Vai trò PostgreSQL của cổng chưa đọc được bảng %s: chủ của các bảng hãy chạy deploy/app_role.sql.")
        yield Error(told % first_few(names, TABLES_SHOWN), id="programmes.E010")


def _ask(statement, *, as_text=True):
    """What the database answers; None where it cannot be asked, which programmes.W001 tells."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            (value,) = cursor.fetchone()
    except DatabaseError:
        return None
    return str(value) if as_text else value
