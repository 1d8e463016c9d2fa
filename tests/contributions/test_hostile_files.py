# SPDX-License-Identifier: EUPL-1.2
"""Files that attack: each is refused in a sentence that says what to do, or made harmless."""

import io
import json
import struct
import zipfile
import zlib

import pytest
from flask import Flask
from PIL import Image
from werkzeug.datastructures import FileStorage

from knowledgebase.contributions.files import accepting, storage
from knowledgebase.contributions.files.kinds import LARGEST_FILE, MOST_PIXELS
from knowledgebase.contributions.files.names import cleaned, in_address, kept_as
from tests.conftest import Visit
from tests.contributions.uploads import HOSTILE, add, address_in, archive, letter, picture, post, send, sheet
from tests.people import People

pytestmark = pytest.mark.one_database("what is refused does not reach the database")

DRAWING = "Bewaar de tekening als PNG"
OTHER = "niet wat de naam zegt"
UNREADABLE = "kunnen dit plaatje niet lezen"
MACROS = "macro’s"
SWELLS = "veel te groot als je het opent"
PIXELS = "40 miljoen pixels"
KIND = "soort bestand kun je niet toevoegen"
LARGE = "groter dan 10 MB"
EMPTY = "Dit bestand is leeg"
HARMLESS = set(
    "jfif jfif_version jfif_unit jfif_density progressive progression loop background timestamp duration".split()
)
MACRO_SHEET = sheet(
    **{"[Content_Types].xml": "<Types>application/vnd.ms-excel.sheet.macroEnabled.main+xml</Types>"}
)


