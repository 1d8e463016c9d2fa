# SPDX-License-Identifier: EUPL-1.2
"""`#12` in a text says title and state of number 12 to whoever may see that, and nothing to others."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from knowledgebase.contributions.models import Contribution
from knowledgebase.db import db
from tests.cases.stories import QUICK, write_case
from tests.conftest import Clock, Letters, Queries, Visit, Work
from tests.contributions.stories import ENGLISH, answered, edit_page, history_of, number, write_page
from tests.people import People
from tests.stories import ANSWER, LESSON, QUESTION, ask, share_lesson

OTHER = "Wat kost het om uit een regeling te vertrekken?"
SECRET = "Geheim plan over de directie van Noord"


def says(page: str, target: str) -> list[str]:
    """Give the words of the links to a number on a page."""
    links = BeautifulSoup(page, "html5lib").find_all("a", href=f"/bijdragen/{number(target)}")
    return [" ".join(link.get_text().split()) for link in links]


def ask_about(browser: FlaskClient, target: str) -> str:
    return ask(browser, title=OTHER, body=f"Hoort dit bij #{number(target)}, of toch niet helemaal?")


def read(browser: FlaskClient, address: str) -> str:
    return browser.get(address, headers=ENGLISH).text


def test_a_link_says_title_and_state_as_they_are_when_it_is_read(visit: Visit, people: People) -> None:
    anna, chris, nobody = visit(people.anna), visit(people.chris), visit()
    target = ask(anna)
    page, name = ask_about(chris, target), f"#{number(target)} {QUESTION['title']}"
    assert says(read(nobody, page), target) == [f"{name} (unanswered)"]
    given = answered(chris, target)
    assert says(read(nobody, page), target) == [f"{name} (answered)"]
    anna.post(f"/vragen/antwoorden/{given}/aannemen")
    assert says(read(nobody, page), target) == [f"{name} (with an accepted answer)"]
    assert says(nobody.get(page).text, target) == [f"{name} (met een aangenomen antwoord)"]
    renamed = {"title": "Hoe berekenen jullie die som?", "revision": "1", "body": QUESTION["body"]}
    assert anna.post(f"{target}/bewerken", data=QUESTION | renamed).status_code == 303
    assert says(nobody.get(page).text, target)[0].startswith(
        f"#{number(target)} Hoe berekenen jullie die som? ("
    )


def test_each_kind_says_how_it_stands(visit: Visit, people: People, at: Clock) -> None:
    chris = visit(people.chris)
    lesson, question, page = share_lesson(chris), ask(chris), write_page(chris)
    case = chris.post("/casussen/nieuw?kort=1", data=QUICK).location
    given = answered(visit(people.anna), question)
    body = " ".join(f"#{number(one)}" for one in (lesson, case, page, question)) + f" #{given}"
    reader = ask(chris, title=OTHER, body=f"Zie {body} en 99 #99999")
    with at("2099-01-01 12:00"):
        shown = read(visit(), reader)
    words = [says(shown, one)[0].partition(" ")[2] for one in (lesson, case, page, given, "/99999")]
    assert words[0] == f"{LESSON['title']} (outdated)"
    assert words[1] == f"{QUICK['title']} (not complete yet, outdated)"
    assert words[2] == "Stappenplan (outdated)"
    assert words[3] == f"{QUESTION['title']} (answer)"
    assert words[4] == ""


def test_what_is_replaced_or_in_the_bin_says_so_to_whoever_may_know(visit: Visit, people: People) -> None:
    anna, chris = visit(people.anna), visit(people.chris)
    old = ask(anna)
    new = ask(anna, visibility="members", title="Hoe berekenen wij nu een uittreedsom?")
    page = ask_about(chris, old)
    sent = {"sort": "supersedes", "other": number(old)}
    assert anna.post(f"/bijdragen/{number(new)}/verbanden", data=sent).status_code == 303
    assert says(read(chris, page), old)[0].endswith("(unanswered, replaced)")
    assert says(read(visit(), page), old)[0].endswith("(unanswered)")
    assert anna.post(f"/bijdragen/{number(old)}/verwijderen", data={"reason": "dubbel"}).status_code == 303
    assert says(read(anna, page), old)[0].endswith("(in the bin, replaced)")
    assert says(read(visit(), page), old) == [f"#{number(old)}"]


def test_who_may_not_see_it_reads_the_number_as_of_what_does_not_exist(visit: Visit, people: People) -> None:
    anna, chris = visit(people.anna), visit(people.chris)
    target = ask(anna, title=SECRET, visibility="own")
    page = ask_about(chris, target)
    nowhere = ask(chris, title=OTHER, body="Hoort dit bij #99999, of toch niet helemaal?")
    assert says(read(anna, page), target) == [f"#{number(target)} {SECRET} (unanswered)"]
    for browser in (chris, visit(), visit(people.rik)):
        shown, missing = read(browser, page), read(browser, nowhere)
        assert says(shown, target) == [f"#{number(target)}"]
        assert says(missing, "/99999") == ["#99999"]
        assert SECRET not in shown


def test_an_answer_says_its_question_only_to_who_may_read_that(visit: Visit, people: People) -> None:
    anna, bram, chris = visit(people.anna), visit(people.bram), visit(people.chris)
    question = ask(anna, title=SECRET, visibility="members")
    given = answered(bram, question)
    page = ask(chris, title=OTHER, body=f"Hoort dit bij #{given}, of toch niet helemaal?")
    assert says(read(chris, page), given) == [f"#{given} {SECRET} (answer)"]
    assert says(read(visit(), page), given) == [f"#{given}"]
    hidden = {"verdict": "hide", "reason": "Dit hoort hier niet thuis."}
    assert visit(people.mo).post(f"/moderatie/besluiten/{number(question)}", data=hidden).status_code == 303
    assert says(read(bram, page), given) == [f"#{given} (hidden with its question)"]


def test_a_title_is_plain_text_and_long_ones_are_shortened(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    target = ask(anna, title="<script>alert(1)</script> & " + "heel lang " * 20)
    page = read(visit(), ask_about(anna, target))
    (words,) = says(page, target)
    assert words.startswith(f"#{number(target)} <script>alert(1)</script> & heel")
    assert words.endswith("lang… (unanswered)") or words.endswith("heel… (unanswered)")
    assert len(words) < 110
    assert "<script>alert" not in page


def test_comments_reactions_and_pages_of_remarks_say_it_too(visit: Visit, people: People) -> None:
    anna, bram, chris = visit(people.anna), visit(people.bram), visit(people.chris)
    target = ask(anna, title=SECRET, visibility="members")
    lesson = share_lesson(chris)
    said = f"Zie ook #{number(target)} hierover"
    remark = anna.post(f"/bijdragen/{number(lesson)}/opmerkingen", data={"body": said}).location
    reaction = {"sort": "risky", "organisation": str(people.bram.organisation_id), "body": said}
    assert bram.post(f"/bijdragen/{number(lesson)}/reacties", data=reaction).status_code == 303
    id = remark.rpartition("-")[2]
    full, bare = f"#{number(target)} {SECRET} (unanswered)", f"#{number(target)}"
    addresses = (lesson, f"/bijdragen/{number(lesson)}/alle-opmerkingen")
    forms = (f"/opmerkingen/{id}/reacties", f"/opmerkingen/{id}/verwijderen")
    for address in (*addresses, *forms):
        assert set(says(read(anna, address), target)) == {full}, address
    for address in addresses:
        assert set(says(read(visit(), address), target)) == {bare}, address
    assert len(says(read(visit(), lesson), target)) == 2


def test_a_preview_is_what_will_be_read(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    target = ask(anna, title=SECRET, visibility="own")
    page = ask_about(anna, target)
    body = f"Hoort dit bij #{number(target)}, of toch niet helemaal?"
    typed = QUESTION | {"title": OTHER, "body": body, "preview": "body"}
    scripted = anna.post("/voorbeeld", data={"text": body, "top": "2"}).text
    prose = [
        str(BeautifulSoup(text, "html.parser").select_one(".kb-prose"))
        for text in (anna.get(page).text, scripted, anna.post("/vragen/nieuw", data=typed).text)
    ]
    assert SECRET in prose[0]
    assert len(set(prose)) == 1
    assert SECRET not in visit(people.chris).post("/voorbeeld", data={"text": body, "top": "2"}).text


def test_what_is_kept_fed_found_mailed_and_remembered_holds_only_the_number(
    app: Flask, visit: Visit, people: People, work: Work, letters: Letters
) -> None:
    anna, chris = visit(people.anna), visit(people.chris)
    target = ask(anna, title=SECRET, visibility="own")
    page = ask_about(chris, target)
    said = anna.post(f"{page}/antwoorden", data={"body": f"Dat staat in #{number(target)}, hoofdstuk drie."})
    assert said.status_code == 303
    work()
    with app.app_context():
        rows = db.session.scalars(sa.select(Contribution.html).where(Contribution.html.contains("bijdragen")))
        assert not any("Geheim" in html for html in rows)
    texts = [visit().get(at).text for at in ("/vragen.atom", "/zoeken?q=hoort", history_of(page), "/")]
    texts += [
        chris.get(at).text for at in ("/zoeken?q=geheim", history_of(page), f"{page}/bewerken", "/meldingen")
    ]
    assert not any("Geheim" in text for text in texts)
    assert not any("Geheim" in str(letter) for letter in letters() if letter["To"] != people.anna.email)


@pytest.mark.parametrize("write", [ask, share_lesson, write_case, write_page], ids=lambda one: one.__name__)
def test_links_cost_no_query(
    visit: Visit, people: People, queries: Queries, write: Callable[..., str]
) -> None:
    chris, bram = visit(people.chris), visit(people.bram)
    targets = [number(one(chris)) for one in (ask, share_lesson, write_case, write_page)]
    targets += [answered(chris, f"/vragen/{targets[0]}") for _ in range(3)]
    before, after = write(chris), write(chris)
    said = " ".join(f"#{one}" for one in targets)
    for address, words in ((before, "niets bijzonders"), (after, said)):
        chris.post(f"/bijdragen/{number(address)}/opmerkingen", data={"body": words})
    counts = []
    for address in (before, after):
        bram.get(address)
        with queries() as statements:
            shown = bram.get(address)
        counts.append(len(statements))
    assert len(re.findall(r'href="/bijdragen/\d+">#\d+ <', shown.text)) == len(targets)
    assert counts[0] == counts[1]
    assert counts[1] <= 10, statements


def test_pages_without_relations_ask_once_and_only_when_there_are_links(
    visit: Visit, people: People, queries: Queries
) -> None:
    anna, bram = visit(people.anna), visit(people.bram)
    page = ask(anna)
    address, counts = f"/bijdragen/{number(page)}/alle-opmerkingen", []
    for words in ("niets bijzonders", f"zie #{number(page)}", f"en #{number(write_page(anna))}"):
        anna.post(f"/bijdragen/{number(page)}/opmerkingen", data={"body": words})
        with queries() as statements:
            bram.get(address)
        counts.append(len(statements))
    assert counts == [counts[0], counts[0] + 1, counts[0] + 1]


def test_a_page_of_a_thousand_numbers_is_shown(visit: Visit, people: People) -> None:
    body = " ".join(f"#{number}" for number in range(1, 1_500))
    page = ask(visit(people.anna), body=body)
    assert visit().get(page).status_code == 200


def test_a_link_in_an_edited_page_is_one_of_its_own_text(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    page = write_page(anna)
    assert (
        edit_page(anna, page, 1, body=f"#{number(page)} verwijst naar zichzelf, en dat mag.").status_code
        == 303
    )
    assert says(read(visit(), page), page) == [f"#{number(page)} Stappenplan"]
    assert visit(people.bram).post(f"{ask(anna)}/antwoorden", data={"body": ANSWER}).status_code == 303
