# SPDX-License-Identifier: EUPL-1.2
"""Pictures and files: added, put in a text, and seen by whoever may see that text."""

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from PIL import Image

from knowledgebase.contributions.actions.files import forget_unused, remove_strays
from knowledgebase.contributions.files.storage import Storage, StorageUnusable, storage
from knowledgebase.contributions.models.files import Attachment
from knowledgebase.db import db
from knowledgebase.events.models import Event, Happening
from knowledgebase.web.markdown import render
from tests.conftest import Clock, Queries, Visit
from tests.contributions.test_sharing import number
from tests.contributions.uploads import add, address_in, letter, picture, send, sheet
from tests.people import People, Person
from tests.rules.test_headers import problems
from tests.stories import ANSWER, QUESTION, ask

BODY = QUESTION["body"]


def statuses(visit: Visit, people: People, address: str) -> dict[str, int]:
    """Tell what everyone gets who opens this address."""
    return {person.key: visit(person).get(address).status_code for person in people.all}


def seen_by(visit: Visit, people: People, address: str) -> set[str]:
    """Tell who sees the file; to all others it is as if it did not exist."""
    found = statuses(visit, people, address)
    assert set(found.values()) <= {200, 404}
    return {name for name, status in found.items() if status == 200}


def hide(visit: Visit, moderator: Person, address: str) -> None:
    verdict = {"verdict": "hide", "reason": "Dit is vertrouwelijk."}
    decided = visit(moderator).post(f"/moderatie/besluiten/{number(address)}", data=verdict)
    assert decided.status_code == 303


EVERYONE = set("anna bram chris mo rik sam olga vera ada nobody".split())
MEMBERS = EVERYONE - {"rik", "nobody"}


def test_a_picture_is_added_put_in_a_question_and_seen_by_everyone(visit: Visit, people: People) -> None:
    line = add(visit(people.anna))
    address = address_in(line)
    assert line == f"![Een rode hoek]({address})"
    assert address.endswith("/kaart.png")
    assert seen_by(visit, people, address) == {"anna"}
    question = ask(visit(people.anna), body=f"{BODY}\n\n{line}")
    assert f'<img alt="Een rode hoek" src="{address}">' in visit().get(question).text
    assert seen_by(visit, people, address) == EVERYONE


