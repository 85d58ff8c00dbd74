"""Photos in: read, turned upright, made small and written anew, so that nothing but the picture is left of them."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

MAX_BYTES = 5 * 2**20
MAX_PIXELS = 50_000_000  # before decoding: a small file can unpack to a picture that fills the memory
LONGEST_SIDE = 1600
QUALITY = 85
FORMATS = ("JPEG", "PNG")


def re_encoded(upload):
    """Bytes of a JPEG of at most 1600 px without EXIF, place or profile; ValidationError for what is no photo."""
    if upload.size > MAX_BYTES:
        raise ValidationError(_("Ảnh lớn hơn 5 MB; thu nhỏ ảnh rồi tải lại."), code="photo_too_large")
    try:
        with Image.open(upload, formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValidationError(_("Ảnh quá nhiều điểm ảnh; thu nhỏ ảnh rồi tải lại."), code="photo_too_wide")
            return _written(ImageOps.exif_transpose(image))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("Không đọc được ảnh; chỉ nhận tệp JPEG hoặc PNG."), code="photo_unreadable") from error


def _written(image):
    flat = Image.new("RGB", image.size, "white")  # a new picture: nothing that came with the file comes along
    layer = image.convert("RGBA")
    flat.paste(layer, mask=layer.getchannel("A"))
    flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = BytesIO()
    flat.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
