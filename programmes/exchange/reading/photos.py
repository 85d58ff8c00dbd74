"""Photos in: read, turned upright, made small and written anew, so that nothing but the picture is left of them."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

MAX_BYTES = 5 * 2**20
MAX_PIXELS = 25_000_000  # before decoding: a small file can unpack to a picture that fills the memory
LONGEST_SIDE = 1600
QUALITY = 85
FORMATS = ("JPEG", "PNG")


def re_encoded(upload, *, longest_side=LONGEST_SIDE, max_bytes=MAX_BYTES):
    """Bytes of a JPEG of at most so many px without EXIF, place or profile; ValidationError for what is no photo."""
    if upload.size > max_bytes:
        raise ValidationError(
            _("Ảnh lớn hơn %d MB; thu nhỏ ảnh rồi tải lại.") % (max_bytes // 2**20), code="photo_too_large"
        )
    try:
        with Image.open(upload, formats=FORMATS) as image:
            if image.width * image.height <= MAX_PIXELS:
                return _written(image, longest_side)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        pass  # Pillow knows the size before we do
    except (OSError, SyntaxError, ValueError) as error:
        raise ValidationError(_("Không đọc được ảnh; chỉ nhận tệp JPEG hoặc PNG."), code="photo_unreadable") from error
    raise ValidationError(
        _("Ảnh có quá nhiều điểm ảnh (tối đa 25 triệu); thu nhỏ ảnh rồi tải lại."), code="photo_too_wide"
    )


def _written(image, longest_side):
    """Made small before anything else: each copy at full size is a hundred megabytes."""
    if image.mode == "P":  # of a palette Pillow makes smaller pictures by leaving pixels out
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    image.draft("RGB", (longest_side, longest_side))  # of a JPEG no more is unpacked than is needed
    image.thumbnail((longest_side, longest_side))
    layer = ImageOps.exif_transpose(image).convert("RGBA")
    flat = Image.new("RGB", layer.size, "white")  # a new picture: nothing that came with the file comes along
    flat.paste(layer, mask=layer.getchannel("A"))
    out = BytesIO()
    flat.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
