"""Files of donors. A donor is found by code, else by tax code, else by name, always within the office."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.actions import registers
from programmes.exchange import choices
from programmes.exchange.columns import Column, as_text
from programmes.exchange.layouts.layout import Layout
from programmes.exchange.layouts.register import RegisterJudge
from programmes.models import Donor
from programmes.standards.dates import format_day_padded, parse_day
from programmes.standards.names import fold
from programmes.standards.tax import check_tax_code

COLUMNS = (
    Column("code", "Mã nhà hảo tâm", as_text(40), example="NHT-001", width=18, synonyms=("Mã nhà tài trợ",)),
    Column(
        "name",
        "Tên nhà hảo tâm",
        as_text(200),
        required=True,
        example="Công ty Minh Họa",
        width=40,
        synonyms=("donor_name",),
    ),
    Column("kind", "Loại", choices.donor_kind, required=True, example="doanh nghiệp", synonyms=("donor_kind",)),
    Column("office", "Cơ quan quản lý", look_up="office", example="40", synonyms=("social_insurance_office",)),
    Column("tax_code", "Mã số thuế", check_tax_code, example="0100233488", synonyms=("donor_tax_code",)),
    Column("contact_person", "Người liên hệ", as_text(100), width=24, synonyms=("donor_contact",)),
    Column("phone", "Điện thoại", as_text(20), synonyms=("phone",)),
    Column("email", "Thư điện tử", as_text(254), width=24, synonyms=("Email",)),
    Column("address", "Địa chỉ", as_text(250), width=40),
    Column("consented_on", "Đồng ý nêu tên ngày", parse_day, example="25/12/2025", width=20),
    Column("note", "Ghi chú", as_text(2000), width=30),
)


def _finder(office):
    """Find a stored donor of the office of the row by whatever the row tells; cached for the whole file."""
    offices = {}

    def known(home):
        if home.pk not in offices:
            by = offices[home.pk] = {"code": {}, "tax_code": defaultdict(list), "name": defaultdict(list)}
            for donor in Donor.objects.filter(office=home):
                by["code"][donor.code] = donor
                by["tax_code"][donor.tax_code].append(donor)
                by["name"][donor.search_key].append(donor)
        return offices[home.pk]

    def find(values):
        by = known(values.get("office", office))
        if code := values.get("code"):
            return by["code"].get(code)
        found = by["tax_code"].get(values.get("tax_code")) or by["name"].get(fold(values["name"]), [])
        if len(found) > 1:
            raise ValidationError(
                _("Có nhiều nhà hảo tâm tên “%s”; ghi thêm mã nhà hảo tâm.") % values["name"], code="donor_ambiguous"
            )
        return found[0] if found else None

    return find


def judge(task, tally):
    """Judge of donors to register and to correct."""

    def key(values):
        return values.get("office", task.office).pk, values.get("code") or fold(values["name"])

    return RegisterJudge(
        COLUMNS,
        tally,
        key=key,
        find=_finder(task.office),
        blank=lambda: Donor(office=task.office, code=""),
        complete=lambda donor: None,
        check=lambda donor, stored: (),
    )


def records(queryset, round_, year):
    """Donors who gave to the round, in the year."""
    if round_:
        queryset = queryset.filter(donations__round=round_)
    if year:
        queryset = queryset.filter(donations__received_on__year=year)
    return queryset.distinct().select_related("office").order_by("office__code", "code")


def export(queryset):
    for donor in queryset.iterator(2000):
        yield (
            donor.code,
            donor.name,
            donor.get_kind_display(),
            donor.office.code,
            donor.tax_code,
            donor.contact_person,
            donor.phone,
            donor.email,
            donor.address,
            format_day_padded(donor.consented_on) if donor.consented_on else "",
            donor.note,
        )


DONORS = Layout(
    "donors",
    _("nhà hảo tâm"),
    Donor,
    "import_donor",
    COLUMNS,
    judge,
    registers.register_donors,
    records,
    export,
)