def test_a_file_is_for_who_may_see_the_text_it_is_in(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    own, members = (
        address_in(add(anna, f"{name}.png", picture(size=(9, length))))
        for length, name in ((5, "own"), (6, "members"))
    )
    ask(anna, body=f"{BODY} ![]({own})", visibility="own")
    ask(anna, body=f"{BODY} ![]({members})", visibility="members")
    assert seen_by(visit, people, own) == {"anna", "bram", "olga", "vera", "mo"}
    assert seen_by(visit, people, members) == MEMBERS


def test_the_picture_of_a_hidden_question_is_hidden_and_shown_with_it(visit: Visit, people: People) -> None:
    line = add(visit(people.anna))
    question = ask(visit(people.anna), body=f"{BODY} {line}")
    hide(visit, people.mo, question)
    assert seen_by(visit, people, address_in(line)) == {"anna", "mo"}
    shown = {"verdict": "restore", "reason": "Het mag."}
    visit(people.mo).post(f"/moderatie/besluiten/{number(question)}", data=shown)
    assert seen_by(visit, people, address_in(line)) == EVERYONE


def test_what_is_not_for_somebody_answers_as_if_it_did_not_exist(
    visit: Visit, people: People, at: Clock
) -> None:
    anna = visit(people.anna)
    unused, own, hidden = (address_in(add(anna, f"{n}.png", picture(size=(n, n)))) for n in (4, 5, 6))
    ask(anna, body=f"{BODY} ![]({own})", visibility="own")
    question = ask(anna, title="Wat kost dit bij jullie?", body=f"{BODY} ![]({hidden})")
    hide(visit, people.mo, question)
    nothing = "/bestanden/999999/9.png"
    for person in (people.chris, people.rik, people.nobody):
        with at("2027-06-01 12:00"):
            browser = visit(person)
            expected = browser.get(nothing).text.replace(nothing, "")
            for address in (unused, own, hidden):
                answer = browser.get(address)
                assert answer.status_code == 404
                assert answer.text.replace(address, "") == expected


def test_a_file_in_an_answer_or_a_comment_goes_with_the_question(visit: Visit, people: People) -> None:
    question = ask(visit(people.anna), visibility="members")
    answered, remarked = (
        add(visit(person), f"{person.key}.png", picture(size=(7, size)))
        for person, size in ((people.chris, 8), (people.bram, 9))
    )
    visit(people.chris).post(f"{question}/antwoorden", data={"body": f"{ANSWER} {answered}"})
    remarks = f"/bijdragen/{number(question)}/opmerkingen"
    visit(people.bram).post(remarks, data={"body": f"Kijk: {remarked}"})
    for line in (answered, remarked):
        assert seen_by(visit, people, address_in(line)) == MEMBERS
    hide(visit, people.mo, question)
    assert seen_by(visit, people, address_in(remarked)) == {"anna", "mo"}
    assert seen_by(visit, people, address_in(answered)) == {"chris", "mo"}


def test_who_refers_to_a_file_of_somebody_else_shows_it_to_nobody_new(visit: Visit, people: People) -> None:
    unused, own = (add(visit(people.chris), f"{n}.png", picture(size=(n, 4))) for n in (10, 11))
    ask(visit(people.chris), body=f"{BODY} {own}", visibility="own")
    shared = ask(visit(people.anna), body=f"{BODY} {unused} {own}")
    visit(people.mo).post(
        f"{shared}/bewerken", data=QUESTION | {"body": f"{BODY} {own} {own}", "revision": "1"}
    )
    assert seen_by(visit, people, address_in(unused)) == {"chris"}
    assert seen_by(visit, people, address_in(own)) == {"chris", "mo"}


def test_a_file_may_be_in_several_texts_of_several_people(visit: Visit, people: People) -> None:
    line = add(visit(people.anna))
    first = ask(visit(people.anna), body=f"{BODY} {line}", visibility="members")
    ask(visit(people.chris), title="Zien jullie dit ook zo?", body=f"{BODY} {line}", visibility="members")
    hide(visit, people.mo, first)
    assert seen_by(visit, people, address_in(line)) == MEMBERS


def test_a_file_stays_with_the_history_of_a_text(visit: Visit, people: People) -> None:
    line = add(visit(people.anna))
    question = ask(visit(people.anna), body=f"{BODY} {line}")
    visit(people.anna).post(f"{question}/bewerken", data=QUESTION | {"revision": "1"})
    assert seen_by(visit, people, address_in(line)) == EVERYONE


def test_what_the_name_of_a_file_says_does_not_count_but_its_address_stays(
    visit: Visit, people: People
) -> None:
    address = address_in(add(visit(people.anna)))
    other = visit(people.anna).get(address.replace("kaart", "andere"))
    assert (other.status_code, other.location) == (301, address)
    for wrong in (address.replace("kaart", "andere"), "/bestanden/999999/kaart.png", "/bestanden/0/a.png"):
        assert visit(people.bram).get(wrong).status_code == 404


def test_a_picture_is_sent_as_a_picture_and_a_document_to_be_saved(visit: Visit, people: People) -> None:
    shown = visit(people.anna).get(address_in(add(visit(people.anna))))
    assert shown.headers["Content-Type"] == "image/png"
    assert shown.headers["Content-Disposition"] == "inline; filename=kaart.png"
    line = add(visit(people.anna), "Begroting één [2026].xlsx", sheet())
    assert line.startswith(r"[Begroting één \[2026\].xlsx](/bestanden/")
    saved = visit(people.anna).get(address_in(line))
    assert saved.headers["Content-Disposition"].startswith("attachment; ")
    assert (
        "filename*=UTF-8''Begroting%20%C3%A9%C3%A9n%20%5B2026%5D.xlsx" in saved.headers["Content-Disposition"]
    )
    assert saved.headers["Content-Type"].endswith("spreadsheetml.sheet")
    for response in (shown, saved):
        assert problems(response) == []
        assert "sandbox" in response.headers["Content-Security-Policy"]


def test_only_what_everyone_may_see_may_be_kept_by_others(visit: Visit, people: People) -> None:
    address = address_in(add(visit(people.anna)))
    assert visit(people.anna).get(address).headers["Cache-Control"] == "private, no-cache"
    ask(visit(people.anna), body=f"{BODY} ![]({address})")
    assert visit().get(address).headers["Cache-Control"] == "public, no-cache"


def test_a_file_is_sent_in_part_or_not_at_all_to_who_has_it(visit: Visit, people: People) -> None:
    content = b"a;b\n" * 100
    address = address_in(add(visit(people.anna), "lijst.csv", content))
    whole = visit(people.anna).get(address)
    assert whole.data == content
    assert int(whole.headers["Content-Length"]) == len(content)
    part = visit(people.anna).get(address, headers={"Range": "bytes=4-11"})
    assert (part.status_code, part.data) == (206, b"a;b\na;b\n")
    again = visit(people.anna).get(address, headers={"If-None-Match": whole.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert visit(people.anna).get(address, headers={"Range": "bytes=900-"}).status_code == 416
    assert visit(people.anna).head(address).headers["Content-Length"] == "400"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("brief.odt", letter()),
        ("stuk.pdf", b"%PDF-1.4\n%%EOF"),
        ("cijfers.csv", "naam;bedrag\nCafé;12\n".encode("cp1252")),
        ("notitie.TXT", "Eén regel.\n".encode()),
    ],
)
def test_documents_are_kept_as_they_came(visit: Visit, people: People, name: str, content: bytes) -> None:
    line = add(visit(people.anna), name, content, alternative="")
    assert line.startswith("[")
    assert visit(people.anna).get(address_in(line)).data == content


@pytest.mark.parametrize(("format", "extension"), [("JPEG", "jpg"), ("WEBP", "webp"), ("GIF", "png")])
def test_pictures_get_the_extension_of_what_they_are(
    visit: Visit, people: People, format: str, extension: str
) -> None:
    address = address_in(add(visit(people.anna), "foto.png", picture(format)))
    assert address.endswith(f"/foto.{extension}")
    content = visit(people.anna).get(address).data
    assert Image.open(io.BytesIO(content)).format == {"GIF": "PNG"}.get(format, format)


def test_large_pictures_are_made_smaller_and_turned_upright(visit: Visit, people: People) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    content = picture("JPEG", (3_000, 1_500), exif=exif)
    line = add(visit(people.anna), "foto.jpg", content)
    shown = Image.open(io.BytesIO(visit(people.anna).get(address_in(line)).data))
    assert shown.size == (1_200, 2_400)
    assert shown.convert("RGB").getpixel((1_150, 50))[0] > 200  # type: ignore[index]
    assert shown.convert("RGB").getpixel((1_150, 50))[1] < 60  # type: ignore[index]


def test_a_picture_needs_words_unless_it_is_decoration(visit: Visit, people: People) -> None:
    refused = send(visit(people.anna), "kaart.png", picture(), alternative=" ")
    assert refused.status_code == 422
    assert refused.json
    assert "alleen versiering" in refused.json["message"]
    assert add(visit(people.anna), alternative="", decorative="y").startswith("![](")


@pytest.mark.one_database("what a text says is not asked of the database")
@pytest.mark.parametrize("words", ["a]b", "*a* _b_ `c`", r"a\]b\\", "![x](/y)", "1. # > a!", "a {b} (c)"])
def test_words_with_a_picture_are_words_and_no_markdown(visit: Visit, people: People, words: str) -> None:
    line = add(visit(people.anna), alternative=words)
    assert render(line).html == f'<p><img alt="{words.replace(">", "&gt;")}" src="{address_in(line)}"></p>'


def test_the_page_without_scripts_shows_the_line_to_copy(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    assert "nog geen bestanden" in anna.get("/bestanden/nieuw").text
    sent = {"file": (io.BytesIO(picture()), "kaart.png"), "alternative": "Een kaart"}
    added = anna.post("/bestanden", data=sent)
    assert added.status_code == 303
    page = anna.get(added.location).text
    assert "![Een kaart](/bestanden/" in page
    assert "Nog in geen tekst" in page
    assert "![Een kaart]" not in visit(people.bram).get("/bestanden/nieuw").text
    wrong = anna.post("/bestanden", data={"alternative": "Een kaart"})
    assert wrong.status_code == 422
    assert "Kies een bestand." in wrong.text
    assert 'value="Een kaart"' in wrong.text


@pytest.mark.one_database("forms are not in the database")
def test_a_field_that_is_sent_as_a_file_and_a_file_as_text_break_nothing(
    visit: Visit, people: People
) -> None:
    for data in (
        {"alternative": (io.BytesIO(b"x"), "x.txt")},
        {"file": "text"},
        {"file": (io.BytesIO(b"x"), "")},
        {"decorative": (io.BytesIO(b"x"), "x"), "file": [(io.BytesIO(b""), "a.txt")] * 2},
    ):
        assert visit(people.anna).post("/bestanden", data=data).status_code == 422
    assert visit(people.anna).post("/bestanden", json={"file": "x"}).status_code == 422


def test_files_are_for_members(visit: Visit, people: People) -> None:
    for person, status in ((people.nobody, 401), (people.rik, 403)):
        assert visit(person).get("/bestanden/nieuw").status_code == status
        assert send(visit(person), "kaart.png", picture()).status_code == status


def test_the_same_file_twice_is_one_file(app: Flask, visit: Visit, people: People) -> None:
    assert add(visit(people.anna)) == add(visit(people.anna))
    assert address_in(add(visit(people.anna))) != address_in(add(visit(people.bram)))
    with app.app_context():
        assert len(list(storage().digests())) == 1
        added = sa.select(sa.func.count()).where(Event.happening == Happening.FILE_ADDED)
        assert db.session.scalar(added) == 2


def test_a_double_click_adds_one_file(app: Flask, visit: Visit, people: People) -> None:
    browsers = [visit(people.anna) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        lines = list(threads.map(add, browsers))
    assert len(set(lines)) == 1
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Attachment)) == 1


def test_a_file_in_no_text_can_be_removed_by_its_owner_who_is_asked_first(
    visit: Visit, people: People
) -> None:
    anna = visit(people.anna)
    line = add(anna)
    remove = f"/bestanden/{address_in(line).split('/')[2]}/verwijderen"
    assert visit(people.bram).get(remove).status_code == 404
    assert visit(people.bram).post(remove).status_code == 404
    assert "kaart.png" in anna.get(remove).text
    assert anna.post(remove).status_code == 303
    assert anna.post(remove).status_code == 404
    assert anna.get(address_in(line)).status_code == 404
    used = add(anna)
    ask(anna, body=f"{BODY} {used}")
    assert anna.post(f"/bestanden/{address_in(used).split('/')[2]}/verwijderen").status_code == 404
    assert "In een tekst" in anna.get("/bestanden/nieuw").text


def test_sixty_files_in_an_hour_and_then_one_waits(visit: Visit, people: People, at: Clock) -> None:
    with at("2026-06-01 12:00"):
        anna = visit(people.anna)
        answers = [send(anna, "leeg.txt", b"").status_code for _ in range(61)]
        assert answers == [422] * 60 + [429]
        assert "60 minuten" in send(anna, "leeg.txt", b"").text
        assert send(visit(people.bram), "a.txt", b"tekst").status_code == 201
    with at("2026-06-01 13:01"):
        assert send(visit(people.anna), "a.txt", b"tekst").status_code == 201


def test_what_no_text_refers_to_is_removed_after_two_days(
    app: Flask, visit: Visit, people: People, at: Clock
) -> None:
    anna = visit(people.anna)
    unused, used = add(anna, "a.png"), add(anna, "b.png", picture(size=(8, 8)))
    ask(anna, body=f"{BODY} {used}")
    _do_chores(app)
    assert anna.get(address_in(unused)).status_code == 200
    with app.app_context():
        storage().keep("ab" * 32, b"left over")
    with at("2036-06-01 12:00"):
        _do_chores(app)
    with app.app_context():
        assert db.session.scalars(sa.select(Attachment.name)).all() == ["b.png"]
        assert list(storage().digests()) == list(db.session.scalars(sa.select(Attachment.sha256)))
    assert visit().get(address_in(used)).status_code == 200


def test_the_same_file_added_again_is_there_again(
    app: Flask, visit: Visit, people: People, at: Clock
) -> None:
    add(visit(people.anna))
    with at("2036-06-01 12:00"):
        _do_chores(app)
        line = add(visit(people.anna))
    assert visit(people.anna).get(address_in(line)).status_code == 200


def test_a_file_whose_content_is_lost_does_not_exist(app: Flask, visit: Visit, people: People) -> None:
    line = add(visit(people.anna))
    with app.app_context():
        for folder in Path(app.config["DATA_DIR"], "files").iterdir():
            next(folder.iterdir()).unlink()
    assert visit(people.anna).get(address_in(line)).status_code == 404


def test_files_cost_few_queries(visit: Visit, people: People, queries: Queries) -> None:
    anna = visit(people.anna)
    lines = [add(anna, f"{n}.png", picture(size=(n, 3))) for n in range(4, 12)]
    ask(anna, body=f"{BODY} {' '.join(lines)}")
    with queries() as statements:
        assert visit().get(address_in(lines[0])).status_code == 200
    assert len(statements) <= 2
    with queries() as statements:
        assert anna.get("/bestanden/nieuw").status_code == 200
    assert len(statements) <= 8


@pytest.mark.one_database("files are not in the database")
def test_any_address_that_fsspec_knows_will_do() -> None:
    place = Storage("memory://bestanden")
    place.try_out()
    place.keep("cd" * 32, b"inhoud")
    assert list(place.digests()) == ["cd" * 32]
    with place.opened("cd" * 32) as stream:
        assert stream.read() == b"inhoud"


@pytest.mark.one_database("files are not in the database")
def test_a_place_where_nothing_can_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageUnusable, match="KB_FILES_URL"):
        Storage(f"file://{tmp_path}/file/below").try_out()


def _do_chores(app: Flask) -> None:
    with app.app_context():
        for chore in (forget_unused, remove_strays):
            chore()
            db.session.commit()
