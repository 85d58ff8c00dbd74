"""The list that people sign calls them up by commune, hamlet and given name, and is the same as page and as file."""

from io import BytesIO

import docx
import pypdf
import pytest
from django.urls import reverse

from programmes.models import AuditEvent, Gift
from programmes.rules.trails import check_code
from tests import factories as f
from tests.admin.pages import text_of

pytestmark = pytest.mark.django_db
PEOPLE = [
    ("Xã Đôn", "Thôn 1", "Lê Văn An"),
    ("Xã Don", "Thôn 2", "Lê Văn An"),
    ("Xã Don", "Thôn 1", "Trần Thị Ánh"),
    ("Xã Don", "Thôn 1", "Bùi Văn Dũng"),
    ("Xã Don", "Thôn 1", "Vũ Thị An"),
]


def an_event_for(people):
    draft = f.a_gift_list()
    for commune, hamlet, name in people:
        f.a_gift(draft, recipient=f.a_recipient(full_name=name, commune=commune, address=hamlet))
    f.an_approved_donation(office=f.headquarters(), round=draft.round)
    approved = f.gift_lists.approve(f.gift_lists.submit(draft, by=f.the_maker()), by=f.the_checker())
    return f.a_planned_handover([approved])


def address(event):
    return reverse("admin:programmes_handoverevent_sheet", args=[event.pk])


def test_people_are_called_up_by_commune_hamlet_and_given_name_in_vietnamese_order(at):
    told = text_of(at(f.the_maker()).get(address(an_event_for(PEOPLE))))
    order = ["Vũ Thị An", "Trần Thị Ánh", "Bùi Văn Dũng", "Thôn 2 Xã Don", "Thôn 1 Xã Đôn"]
    places = [told.find(each) for each in order]
    assert places == sorted(places)
    assert places[0] > 0


def test_each_file_of_the_list_has_every_check_code_and_leaves_a_mark_like_the_page(at):
    event, client = an_event_for(PEOPLE), at(f.the_maker())
    codes = {check_code(gift) for gift in Gift.objects.all()}
    pdf = pypdf.PdfReader(BytesIO(client.get(address(event), {"dang": "pdf"}).content))
    shown = "".join(page.extract_text() for page in pdf.pages)
    table = docx.Document(BytesIO(client.get(address(event), {"dang": "word"}).content)).tables[-2]
    in_word = {cell.text for row in table.rows for cell in row.cells}
    assert codes <= in_word
    assert {code for code in codes if code in shown} == codes
    assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [842, 595]
    assert AuditEvent.objects.filter(verb="print_sheet").count() == 2
