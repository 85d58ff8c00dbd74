"""Help of each screen in the office's words, linked from every page of an officer."""

import re

import pytest
from django.urls import reverse

from programmes.access import roles
from programmes.admin import site
from programmes.admin.help_texts import BY_TABLE, TEXTS
from tests.admin.pages import text_of
from tests.factories import an_officer

pytestmark = pytest.mark.one_database


def test_each_screen_has_its_help_and_each_help_names_its_verbs():
    tables = {model._meta.model_name: admin for model, admin in site._registry.items()}
    assert tables.keys() == BY_TABLE.keys()
    for text in TEXTS.values():
        known = {verb.slug for verb in tables[text.table].verbs} if text.table else set()
        assert {slug for slug, _when in text.verbs} == known
        assert text.about.endswith(".")
        assert all(step.endswith(".") for step in text.steps)


@pytest.mark.django_db
def test_every_page_of_an_officer_leads_to_its_help(at):
    client = at(an_officer(roles.HEADQUARTERS_OFFICER))
    for address, screen in (
        ("/quan-tri/", "viec-hom-nay"),
        (reverse("admin:programmes_giftlist_changelist"), "danh-sach-tang"),
        (reverse("admin:programmes_donor_add"), "nha-hao-tam"),
        (reverse("admin:programmes_giftlist_import"), "danh-sach-tang"),
        (reverse("admin:sessions"), "tai-khoan"),
        ("/quan-tri/tim/", "tim-kiem"),
    ):
        assert f'href="/quan-tri/tro-giup/{screen}/"' in client.get(address).content.decode()


@pytest.mark.django_db
def test_a_page_of_help_tells_how_and_by_which_buttons(at):
    client = at(an_officer())
    page = client.get("/quan-tri/tro-giup/danh-sach-tang/")
    shown = text_of(page)
    assert "giftlist" not in re.search(r'id="find-all"[^>]*', page.content.decode())[0]
    assert "Trình duyệt khi danh sách đã đủ" in shown
    assert "Mở Danh sách tặng" in shown
    assert "Ngày đầu" in text_of(client.get("/quan-tri/tro-giup/"))
    assert client.get("/quan-tri/tro-giup/khong-co/").status_code == 404
