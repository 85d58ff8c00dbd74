"""Pictures for tests, drawn here: nobody is on them."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def a_picture(size=(40, 20), *, form="JPEG", name="anh.jpg"):
    """An upload whose EXIF tells a place, as a phone writes it."""
    image, out = Image.new("RGB", size, "navy"), BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "BI-MAT"  # ImageDescription
    exif[0x8825] = {1: "N", 2: (19.0, 24.0, 11.0)}  # GPS
    image.save(out, form, exif=exif)
    return SimpleUploadedFile(name, out.getvalue())
