"""Photos are written anew: small, upright, and with nothing but the picture."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from programmes.exchange.reading import photos
from tests.pictures import a_picture


def opened(content):
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_photo_loses_place_and_camera(form):
    upload = a_picture(form=form)
    assert b"BI-MAT" in upload.read()
    upload.seek(0)
    content = photos.re_encoded(upload)
    assert b"BI-MAT" not in content
    assert (opened(content).format, len(opened(content).getexif())) == ("JPEG", 0)


def test_a_large_photo_is_made_small_in_its_proportions():
    assert opened(photos.re_encoded(a_picture((3200, 1000)))).size == (1600, 500)


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", b"\xff\xd8\xff\xe0 cut"])
def test_what_is_no_photo_is_refused_with_the_cure(content):
    with pytest.raises(ValidationError, match="chỉ nhận tệp JPEG hoặc PNG"):
        photos.re_encoded(SimpleUploadedFile("anh.jpg", content))


def test_a_file_that_is_too_large_is_refused_unread(monkeypatch):
    monkeypatch.setattr(photos, "MAX_BYTES", 10)
    with pytest.raises(ValidationError, match="lớn hơn 5 MB"):
        photos.re_encoded(a_picture())


def test_a_small_file_with_a_vast_picture_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(photos, "MAX_PIXELS", 799)
    with pytest.raises(ValidationError, match="quá nhiều điểm ảnh"):
        photos.re_encoded(a_picture((40, 20)))
