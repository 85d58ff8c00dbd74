"""The roles of the portal as data, each with a plain description; Django groups are brought in step with them."""

from functools import reduce
from itertools import combinations
from operator import or_
from typing import NamedTuple

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import Exists, OuterRef, Q

# No officer holds two of these duties; each known by the beginnings of its rights.
DUTIES = {
    "enters": ("add_donation", "add_giftlist", "add_gift", "add_publishedfigure", "import_"),
    "approves": ("approve_", "decide_", "publish_", "erase_"),
    "administers": ("add_officer", "change_officer"),
}


class Role(NamedTuple):
    """A Django group: its name on screen, what it is for, its permission codenames in `programmes`."""

    name: str
    description: str
    permissions: frozenset
    is_national: bool = False  # for officers of headquarters alone

    @property
    def duties(self):
        """Which of the duties that exclude each other this role holds."""
        return {duty for duty, verbs in DUTIES.items() if any(right.startswith(verbs) for right in self.permissions)}


def _all(verbs, *models):
    return {f"{verb}_{model}" for verb in verbs.split() for model in models}


LOOK_UP = _all(
    "view",
    *("province", "commune", "formerprovince", "office", "programme", "programmetarget", "round", "rate"),
    "publishedfigure",
)
RECORDS = ("donor", "donation", "bankline", "giftlist", "gift", "recipient", "handoverevent", "handoverline")
ISSUED = {"view_issuance"}
BESIDE = {"write_note", "detach_attachment"}  # of the records that a role sees
PERIODS = _all("view", "closedperiod", "correction", "donationmove")
PRIVACY_PAPERS = ("breach", "impactassessment")
RIGHTS_DESK = _all("view add change", "rightsrequest")
LETTERS = _all("view change", "feedback")
RECORD_AND_IMPORT = (
    LOOK_UP
    | PERIODS
    | _all("view add change", *RECORDS)
    | _all("delete", "gift", "handoverline")
    | _all("import export", "donor", "donation", "giftlist", "bankline", "issuance", "handoverevent")
    | ISSUED
    | {"change_filing"}
    | {"view_importbatch", "view_citizen_number", "view_ledgerentry", "view_conflict"}
    | {"reverse_donation", "submit_giftlist", "allocate_giftlist", "hand_over_handoverevent"}
    | {"add_correction", "propose_conflict", "look_up_recipient", "add_samepersonverdict"}
    | _all("view add", "donorjoin", "papertemplate")
    | RIGHTS_DESK
    | LETTERS
    | BESIDE
    | {"add_attachment"}
)

