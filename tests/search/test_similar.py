# SPDX-License-Identifier: EUPL-1.2
"""What is there already is shown while somebody types a title, as far as that person may see it."""

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from knowledgebase.search.protocol import Query, SearchEngine
from tests.cases.stories import QUICK
from tests.conftest import Queries, Visit, Work
from tests.people import People
from tests.search.entries import VISITOR, entry
from tests.search.results import ENGLISH
from tests.stories import LESSON, QUESTION, ask, share_lesson

TITLE = "Wat is een redelijke uittreedsom?"


def alike(browser: FlaskClient, title: str = TITLE) -> list[str]:
    page = browser.get("/zoeken/lijkt-op", query_string={"titel": title})
    assert page.status_code == 200
    return [link.get_text() for link in BeautifulSoup(page.text, "html.parser").select(".kb-item__title a")]


def test_any_word_finds_what_holds_some_and_puts_what_holds_most_first(engine: SearchEngine) -> None:
    engine.put([entry(1, "Uittreedsom berekenen"), entry(2, "Uittreedsom"), entry(3, "Archief")])
    hits = engine.search(Query("uittreedsom berekenen zeemeeuw", VISITOR, any_word=True)).hits
    assert [hit.id for hit in hits] == [1, 2]
    assert engine.search(Query("uittreedsom berekenen", VISITOR, any_word=True)).total == 2
    assert engine.search(Query("uittreedsom berekenen", VISITOR)).total == 1


def test_a_member_who_types_a_title_sees_what_is_there(visit: Visit, people: People, work: Work) -> None:
    ask(visit(people.anna))
    share_lesson(visit(people.anna), title="Spreek de uittreedsom af voordat iemand wil uittreden")
    work()
    assert set(alike(visit(people.chris))) == {
        QUESTION["title"],
        "Spreek de uittreedsom af voordat iemand wil uittreden",
    }
    assert alike(visit(people.chris), "Wie kent een goede leverancier van zeemeeuwen?") == []
    assert alike(visit(people.chris), "-uittreedsom") == alike(visit(people.chris), '"uittreedsom')


def test_at_most_five_are_shown_and_pages_are_none_of_them(visit: Visit, people: People, work: Work) -> None:
    anna = visit(people.anna)
    for number in range(7):
        ask(anna, title=f"Vraag nummer {number} over de uittreedsom")
    page = {"title": "Handboek uittreedsom berekenen", "body": "Zo berekenen wij de uittreedsom, altijd."}
    anna.post("/paginas/nieuw", data=page | {"language": "nl", "visibility": "public"})
    work()
    found = alike(anna)
    assert len(found) == 5
    assert "Handboek uittreedsom berekenen" not in found


def test_lessons_that_fit_stand_by_themselves_beside_any_number_of_questions(
    visit: Visit, people: People, work: Work
) -> None:
    anna = visit(people.anna)
    for number in range(7):
        ask(anna, title=f"Vraag nummer {number} over de uittreedsom")
    for number in range(4):
        share_lesson(anna, title=f"Les nummer {number} over de uittreedsom")
    share_lesson(anna, title="Les over de uittreedsom, niet voor iedereen", visibility="own")
    work()
    chris = visit(people.chris)
    asked = {"/vragen/nieuw": QUESTION, "/casussen/nieuw": QUICK, "/casussen/nieuw?kort=1": QUICK}
    pages = [
        chris.post(form, data=typed | {"title": TITLE, "look": "1"}, headers=ENGLISH).text
        for form, typed in asked.items()
    ]
    for page in (*pages, chris.get(f"/zoeken/lijkt-op?titel={TITLE}", headers=ENGLISH).text):
        assert "5 items may answer it already:" in page
        assert "3 lessons that others learned about it:" in page
        assert page.count("Les nummer ") >= 3
        assert "niet voor iedereen" not in page


def test_nobody_is_shown_what_is_not_meant_for_them(visit: Visit, people: People, work: Work) -> None:
    ask(visit(people.anna), visibility="own")
    hidden = ask(visit(people.chris), title="Mag een uittreedsom geheim blijven?")
    visit(people.mo).post(
        f"/moderatie/besluiten/{hidden.split('/')[-1].split('-')[0]}",
        data={"verdict": "hide", "reason": "Te vertrouwelijk."},
    )
    work()
    assert alike(visit(people.sam)) == []
    assert alike(visit(people.bram)) == [QUESTION["title"]]
    assert visit().get("/zoeken/lijkt-op?titel=uittreedsom").status_code == 401
    assert visit(people.rik).get("/zoeken/lijkt-op?titel=uittreedsom").status_code == 403


def test_odd_titles_are_no_failure(visit: Visit, people: People, work: Work) -> None:
    ask(visit(people.anna))
    work()
    for odd in ("", "x", "a" * 5_000, "*** ((( ", "%00", "😀😀😀😀", "- - -", '"' * 9):
        assert visit(people.anna).get("/zoeken/lijkt-op", query_string={"titel": odd}).status_code == 200


def test_without_javascript_a_button_shows_the_form_again_with_the_list(
    visit: Visit, people: People, work: Work
) -> None:
    ask(visit(people.anna))
    work()
    chris = visit(people.chris)
    forms = {
        "/vragen/nieuw": QUESTION | {"title": TITLE, "body": "kort"},
        "/lessen/nieuw": LESSON | {"title": TITLE, "condition": "nog te kort"},
        "/casussen/nieuw": QUICK | {"title": TITLE, "summary": "een begin"},
        "/casussen/nieuw?kort=1": QUICK | {"title": TITLE, "body": "nog kort"},
    }
    for address, typed in forms.items():
        page = chris.post(address, data=typed | {"look": "1"}, headers=ENGLISH)
        assert page.status_code == 200, address
        assert QUESTION["title"] in page.text, address
        assert all(typed[name] in page.text for name in ("title",)), address
        assert "One thing is not right yet" not in page.text
    nothing = chris.post(
        "/vragen/nieuw", data=QUESTION | {"title": "Zeemeeuwen?", "look": "1"}, headers=ENGLISH
    )
    assert "Nothing like it is here yet" in nothing.text
    assert TITLE not in visit(people.mo).get("/vragen").text


def test_what_answers_it_is_opened_and_counted_once_for_each_person(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    id = address.split("/")[-1].split("-")[0]
    for person in (people.chris, people.chris, people.bram):
        opened = visit(person).post(f"/zoeken/lijkt-op/{id}", data=QUESTION)
        assert (opened.status_code, opened.location) == (303, address)
    queue = visit(people.mo).get("/moderatie", headers=ENGLISH).text
    assert "2 times in 30 days, 2 times in all" in queue
    assert visit(people.chris).post("/zoeken/lijkt-op/999999").status_code == 404
    assert visit(people.rik).post(f"/zoeken/lijkt-op/{id}").status_code == 403


def test_what_one_may_not_see_cannot_be_counted(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna), visibility="own")
    id = address.split("/")[-1].split("-")[0]
    assert visit(people.sam).post(f"/zoeken/lijkt-op/{id}").status_code == 404


def test_five_items_cost_no_more_queries_than_one(
    visit: Visit, people: People, work: Work, queries: Queries
) -> None:
    for number in range(5):
        ask(visit(people.anna), title=f"Vraag nummer {number} over de uittreedsom")
    work()
    chris = visit(people.chris)
    with queries() as statements:
        assert len(alike(chris)) == 5
    assert len(statements) <= 8, statements
