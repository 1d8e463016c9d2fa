# SPDX-License-Identifier: EUPL-1.2
"""Adding pictures and files in a browser: chosen, dragged and pasted, and without scripts."""

import base64
import io
from collections.abc import Callable

import pytest
from PIL import ExifTags, Image
from playwright.sync_api import BrowserContext, Locator, Page, expect

from knowledgebase.policy import Role
from tests.browser.looking import Axe, problems, watched
from tests.contributions.uploads import HOSTILE, picture

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Window = Callable[..., BrowserContext]
PHOTO = HOSTILE / "photo-with-gps.jpg"
PLACE = ExifTags.Base.GPSInfo
PUT = "Zet het in de tekst"
GIVE = """([text, kind, name, type, content]) => {
  const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
  const given = new DataTransfer();
  given.items.add(new File([bytes], name, { type }));
  const how = { bubbles: true, cancelable: true };
  const event = kind === "paste"
    ? new ClipboardEvent("paste", { ...how, clipboardData: given })
    : new DragEvent("drop", { ...how, dataTransfer: given });
  document.querySelector(text).dispatchEvent(event);
}"""

COPY = """content => {
  const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
  return navigator.clipboard.write([new ClipboardItem({ "image/png": new Blob([bytes], { type: "image/png" }) })]);
}"""


def give(page: Page, kind: str, name: str, type: str, content: bytes) -> None:
    """Paste a file into the text, or drop it there."""
    page.evaluate(GIVE, ["[name=body]", kind, name, type, base64.b64encode(content).decode()])


def describe(page: Page, words: str) -> None:
    """Say what the picture shows, and put it in the text."""
    page.get_by_label("Wat is er op het plaatje te zien?").fill(words)
    page.get_by_role("button", name=PUT).click()
    expect(page.locator("[data-attach] [role=status]")).to_contain_text("staat nu in je tekst")


def width_of(image: Locator) -> int:
    """Give how many pixels wide a picture that is shown really is."""
    expect(image).to_be_visible()
    return int(image.evaluate("async image => { await image.decode(); return image.naturalWidth; }"))