PROVINCIAL_OFFICER = Role(
    "Cán bộ BHXH tỉnh",
    "Ghi nhà hảo tâm, khoản ủng hộ, sao kê, danh sách tặng, người nhận và buổi trao của cơ quan mình; phân bổ tiền, "
    "đề nghị đính chính và tra cứu “đã nhận chưa?”; lập hồ sơ cấp thẻ, sổ; trả lời yêu cầu của chủ thể dữ liệu, "
    "phản ánh và câu hỏi; nhập và xuất tệp.",
    frozenset(RECORD_AND_IMPORT),
)
HEADQUARTERS_OFFICER = Role(
    "Cán bộ BHXH Việt Nam",
    "Như cán bộ tỉnh, trên cả nước; lập chương trình và đợt, nhập số liệu công bố và định mức, khóa sổ, xem nhật ký.",
    frozenset(
        RECORD_AND_IMPORT
        | _all("add change", "programme", "programmetarget", "round", "publishedfigure")
        | {"delete_publishedfigure", "add_closedperiod", "add_rate"}
        | {"import_publishedfigure", "export_publishedfigure", "view_auditevent"}
        | _all("view add change", *PRIVACY_PAPERS)
    ),
    is_national=True,
)
APPROVER = Role(
    "Người phê duyệt",
    "Duyệt hoặc trả lại khoản ủng hộ, danh sách, đính chính và trường hợp trùng thời gian do người khác nhập; công bố "
    "số liệu (ở BHXH Việt Nam); trả lời yêu cầu xóa dữ liệu. Không nhập dữ liệu.",
    frozenset(
        LOOK_UP
        | PERIODS
        | _all("view", *RECORDS)
        | ISSUED
        | {"approve_donation", "approve_giftlist", "approve_correction", "view_ledgerentry", "view_auditevent"}
        | {"view_conflict", "decide_conflict", "publish_publishedfigure", "erase_recipient", "erase_donor"}
        | {"view_rightsrequest", "view_donorjoin", "approve_donorjoin"}
        | BESIDE
    ),
)
AUDITOR = Role(
    "Kiểm toán",
    "Xem mọi bản ghi và nhật ký; không sửa gì.",
    frozenset(
        LOOK_UP
        | PERIODS
        | _all("view", *RECORDS)
        | ISSUED
        | {
            "view_ledgerentry",
            "view_auditevent",
            "view_importbatch",
            "view_conflict",
            "view_rightsrequest",
            "view_feedback",
            "view_donorjoin",
        }
        | _all("view", *PRIVACY_PAPERS)
    ),
)
ADMINISTRATOR = Role(
    "Quản trị tài khoản",
    "Lập tài khoản cán bộ, gán vai trò và cơ quan; không xem người nhận.",
    frozenset(
        _all("view add change", "officer")
        | _all("view", *PRIVACY_PAPERS)  # a breach may be of an account that they opened, so others write of it
        | {"view_office", "view_auditevent", "view_rightsrequest"}
    ),
)

ROLES = (PROVINCIAL_OFFICER, HEADQUARTERS_OFFICER, APPROVER, AUDITOR, ADMINISTRATOR)


def roles_of(officer):
    """The roles of an officer by the rights that every page asks for anyway; of two that contain each other the larger.

    Who holds every right without a role, has none.
    """
    if officer.is_superuser:
        return []
    held = {right.removeprefix("programmes.") for right in officer.get_all_permissions()}
    found = [role for role in ROLES if role.permissions <= held]
    return [role for role in found if not any(role.permissions < other.permissions for other in found)]


def roles_named(names):
    """The roles of these groups, in the order of ROLES."""
    return [role for role in ROLES if role.name in names]


# What concerns the whole country is done at headquarters, whatever a role elsewhere says.
NATIONAL = frozenset(
    _all("add change", "programme", "programmetarget", "round", "publishedfigure")
    | {"delete_publishedfigure", "import_publishedfigure", "publish_publishedfigure", "add_rate", "add_closedperiod"}
    | _all("view add change", *PRIVACY_PAPERS)
)


def holds_two_duties():
    """A condition over officers: accounts that have duties together which exclude each other, from earlier times."""
    names = {duty: [role.name for role in ROLES if duty in role.duties] for duty in DUTIES}
    has = {duty: Exists(Group.objects.filter(name__in=found, user=OuterRef("pk"))) for duty, found in names.items()}
    both = (Q(one) & Q(other) for one, other in combinations(has.values(), 2))
    return Q(is_active=True) & (Q(is_superuser=True) | reduce(or_, both))


def sync_roles(sender, **kwargs):
    """After a migration: create the groups and give each exactly its permissions."""
    create_permissions(sender, verbosity=0, using=kwargs.get("using", "default"), apps=installed_apps)
    known = {p.codename: p for p in Permission.objects.filter(content_type__app_label=sender.label)}
    for role in ROLES:
        if unknown := role.permissions - known.keys():
            raise ValueError(
                f"The role “{role.name}” has permissions that no table knows: {', '.join(sorted(unknown))}."
            )
        group, _created = Group.objects.get_or_create(name=role.name)
        group.permissions.set([known[codename] for codename in role.permissions])
