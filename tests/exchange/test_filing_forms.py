"""The files that ask for cards and books: their columns as the forms have them, and what stands in them."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from programmes.access import roles
from programmes.exchange.filing.forms import FORMS
from programmes.exchange.filing.lines import lines_of
from programmes.exchange.filing.papers import Papers
from programmes.exchange.filing.values import VALUES
from programmes.models import PARTS, Category, Commune, Filing, GiftKind, Recipient
from tests import factories as f
from tests.admin.pages import text_of

FACTS = Path(__file__).parents[3] / "shared/domain/form_columns.csv"
OFFICIAL, SHEET = "official QĐ 490/QĐ-BHXH", "VNPT sheet Dữ Liệu"


@pytest.mark.skipif(not FACTS.exists(), reason=f"the columns of the forms, which are facts, are not at {FACTS}")
@pytest.mark.parametrize("form", FORMS, ids=[form.code for form in FORMS])
def test_the_columns_stand_as_the_form_has_them(form):
    facts = csv.DictReader(FACTS.read_text(encoding="utf-8").splitlines())
    rows = [row for row in facts if row["form"] == form.code and row["position"]]
    official = [
        (" > ".join(filter(None, (row["heading"], row["sub_heading"]))), row["meaning"].partition("]")[0][6:])
        for row in rows
        if row["variant"].startswith(OFFICIAL)
    ]
    assert [(" > ".join(column.headings), column.mark) for column in form.columns] == official
    assert [name for name, _value in form.sheet] == [
        row["machine_name"] for row in rows if row["variant"].startswith(SHEET)
    ]


@pytest.fixture
def draft(db):
    f.the_rates()
    return f.a_gift_list()


def worked(gift_list, **over):
    """What follows from one gift of the list."""
    f.a_gift(gift_list, **over)
    return lines_of(gift_list)[-1].worked


CARD = {"months": 6, "starts_on": date(2025, 12, 1)}


@pytest.mark.parametrize(
    ("over", "base"),
    [
        ({"category": Category.NEAR_POOR}, 2_340_000),
        ({"category": Category.NEAR_POOR, "starts_on": date(2026, 7, 1)}, 2_530_000),
        ({"category": Category.POOR, "donor_cost_vnd": 0, "state_support_vnd": 631_800}, 1),
        ({"category": Category.ELDERLY, "household_order": 2, "state_support_vnd": 0}, 1_638_000),
        ({"category": Category.ELDERLY, "household_order": 7, "state_support_vnd": 0}, 936_000),
        ({"category": Category.ELDERLY, "state_support_vnd": 0}, None),
    ],
)
@pytest.mark.django_db
@pytest.mark.one_database
def test_the_contribution_base_is_no_money_that_anybody_pays(draft, over, base):
    assert worked(draft, **{**CARD, **over}).contribution_base_vnd == base


@pytest.mark.parametrize(
    ("months", "donor", "state", "told"),
    [
        (6, 990_000, 990_000, (1_500_000, 0, "6")),
        (12, 2_376_000, 1_584_000, (1_500_000, 0, "12")),
        (6, 1_056_000, 990_000, (1_550_000, 1, "6")),
        (24, 3_960_000, 3_960_000, (1_500_000, 0, "VS")),
        (5, 825_000, 825_000, (1_500_000, 0, None)),
        (6, 990_001, 990_000, (None, None, "6")),
    ],
)
@pytest.mark.django_db
@pytest.mark.one_database
def test_the_income_of_a_book_is_read_from_its_frozen_value(draft, months, donor, state, told):
    over = {"kind": GiftKind.SI_BOOK, "category": Category.POOR, "starts_on": date(2025, 12, 1)}
    found = worked(draft, months=months, donor_cost_vnd=donor, state_support_vnd=state, **over)
    assert (found.income_vnd, found.coefficient, found.method) == told


@pytest.mark.django_db
@pytest.mark.one_database
def test_the_shares_of_a_book_are_those_of_the_law_whatever_income_is_chosen(draft):
    book = {"kind": GiftKind.SI_BOOK, "category": Category.POOR, "months": 6, "starts_on": date(2025, 12, 1)}
    parts = {"state_support_vnd": 990_000, "local_topup_vnd": 198_000, "donor_cost_vnd": 858_000}
    found = worked(draft, **book, **parts)
    assert (found.income_vnd, found.state_rate, found.local_rate) == (1_550_000, 50, 10)


@pytest.mark.django_db
@pytest.mark.one_database
def test_what_is_lacking_is_named_with_people(draft):
    f.a_gift(draft, category=Category.ELDERLY, state_support_vnd=0)
    f.a_gift(draft, category="")
    f.a_gift(draft, category=Category.NEAR_POOR)
    gaps = {str(gap.text): gap.is_needed for gap in Papers(draft).gaps()}
    assert [is_needed for text, is_needed in gaps.items() if "thiếu thứ tự trong hộ" in text] == [False]
    told = [text[:8] for text in gaps if "TK1-TS" in text or "mức hưởng" in text]
    assert told == ["3 người ", "1 người ", "1 người "]  # all are without a number, one joins by household
    assert [is_needed for text, is_needed in gaps.items() if text.startswith("1 người chưa ghi đối tượng")] == [False]
    assert gaps["Chưa ghi mã đơn vị lập hồ sơ."] is True


@pytest.mark.django_db
@pytest.mark.one_database
def test_only_who_may_take_out_citizen_numbers_files_an_approved_list(at):
    gift_list, officer = f.an_approved_list(), f.the_maker()
    address = reverse("admin:programmes_giftlist_filing", args=[gift_list.pk])
    assert at(officer).get(address).status_code == 200
    assert at(f.the_maker(f.an_office(f.DIEN_BIEN))).get(address).status_code == 404
    assert at(f.an_officer(roles.AUDITOR, f.headquarters())).get(address).status_code == 403
    draft = reverse("admin:programmes_giftlist_filing", args=[f.a_gift_list().pk])
    assert at(officer).get(draft).status_code == 403
    masked = f.an_officer(role=None)
    masked.user_permissions.set(Permission.objects.filter(codename__in=["view_giftlist", "export_giftlist"]))
    assert at(masked).get(address).status_code == 403


@pytest.mark.django_db
@pytest.mark.one_database
def test_a_code_of_a_commune_is_asked_once_for_every_way_to_write_its_name(draft):
    commune = f.a_commune(aliases="Xã Mường Xen|Muong Xen")
    for name in ("Xã Mường Xén", "Mường Xén", "Xã Mường Xen"):
        f.a_gift(draft, recipient=f.a_recipient(commune=name))
    f.a_gift(draft, recipient=f.a_recipient(commune="Xã Khác"))
    assert [line.commune_code for line in lines_of(draft)] == [commune.code] * 3 + [""]
    assert Papers(draft).unknown_communes == ["Xã Khác"]


@pytest.mark.django_db
@pytest.mark.one_database
def test_who_has_no_number_is_filed_as_new_whatever_the_others_are():
    f.the_rates()
    last_year, again = f.an_approved_list(gifts=1), f.a_gift_list(round=f.a_round(slug="so-the-2026"))
    known = last_year.gifts.get().recipient
    Recipient.objects.filter(pk=known.pk).update(si_number="4012345671")
    for person in (known, f.a_recipient()):
        f.a_gift(again, recipient=person, starts_on=date(2026, 12, 1))
    papers = Papers(again)
    assert "Chưa ghi phương án thẻ BHYT của người đã có mã số BHXH." in {gap.text for gap in papers.gaps()}

    papers.filing.card_plan = Filing.CardPlan.GOES_ON
    assert [VALUES["plan"](line, papers.filed) for line in papers.lines] == ["ON", "TM"]
    papers.filing.card_plan = Filing.CardPlan.NEW
    told = [gap.text for gap in papers.gaps() if "ghi TM" in gap.text]
    assert [text.partition(" (")[0] for text in told] == [
        "1 người ghi TM mà đợt trước đã được tặng cùng loại",
        "1 người chưa có mã số BHXH nên ghi TM; TK1-TS cần thêm dân tộc, nơi khai sinh",
    ]
    assert known.full_name in told[0]


WITH_WHAT = {"dv-name": "BHXH tỉnh Nghệ An", "dv-code": "TA0040A", "dv-payer": "Nhà hảo tâm", "luu": "1"}


@pytest.fixture
def told_communes(at):
    """Store pasted lines on the page of a list with people of three communes; the communes then, and the page."""
    gift_list = f.a_gift_list()
    for name in ("Xã Minh Họa 1", "Xã Na Ngoi, bản Ka Dưới", "Xã Mường Xén"):
        f.a_gift(gift_list, recipient=f.a_recipient(commune=name))
    f.approved(f.gift_lists.submit(gift_list, by=f.the_maker()))
    address = reverse("admin:programmes_giftlist_filing", args=[gift_list.pk])

    def tell(*lines):
        page = at(f.the_maker()).post(address, {**WITH_WHAT, "xa-lines": "\r\n".join(lines)}, follow=True)
        return dict(Commune.objects.values_list("name", "code")), text_of(page)

    return tell


@pytest.mark.django_db
@pytest.mark.one_database
def test_communes_and_codes_are_pasted_as_the_sheet_has_them(told_communes):
    lines = [
        "Xã\tMã",
        "Xã Minh Họa 1\t",
        "17002; Xã Na Ngoi, bản Ka Dưới",
        "Xã Mường Xén 17001",
        "",
        "Phường Vinh,16700",
    ]
    assert told_communes(*lines)[0] == {
        "Xã Na Ngoi, bản Ka Dưới": "17002",
        "Xã Mường Xén": "17001",
        "Phường Vinh": "16700",
    }


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["Xã Mường Xén\t171"], "Mã xã của “Xã Mường Xén” phải có đúng 5 chữ số"),
        (["Xã Mường Xén\tNghệ An\t17001"], "Dòng 1 chưa đúng"),
        (["", "Xã Mường Xén\t17001", "Xã Mường Xén\t17002"], "Dòng 3 ghi cho “Xã Mường Xén” một mã khác"),
        (["Phường Cửa Lò\t17003"], "“Phường Cửa Lò” đã có mã 16999"),
    ],
)
@pytest.mark.django_db
@pytest.mark.one_database
def test_a_line_with_a_doubtful_code_is_named_and_none_is_stored(told_communes, lines, told):
    f.a_commune(code="16999", name="Xã Cửa Lò")
    communes, page = told_communes(*lines, "Xã Minh Họa 1\t17009")
    assert communes == {"Xã Cửa Lò": "16999"}
    assert told in page
    assert " ".join(lines[-1].split()) in page  # what was pasted is still there


OF_THE_BOOKS = {"state_vnd": "state_support_vnd", "local_vnd": "local_topup_vnd", "other_vnd": "donor_cost_vnd"}


@pytest.mark.django_db
@pytest.mark.one_database
def test_the_sums_of_the_forms_are_those_of_the_books_whatever_was_approved(draft, tmp_path):
    chance = Random(2026)
    for number in range(24):
        parts = {name: chance.choice([0, 1, chance.randrange(3_000_000)]) for name in PARTS} | {"donor_cost_vnd": 7}
        kind = (GiftKind.HI_CARD, GiftKind.SI_BOOK)[number % 2]
        f.a_gift(draft, kind=kind, months=6, starts_on=date(2025, 12, 1), **parts)
    papers, told = Papers(draft), Counter()
    papers.write(tmp_path)
    for paper in papers.papers:
        rows = list(openpyxl.load_workbook(tmp_path / f"{paper.name}.xlsx").worksheets[0].iter_rows(values_only=True))
        total = next(row for row in rows if row[1] == "Cộng tăng")
        for place, column in enumerate(paper.form.columns):
            if column.is_summed:
                assert total[place] == sum(row[place] for row in rows if isinstance(row[0], int))
                told[paper.form.code, column.value] += total[place]
    for form in FORMS:
        gifts = [gift for gift in draft.gifts.all() if GiftKind(gift.kind).insurance is form.insurance]
        sums = {value: sum(getattr(gift, name) for gift in gifts) for value, name in OF_THE_BOOKS.items()}
        sums |= {"total_vnd": sum(sums.values()), "own_vnd": 0}
        summed = [column.value for column in form.columns if column.is_summed]
        assert {value: told[form.code, value] for value in summed} == {value: sums[value] for value in summed}
