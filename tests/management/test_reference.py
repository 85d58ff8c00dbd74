import json
from datetime import date

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from programmes.actions import programmes, published
from programmes.management.reference import load_communes, load_reference
from programmes.models import (
    Commune,
    FormerProvince,
    Office,
    Programme,
    Province,
    PublishedFigure,
    Rate,
    Round,
    TotalsState,
)
from programmes.standards.places import place_key
from tests import factories

ENGLISH = {"the", "and", "only", "share", "rate", "from", "press", "month", "of", "unverified", "same"}
FIXTURES = settings.BASE_DIR / "fixtures"
pytestmark = pytest.mark.django_db


def rows(name):
    return json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture
def reference():
    return load_reference(FIXTURES)


def test_there_are_34_provinces_and_35_offices(reference):
    assert Province.objects.count() == 34
    assert Office.objects.count() == 35
    assert Office.objects.filter(province=None).get().name == "Bảo hiểm xã hội Việt Nam"
    assert Office.objects.get(code="48").name == "Bảo hiểm xã hội thành phố Đà Nẵng"


def test_six_regions_hold_the_provinces(reference):
    counts = [
        Province.objects.filter(region=region).count()
        for region in set(Province.objects.values_list("region", flat=True))
    ]
    assert sorted(counts) == [3, 5, 5, 6, 6, 9]


def test_dong_nai_is_a_city_since_30_april_2026(reference):
    dong_nai = Province.objects.get(name="Đồng Nai")
    assert (dong_nai.kind, dong_nai.former_kind) == ("municipality", "province")
    assert dong_nai.kind_since == date(2026, 4, 30)
    assert Province.objects.filter(kind="municipality").count() == 7
    assert Province.objects.filter(former_kind="municipality").count() == 6


def test_no_two_provinces_share_a_tile(reference):
    assert len(set(Province.objects.values_list("tile_row", "tile_column"))) == 34


def test_no_spelling_means_two_provinces(reference):
    seen = {}
    for province in Province.objects.all():
        for spelling in [province.name, province.full_name, *filter(None, province.aliases.split("|"))]:
            assert seen.setdefault(place_key(spelling), province.code) == province.code


def test_63_former_provinces_each_with_its_citizen_prefix(reference):
    assert FormerProvince.objects.count() == 63
    assert set(FormerProvince.objects.values_list("valid_to", flat=True)) == {date(2025, 6, 30)}
    assert FormerProvince.objects.get(name="Bắc Giang").citizen_prefix == "024"
    assert Province.objects.filter(former_provinces=None).count() == 0


def test_seven_codes_are_used_again_for_other_names(reference):
    names = dict(Province.objects.values_list("code", "name"))
    reused = {
        former.code for former in FormerProvince.objects.all() if names.get(former.code, former.name) != former.name
    }
    assert reused == {"15", "24", "44", "52", "80", "82", "91"}


def test_every_rate_has_its_legal_source_and_says_whether_it_is_verified(reference):
    assert Rate.objects.count() == 48
    assert not Rate.objects.filter(legal_source="").exists()
    assert set(Rate.objects.values_list("status", flat=True)) <= set(Rate.Status.values)
    assert Rate.objects.get(code="R013").date_status == Rate.Status.UNVERIFIED


def test_nothing_an_officer_reads_is_left_in_english():
    for row in rows("rates") + rows("published_figures"):
        texts = " ".join(row.get(name, "") for name in ("note", "legal_source", "wording", "category_name"))
        assert not ENGLISH & set(texts.lower().split())
    assert {row["unit"] for row in rows("rates")} & {"VND/month", "months"} == set()


def test_rounds_of_the_demonstration_are_there(reference):
    assert Round.objects.get(slug="so-the-2025").programme.slug == "tang-so-the"
    tet = Round.objects.get(slug="tet-binh-ngo-2026")
    assert (tet.programme.slug, tet.starts_on, tet.ends_on) == ("tet-am", date(2025, 10, 1), date(2026, 2, 16))


def test_figures_are_published_in_an_officers_name(reference):
    assert not PublishedFigure.objects.exists()
    officer = factories.the_maker(Office.objects.get(code="TW"))
    assert load_reference(FIXTURES, by=officer)[PublishedFigure] == 10
    raised = PublishedFigure.objects.get(code="S01")
    assert (raised.value, raised.wording, raised.source_date) == (54_380_000_000, "54,38 tỷ đồng", date(2026, 3, 4))
    assert (raised.entered_by, raised.state, raised.published_by) == (officer, "published", None)


def test_tens_of_thousands_is_no_number():
    figure = next(row for row in rows("published_figures") if row["code"] == "S05")
    assert figure["value"] is None
    assert figure["wording"] == "hàng chục nghìn người"


def test_loading_again_changes_nothing(reference):
    version = TotalsState.objects.get().version
    assert set(load_reference(FIXTURES).values()) == {0}
    assert TotalsState.objects.get().version == version


def test_a_place_follows_the_file_but_a_programme_is_the_officers_own(reference):
    Province.objects.filter(code="75").update(kind="province", search_key="")
    programme = Programme.objects.get(slug="tet-am")
    programme.name = "Tết ấm"
    programmes.keep(programme, by=factories.the_maker(Office.objects.get(code="TW")))
    assert load_reference(FIXTURES)[Province] == 1
    assert Province.objects.get(code="75").search_key == "dong nai"
    assert Programme.objects.get(slug="tet-am").name == "Tết ấm"


def test_an_edited_figure_is_not_overwritten(reference):
    officer = factories.the_maker(Office.objects.get(code="TW"))
    load_reference(FIXTURES, by=officer)
    figure = PublishedFigure.objects.get(code="S04")
    draft = published.revise(figure, reason="Đối chiếu", by=officer)
    draft.note = "Đã đối chiếu."
    published.publish(published.correct(draft, by=officer), by=factories.the_checker())
    assert load_reference(FIXTURES, by=officer)[PublishedFigure] == 0
    assert PublishedFigure.objects.current().get(code="S04").note == "Đã đối chiếu."


def test_the_command_tells_what_it_wrote_and_refuses_an_unknown_officer(capsys):
    call_command("load_reference")
    told = capsys.readouterr().out
    assert "tỉnh, thành phố: 34 bản ghi" in told
    assert "Chưa nạp số liệu công bố" in told
    with pytest.raises(CommandError, match="Không có cán bộ “khongco”"):
        call_command("load_reference", by="khongco")


def test_an_officer_without_the_right_publishes_nothing(reference):
    officer = factories.the_maker(Office.objects.get(code="40"))
    with pytest.raises(CommandError, match="Bạn không có quyền"):
        call_command("load_reference", by=officer.username)
    assert not PublishedFigure.objects.exists()


@pytest.mark.one_database
def test_communes_come_from_a_folder_that_has_them_and_keep_what_officers_call_them(tmp_path):
    assert load_communes(tmp_path) == 0
    commune = factories.a_commune(name="Mường Xen", aliases="TT Mường Xén")
    rows = [{"code": commune.code, "name": "Xã Mường Xén", "province": "40"}]
    (tmp_path / "communes.json").write_text(json.dumps(rows), encoding="utf-8")
    assert (load_communes(tmp_path), load_communes(tmp_path)) == (1, 0)
    commune = Commune.objects.get()
    assert (commune.name, commune.aliases) == ("Xã Mường Xén", "TT Mường Xén|Mường Xen")
