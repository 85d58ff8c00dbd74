"""What must hold when accounts of officers are changed."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models import AuditEvent, Officer
from programmes.rules.problems import Problem

APART = timedelta(days=7)
OPENS = ("appoint", "give_code")  # after which who did it holds the code of the account


def check_username(officer):
    """Two user names that differ by capital letters alone are taken for one another."""
    if Officer.objects.filter(username__iexact=officer.username).exclude(pk=officer.pk).exists():
        yield Problem("username", "username_taken", _("Tên đăng nhập này đã có người dùng; hãy chọn tên khác."))


def check_mail(officer):
    """A daily mail goes to the address of the account."""
    if not officer.email:
        yield Problem(
            "wants_mail",
            "mail_without_address",
            _("Tài khoản của bạn chưa có thư điện tử; nhờ người quản trị tài khoản ghi địa chỉ trước."),
        )


def check_name_stays(officer, stored):
    """The trail knows an officer by the user name: with another one somebody would be two people, or somebody else."""
    if officer.username != stored.username:
        yield Problem(
            "username",
            "username_stays",
            _(
                "Tên đăng nhập “%s” không đổi được vì nhật ký ghi việc theo tên này; nếu tên sai thì khóa tài khoản "
                "này và lập tài khoản mới."
            )
            % stored.username,
        )


def check_own_roles(officer, roles, by):
    """Nobody gives or takes their own roles."""
    if officer.pk == by.pk and {role.name for role in roles} != set(officer.groups.values_list("name", flat=True)):
        yield Problem("groups", "own_roles", _("Không tự đổi vai trò của mình; hãy nhờ người quản trị khác."))


def check_roles(officer, roles):
    """What roles one account may have together, and where it works: `roles` are those of access/roles.py."""
    exclusive = [role for role in roles if role.duties]
    if len({duty for role in exclusive for duty in role.duties}) > 1:
        yield Problem(
            "groups",
            "roles_exclude",
            _(
                "Một người chỉ làm một trong ba việc: nhập dữ liệu, phê duyệt, quản trị tài khoản. Hãy chọn một trong "
                "các vai trò %(roles)s."
            )
            % {"roles": ", ".join(f"“{role.name}”" for role in exclusive)},
        )
    national = [role.name for role in roles if role.is_national]
    if national and officer.office_id and not officer.office.is_headquarters:
        yield Problem(
            "groups",
            "role_of_headquarters",
            _("Vai trò “%(role)s” chỉ dành cho tài khoản của BHXH Việt Nam; hãy chọn vai trò của tỉnh.")
            % {"role": national[0]},
        )


def check_reset(officer, by, other_half):
    """Password and second factor of one account are not reset by the same administrator within a week.

    Whoever did both could log in as the officer. Nor are they by two of whom one has opened or reset the account of
    the other meanwhile: both may be one person. `other_half` is the verb of the other act.
    """
    if officer.pk == by.pk:
        yield Problem("", "own_account", _("Không tự đặt lại tài khoản của mình; hãy nhờ người quản trị khác."))
    lately = AuditEvent.objects.filter(target_type="officer", at__gt=timezone.now() - APART)
    if lately.filter(target_id=str(officer.pk), verb=other_half, actor__in=_perhaps_one(by, lately)).exists():
        yield Problem(
            "",
            "both_halves",
            _(
                "Trong bảy ngày, mã đặt mật khẩu và xác thực hai bước của một tài khoản không do cùng một người đặt "
                "lại, cũng không do hai người quản trị mà tài khoản người này vừa do người kia lập hoặc cấp mã; hãy "
                "nhờ người quản trị khác."
            ),
        )


def _perhaps_one(by, lately):
    """User names of those who may be one person with `by`: who opens or resets an account holds its code.

    `lately` are the acts on accounts that count.
    """
    names = {str(pk): name for pk, name in Officer.objects.values_list("pk", "username")}
    known = set(names.values())  # the command line is nobody
    acts = lately.filter(verb__in=OPENS).values_list("actor", "target_id")
    pairs = [(actor, names.get(account, actor)) for actor, account in acts if actor in known]
    found, before = {by.username}, set()
    while found != before:
        before, found = found, found.union(*(pair for pair in pairs if not found.isdisjoint(pair)))
    return found


def check_is_in_use(officer):
    """A code for a closed account would be refused where it is typed."""
    if not officer.is_active:
        message = _("Tài khoản này đang bị khóa nên mã không dùng được; đánh dấu “Đang hoạt động” và lưu, rồi cấp mã.")
        yield Problem("", "account_closed", message)


def check_factor_drop(officer, by):
    """Problems of setting aside the second factor of an account."""
    if getattr(officer, "second_factor", None) is None:
        yield Problem("", "no_factor", _("Tài khoản này chưa thiết lập xác thực hai bước."))
    yield from check_reset(officer, by, "give_code")