def choose(page: Page) -> None:
    """Choose the photo with the button above the text."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("toolbar").get_by_role("button", name="Plaatje of bestand").click()
    chooser.value.set_files(PHOTO)


def paste(page: Page) -> None:
    """Paste the photo, as after copying it in a folder."""
    give(page, "paste", PHOTO.name, "image/jpeg", PHOTO.read_bytes())


@pytest.mark.parametrize("given", [choose, paste])
def test_a_photo_with_its_place_is_shown_without_it(
    opened: Window, axe: Axe, given: Callable[[Page], None]
) -> None:
    page, heard = watched(opened(Role.MEMBER, viewport={"width": 360, "height": 800}))
    page.goto("/vragen/nieuw")
    page.locator("[name=title]").fill(f"Herkennen jullie dit gebouw op de foto ({given.__name__})?")
    page.locator("[name=body]").fill("Wij zoeken de gemeente waar dit gebouw staat.")
    given(page)
    assert problems(page, axe) == []
    describe(page, "Een gebouw")
    assert "\n\n![Een gebouw](/bestanden/" in page.locator("[name=body]").input_value()
    page.get_by_role("button", name="Voorbeeld").click()
    assert width_of(page.locator("[data-shown] img")) == 64
    page.locator("main form[action='/vragen/nieuw'] button[type=submit]:not([name], [formaction])").click()
    shown = page.locator(".kb-prose img")
    expect(shown).to_have_attribute("alt", "Een gebouw")
    assert width_of(shown) == 64
    kept = page.request.get(str(shown.get_attribute("src"))).body()
    assert PLACE in Image.open(io.BytesIO(PHOTO.read_bytes())).getexif()
    assert not Image.open(io.BytesIO(kept)).getexif()
    assert b"Exif" not in kept
    assert heard == []


def test_a_picture_from_the_clipboard_is_pasted_and_taken_back(opened: Window) -> None:
    window = opened(Role.MEMBER)
    window.grant_permissions(["clipboard-read", "clipboard-write"])
    page = window.new_page()
    page.goto("/vragen/nieuw")
    text = page.locator("[name=body]")
    text.press_sequentially("Zo ziet het eruit: ")
    page.evaluate(COPY, base64.b64encode(picture()).decode())
    text.press("Control+v")
    describe(page, "Een rode hoek")
    assert "eruit: ![Een rode hoek](/bestanden/" in text.input_value()
    text.press("Control+z")
    assert text.input_value() == "Zo ziet het eruit: "


@pytest.mark.parametrize("kind", ["paste", "drop"])
def test_files_are_pasted_and_dropped_where_the_cursor_is(opened: Window, kind: str) -> None:
    page = opened(Role.MEMBER).new_page()
    page.goto("/vragen/nieuw")
    text = page.locator("[name=body]")
    text.fill("Voor.  Na.")
    text.evaluate("area => area.setSelectionRange(6, 6)")
    give(page, kind, f"{kind}.png", "image/png", picture(size=(12, 12)))
    describe(page, "Een [rode] hoek")
    assert text.input_value().startswith("Voor. ![Een \\[rode\\] hoek](/bestanden/")
    assert text.input_value().endswith(f"/{kind}.png) Na.")
    give(page, kind, f"{kind}.csv", "text/csv", b"a;b\n1;2\n")
    expect(page.locator("[data-attach] [role=status]")).to_contain_text(f"“{kind}.csv” staat nu in je tekst")
    assert f"[{kind}.csv](/bestanden/" in text.input_value()


def test_what_is_refused_is_said_and_the_text_stays(opened: Window) -> None:
    page = opened(Role.MEMBER).new_page()
    page.goto("/vragen/nieuw")
    page.locator("[name=body]").fill("Mijn tekst.")
    said = page.locator("[data-attach] [role=status]")
    give(page, "drop", "programma.exe", "application/x-msdownload", b"MZ")
    expect(said).to_contain_text("Dit soort bestand kun je niet toevoegen")
    give(page, "drop", "groot.pdf", "application/pdf", b"%PDF-" + b"0" * 10 * 1024 * 1024)
    expect(said).to_contain_text("groter dan 10 MB")
    give(page, "paste", "kaart.png", "image/png", picture())
    page.get_by_role("button", name=PUT).click()
    expect(said).to_contain_text("Schrijf in één zin")
    page.get_by_role("button", name="Laat het weg").click()
    expect(page.get_by_role("button", name=PUT)).to_be_hidden()
    assert page.locator("[name=body]").input_value() == "Mijn tekst."


def test_without_scripts_a_page_gives_the_line_to_copy(opened: Window) -> None:
    window = opened(Role.MEMBER, java_script_enabled=False)
    page = window.new_page()
    page.goto("/vragen/nieuw")
    with window.expect_page() as tab:
        page.get_by_role("link", name="Een plaatje of bestand toevoegen").click()
    adding = tab.value
    adding.locator("[name=file]").set_input_files(PHOTO)
    adding.locator("[name=alternative]").fill("Een gebouw")
    adding.get_by_role("button", name="Toevoegen").click()
    expect(adding.locator("pre").first).to_contain_text("![Een gebouw](/bestanden/")


def test_the_page_for_files_is_for_everyone(opened: Window, axe: Axe) -> None:
    for options in ({"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 700}}):
        page = opened(Role.MEMBER, **options).new_page()
        page.goto("/bestanden/nieuw")
        page.locator("[name=file]").set_input_files(
            {"name": "x" * 110 + ".png", "mimeType": "image/png", "buffer": picture(size=(50, 50))}
        )
        page.locator("[name=alternative]").fill("a" * 250)
        page.get_by_role("button", name="Toevoegen").click()
        expect(page.get_by_role("status")).to_contain_text("is toegevoegd")
        assert problems(page, axe) == []
        page.get_by_role("link", name="Verwijder").first.click()
        page.wait_for_url("**/verwijderen")
        assert problems(page, axe) == []
        page.get_by_role("button", name="Verwijder het").click()
        expect(page.get_by_role("status")).to_contain_text("is verwijderd")