def hostile(name: str) -> bytes:
    """Give a file that attacks."""
    return (HOSTILE / name).read_bytes()


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def claiming(width: int, height: int) -> bytes:
    """Give a PNG that says it has this size, and holds nothing."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def lying() -> bytes:
    """Give a sheet that unpacks to far more than it says."""
    content = bytearray(sheet(**{"xl/worksheets/sheet1.xml": b"0" * 60_000_000}))
    for name, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = content.rfind(name)
        content[start + place : start + place + 4] = struct.pack("<I", 100)
    return bytes(content)


REFUSED = [
    ("SVG_XSS1.svg", hostile("SVG_XSS1.svg"), DRAWING),
    ("tekening.SVG", hostile("SVG_XSS_nested_svg.svg"), DRAWING),
    ("svg-as.jpg", hostile("svg-as.jpg"), OTHER),
    ("html-as.png", hostile("html-as.png"), OTHER),
    ("html-as.txt", hostile("html-as.png"), OTHER),
    ("html.csv", b"<html><script>alert(1)</script></html>", OTHER),
    ("svg.txt", hostile("SVG_XSS_nested_svg.svg"), OTHER),
    ("pagina.html", hostile("html-as.png"), KIND),
    ("gif-js-polyglot.gif", hostile("gif-js-polyglot.gif"), UNREADABLE),
    ("half.png", picture(size=(400, 400))[:-40], UNREADABLE),
    ("bomb-50000x50000.png", hostile("bomb-50000x50000.png"), PIXELS),
    ("net-te-veel.png", claiming(MOST_PIXELS // 4_000 + 1, 4_000), PIXELS),
    ("bom.xlsx", sheet(**{"xl/worksheets/sheet1.xml": b"0" * 100_000_000}), SWELLS),
    ("bom.odt", archive({"mimetype": b"x", "content.xml": b"0" * 100_000_000}), SWELLS),
    ("liegt.xlsx", lying(), OTHER),
    ("macro.docm", hostile("macro.docm"), MACROS),
    ("macro.docx", hostile("macro.docm"), MACROS),
    ("macro.xlsx", sheet(**{"xl/vbaProject.bin": b"x"}), MACROS),
    ("macro.xlsx", MACRO_SHEET, MACROS),
    ("macro.odt", archive({"mimetype": b"x", "Basic/Standard/Module1.xml": b"x"}), MACROS),
    ("slip.docx", hostile("slip.zip"), OTHER),
    ("slip.zip", hostile("slip.zip"), KIND),
    ("brief.docx", letter(), OTHER),
    ("brief.ods", letter(), OTHER),
    ("blad.docx", sheet(), OTHER),
    ("geen-zip.docx", b"PK\x03\x04 of toch niet", OTHER),
    ("beeld.pdf", picture(), OTHER),
    ("stuk.txt", b"%PDF-1.4\n%%EOF", OTHER),
    ("binair.csv", b"a;b\n\x00\x01", OTHER),
    ("programma.exe", b"MZ" + b"\x00" * 100, KIND),
    ("zonder-extensie", picture(), KIND),
    ("leeg.png", b"", EMPTY),
]


@pytest.mark.parametrize(("name", "content", "sentence"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_what_attacks_is_refused_in_a_clear_sentence(
    app: Flask, visit: Visit, people: People, name: str, content: bytes, sentence: str
) -> None:
    anna = visit(people.anna)
    refused = send(anna, name, content)
    assert refused.status_code == 422
    assert refused.json
    assert sentence in refused.json["message"]
    assert "nog geen bestanden" in anna.get("/bestanden/nieuw").text
    with app.app_context():
        assert list(storage.storage().digests()) == []


def test_a_file_of_more_than_ten_megabytes_is_refused(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    assert send(anna, "lijst.csv", b"a;b\n" * (LARGEST_FILE // 4)).status_code == 201
    for size in (LARGEST_FILE + 1, LARGEST_FILE + 2 * 1024 * 1024):
        refused = send(anna, "lijst.csv", b"a" * size)
        assert refused.status_code == 413
        assert refused.json
        assert LARGE in refused.json["message"]
        page = send(anna, "lijst.csv", b"a" * size, script=False)
        assert page.status_code == 413
        assert LARGE in page.text


def test_only_the_page_for_files_takes_so_much(visit: Visit, people: People) -> None:
    much = {"file": FileStorage(io.BytesIO(b"a" * 3_000_000), filename="lijst.csv")}
    assert post(visit(people.anna), "/vragen/nieuw", much).status_code == 413


def test_the_place_and_the_maker_of_a_photo_are_left_out(visit: Visit, people: People) -> None:
    photo = hostile("photo-with-gps.jpg")
    assert b"Exif" in photo
    assert b"someone" in photo
    kept = visit(people.anna).get(address_in(add(visit(people.anna), "foto.jpg", photo))).data
    assert not Image.open(io.BytesIO(kept)).getexif()
    for trace in (b"Exif", b"someone", b"camera", b"GPS"):
        assert trace not in kept


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP", "GIF"])
def test_only_the_pixels_of_a_picture_are_kept(visit: Visit, people: People, format: str) -> None:
    hidden = b"<script>alert(document.domain)</script>"
    exif = Image.Exif()
    exif[0x013B] = "someone"
    content = picture(format, exif=exif, comment=hidden, icc_profile=b"profile" * 20, xmp=hidden) + hidden
    kept = visit(people.anna).get(address_in(add(visit(people.anna), "x.png", content))).data
    again = Image.open(io.BytesIO(kept))
    assert set(again.info) <= HARMLESS
    for trace in (b"script", b"someone", b"profile", b"comment"):
        assert trace not in kept


def test_an_animation_keeps_its_first_picture_only(visit: Visit, people: People) -> None:
    second = Image.new("RGB", (40, 30), "blue")
    content = picture("GIF", save_all=True, append_images=[second] * 20)
    kept = visit(people.anna).get(address_in(add(visit(people.anna), "x.gif", content))).data
    assert getattr(Image.open(io.BytesIO(kept)), "n_frames", 1) == 1
    assert Image.open(io.BytesIO(kept)).convert("RGB").getpixel((0, 0)) == (255, 0, 0)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_sort_are_read(visit: Visit, people: People, mode: str) -> None:
    content = io.BytesIO()
    Image.new(mode, (20, 10)).save(content, "JPEG" if mode == "CMYK" else "PNG")
    assert add(visit(people.anna), "x.png", content.getvalue())


def test_a_pdf_with_a_script_is_saved_and_not_opened(visit: Visit, people: People) -> None:
    line = add(visit(people.anna), "script.pdf", hostile("script.pdf"))
    sent = visit(people.anna).get(address_in(line))
    assert sent.headers["Content-Disposition"] == "attachment; filename=script.pdf"
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    assert sent.headers["X-Content-Type-Options"] == "nosniff"


def test_names_that_attack_are_made_harmless() -> None:
    for name in [
        *json.loads(hostile("names.json")),
        "",
        "…/..",
        "a" * 500 + ".png",
        "x\ud800.png",
        "\u2066a.png",
    ]:
        kept = kept_as(name, "png")
        assert len(kept) <= 120
        assert kept.endswith(".png")
        assert kept.isprintable()
        assert not set(kept) & set('/\\<>:"|?*')
        assert not kept.startswith(".")
        assert in_address(kept).isascii()
        assert set(in_address(kept)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert cleaned("../../etc/passwd") == "passwd"
    assert cleaned("photo\u202egnp.exe") == "photognp.exe"
    assert kept_as("CON.pdf", "pdf") == "bestand-CON.pdf"


@pytest.mark.parametrize("name", json.loads(hostile("names.json")), ids=ascii)
def test_a_file_with_such_a_name_is_refused_or_sent_under_a_plain_one(
    visit: Visit, people: People, name: str
) -> None:
    answer = send(visit(people.anna), name, picture())
    assert answer.status_code in (201, 422)
    if answer.status_code == 201:
        assert answer.json
        sent = visit(people.anna).get(address_in(answer.json["markdown"]))
        assert sent.status_code == 200
        assert not set("\r\n\x00\u202e") & set(sent.headers["Content-Disposition"])


def test_an_archive_of_very_many_members_is_refused(visit: Visit, people: People) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for member in range(10_001):
            packed.writestr(str(member), b"")
    refused = send(visit(people.anna), "veel.docx", content.getvalue())
    assert refused.json
    assert SWELLS in refused.json["message"]


def test_a_decoder_that_dies_takes_nobody_along(visit: Visit, people: People) -> None:
    accepting.processes.stop()
    assert add(visit(people.anna))
    accepting.processes.stop()
    assert add(visit(people.anna))
