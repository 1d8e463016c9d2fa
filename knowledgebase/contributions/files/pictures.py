# SPDX-License-Identifier: EUPL-1.2
"""Pictures are drawn anew: only the colours of the pixels stay, nothing that came along with them.

Runs in a confined process: decoders have faults, and a small file can claim
to be very large.
"""

import io
import struct
import warnings
from collections.abc import Mapping
from typing import Any

from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from knowledgebase.contributions.files.kinds import LONGEST_SIDE, MOST_PIXELS, Examined, FileKind, Trouble

READ = ("PNG", "JPEG", "GIF", "WEBP")
BECOMES = {"JPEG": FileKind.JPEG, "MPO": FileKind.JPEG, "WEBP": FileKind.WEBP}
"""What each format is kept as; the others, of which a first frame is left, as PNG."""

SETTINGS: Mapping[FileKind, Mapping[str, Any]] = {
    FileKind.PNG: {"format": "PNG"},
    FileKind.JPEG: {"format": "JPEG", "quality": 85, "progressive": True},
    FileKind.WEBP: {"format": "WEBP", "quality": 85},
}
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How to undo each way in which a camera may have been held (EXIF 2.3, tag 0x0112)."""

Picture = Image.Image


def drawn_anew(content: bytes) -> Examined | Trouble:
    """Decode a picture and draw it anew: upright, at most LONGEST_SIDE pixels, in the colours of the web."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn_anew(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Trouble.TOO_MANY_PIXELS
    except Exception:
        # Damaged and hostile pictures break the decoders in ways that nobody can list, lack of memory among them.
        return Trouble.UNREADABLE


def _drawn_anew(content: bytes) -> Examined | Trouble:
    try:
        picture: Picture = Image.open(io.BytesIO(content), formats=READ)
    except UnidentifiedImageError:
        return Trouble.OTHER_CONTENT
    kind = BECOMES.get(picture.format or "", FileKind.PNG)
    profile, turn = picture.info.get("icc_profile"), _turn(picture)
    picture = _fitting(picture)
    bare = _without_the_rest(_in_web_colours(picture.transpose(turn) if turn else picture, profile))
    if kind == FileKind.JPEG and bare.mode != "L":
        bare = bare.convert("RGB")
    drawn = io.BytesIO()
    bare.save(drawn, **SETTINGS[kind])
    return Examined(kind, drawn.getvalue(), bare.width, bare.height)


def _turn(picture: Picture) -> Image.Transpose | None:
    """Tell how to turn the picture upright, as the camera noted it."""
    # Only then a JPEG is decoded no larger than it is needed; what the camera noted may stand behind the pixels.
    picture.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
    try:
        return UPRIGHT.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except (SyntaxError, ValueError, TypeError, KeyError, struct.error):
        return None


def _fitting(picture: Picture) -> Picture:
    """Make smaller what is too large, in a mode in which colours can be mixed."""
    if picture.mode.startswith("I"):
        picture = picture.point(lambda value: value / 256).convert("L")
    elif picture.mode not in ("L", "RGB", "RGBA", "CMYK") or picture.has_transparency_data:
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return picture


def _without_the_rest(picture: Picture) -> Picture:
    """Copy the pixels to a picture that knows nothing else."""
    picture = picture.convert("RGB") if picture.mode == "CMYK" else picture
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare


def _in_web_colours(picture: Picture, profile: bytes | None) -> Picture:
    if not profile or picture.mode == "L":
        return picture
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        converted = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return converted or picture
