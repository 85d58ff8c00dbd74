"""Photos are written anew: small, upright, and with nothing but the picture."""

import struct
import zlib
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


def test_a_file_that_is_too_large_is_refused_unread():
    with pytest.raises(ValidationError, match="lớn hơn 5 MB"):
        photos.re_encoded(SimpleUploadedFile("anh.jpg", bytes(photos.MAX_BYTES + 1)))


def drawn(mode, size, form="PNG"):
    """A file of one colour: a few kilobytes, whatever it unpacks to."""
    out = BytesIO()
    Image.new(mode, size).save(out, form)
    return SimpleUploadedFile("anh", out.getvalue())


@pytest.mark.parametrize("size", [(5001, 5000), (9500, 9500), (14000, 14000)], ids=["ours", "pillow warns", "pillow"])
def test_a_small_file_with_a_vast_picture_is_refused_before_it_is_unpacked(size, monkeypatch):
    monkeypatch.setattr(Image.Image, "load", lambda _image: pytest.fail("it was unpacked"))
    upload = SimpleUploadedFile("anh.png", a_header(*size))
    with pytest.raises(ValidationError, match="tối đa 25 triệu"):
        photos.re_encoded(upload)


def a_header(width, height):
    """The beginning of a PNG that says how large its picture is."""
    told = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"")
    chunks = [struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in (told, data)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(("mode", "form"), [("RGB", "JPEG"), ("1", "PNG"), ("I;16", "PNG")])
def test_a_picture_is_made_small_before_it_is_copied(mode, form, monkeypatch):
    made, convert = [], Image.Image.convert

    def converted(image, *how, **more):
        made.append(image.size)
        return convert(image, *how, **more)

    upload = drawn(mode, (4000, 2000), form)
    monkeypatch.setattr(Image.Image, "convert", converted)
    assert opened(photos.re_encoded(upload)).size == (1600, 800)
    assert max(made) == (1600, 800)
