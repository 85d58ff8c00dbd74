"""Bad addresses, other methods, the sitemap, and pages that stand when all else falls."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

from tests import factories
from tests.public import world


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/nam/1800/",
        "/nam/1800.json",
        "/nam/20255/",
        "/nam/99999999999999999999999/",
        "/nam/0000/",
        "/tinh/khong-co/",
        "/chuong-trinh/khong-co.csv",
        "/nam/2025.xml",
        "/dot/khong-co/",
        "/tinh/khong-co/2025/",
        "/tinh/nghe-an/1800/",
        "/nha-hao-tam/khong-co/",
        "/trao-tang/?trang=2",
    ],
)
def test_an_address_without_a_page_is_not_found_in_vietnamese(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "Không tìm thấy trang" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("address", ["/", "/index.json", "/nam/2025/", "/so-lieu-cong-bo.csv", "/gioi-thieu/"])
def test_public_addresses_are_for_reading_only(method, address):
    response = getattr(Client(enforce_csrf_checks=True), method)(address)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert "Hãy mở lại bằng trình duyệt để đọc trang." in response.content.decode()


@pytest.mark.django_db
def test_the_form_of_the_code_refuses_other_methods_with_a_sentence(client):
    response = client.put("/theo-doi/")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")
    assert "Hãy mở lại bằng trình duyệt" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["json", "csv"])
def test_scripts_on_pages_of_others_may_read_the_data_of_a_page(client, form):
    factories.a_published_figure()
    for address in (f"/index.{form}", f"/so-lieu-cong-bo.{form}", f"/so-lieu/huy-dong.{form}", f"/kiem-tra.{form}"):
        answer = client.get(address)
        assert answer["Access-Control-Allow-Origin"] == "*"
        again = client.get(address, headers={"if-none-match": answer.get("ETag", "")})
        assert again["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/")


@pytest.mark.one_database
@pytest.mark.django_db
def test_the_sitemap_names_every_page_and_each_answers(client):
    world.a_whole_world()
    world.raised(0, year=2019)  # all of it was reversed
    body = client.get("/sitemap.xml").content.decode()
    addresses = [line.split("</loc>")[0].split("testserver")[1] for line in body.split("<loc>")[1:]]
    assert {"/", "/nam/2025/", "/nam/2024/", "/chuong-trinh/ct-1/", "/tinh/dak-lak/", "/gioi-thieu/"} <= set(addresses)
    assert {client.get(address).status_code for address in addresses} == {200}


@pytest.mark.django_db
def test_robots_keep_out_of_the_officers_side(client):
    body = client.get("/robots.txt").content.decode()
    assert "Disallow: /quan-tri/" in body
    assert "Sitemap: http://testserver/sitemap.xml" in body


@pytest.mark.django_db
def test_pages_stand_before_the_first_record(client):
    for address in ("/", "/nha-hao-tam/", "/so-lieu-cong-bo/", "/gioi-thieu/"):
        assert "<h1" in client.get(address).content.decode()
    assert client.get("/index.json").json()["version"] == 0


@pytest.mark.django_db
def test_an_odd_year_of_a_record_does_not_break_a_page(client):
    world.raised(year=25)
    assert 'href="/nam/0025/"' in client.get("/").content.decode()


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "405", "500"])
def test_an_error_page_needs_nothing(name):
    body = render_to_string(f"{name}.html")
    assert 'lang="vi"' in body
    assert "Về trang chủ" in body


@pytest.mark.django_db
def test_a_province_without_records_has_a_page(client):
    factories.a_province("66")
    body = client.get("/tinh/dak-lak/").content.decode()
    assert "Tỉnh Đắk Lắk" in body
    assert "chưa có hồ sơ" in body
