# SPDX-License-Identifier: EUPL-1.2
"""Two items become one: what was said moves, the old address leads on, and for 30 days it can be undone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask

from knowledgebase.contributions.actions.purging import purge
from knowledgebase.db import db
from tests.cases.stories import write_case
from tests.conftest import Clock, Letters, Queries, Visit, Work
from tests.contributions.stories import (
    ENGLISH,
    OTHER,
    REMARK,
    answered,
    history_of,
    in_english,
    main_of,
    merge,
    number,
    remark,
    see,
    undo,
    vote,
    write_page,
)
from tests.contributions.test_suggestions import suggest
from tests.contributions.uploads import add, address_in
from tests.notifications.stories import choose, count, told
from tests.people import People
from tests.stories import ANSWER, QUESTION, ask, share_lesson


def test_a_moderator_sees_first_what_will_happen(visit: Visit, people: People, two: tuple[str, str]) -> None:
    first, second = two
    assert "Merge into another item" in in_english(visit(people.mo), first)
    assert "Merge into another item" not in in_english(visit(people.anna), first)
    assert visit(people.mo).get(f"/bijdragen/{number(first)}/opgaan-in").status_code == 200
    seen = see(visit(people.mo), first, f"http://localhost{second}?x=1#y")
    assert seen.status_code == 200, main_of(seen)
    for words in (QUESTION["title"], OTHER, "1 answer, 2 comments", "Everyone", "30 days"):
        assert words in main_of(seen)
    assert visit().get(first).status_code == 200


def test_what_was_said_moves_and_the_address_leads_on(
    visit: Visit, people: People, two: tuple[str, str], work: Work
) -> None:
    first, second = two
    done = merge(visit(people.mo), first, second)
    assert (done.status_code, done.location) == (303, second)
    work()
    for browser in (visit(), visit(people.rik), visit(people.anna), visit(people.mo)):
        for address in (first, f"/vragen/{number(first)}", f"/bijdragen/{number(first)}"):
            led = browser.get(address)
            assert (led.status_code, led.location) == (301, second)
            assert led.headers["Cache-Control"] in ("no-cache", "no-store")
    page = main_of(visit(people.chris).get(second, headers=ENGLISH))
    for words in (
        ANSWER,
        REMARK,
        "Een opmerking bij het antwoord.",
        "was merged into this by Mo el Amrani on",
    ):
        assert words in page
    assert "Accepted" not in page
    history = in_english(visit(), history_of(first))
    assert f"#{number(second)} {OTHER}" in history
    assert QUESTION["title"] in history
    assert f"#{number(first)} {QUESTION['title']}" in in_english(visit(), history_of(second))
    trail = in_english(visit(people.mo), f"/moderatie/logboek?bijdrage={number(first)}")
    assert "Merged into another" in trail.partition("<table")[2]


def test_what_was_merged_is_listed_nowhere_any_more(
    visit: Visit, people: People, two: tuple[str, str], work: Work
) -> None:
    first, second = two
    third = share_lesson(visit(people.chris))
    sent = {"sort": "related", "other": first}
    assert visit(people.chris).post(f"/bijdragen/{number(third)}/verbanden", data=sent).status_code == 303
    work()
    merge(visit(people.mo), first, second)
    work()
    title = QUESTION["title"]
    places = ("/", "/vragen", "/vragen.atom", "/tags/uittreding", "/tags", "/zoeken?q=uittreedsom", third)
    own = f"/mensen/{people.anna.id}/bijdragen"
    organisation = "/gemeenten/demogemeente-noord"
    for browser in (visit(), visit(people.anna), visit(people.mo)):
        for place in (*places, own, organisation):
            assert title not in browser.get(place, follow_redirects=True).text, place
    assert title not in visit(people.anna).get("/meldingen/volgen").text
    found = visit().get("/zoeken?q=frictiekosten").text
    assert second in found
    assert first not in found
    assert undo(visit(people.mo), first)
    work()
    assert first in visit().get("/zoeken?q=frictiekosten").text
    assert title in visit().get("/vragen").text


def test_what_is_sent_to_what_was_merged_is_refused_and_not_lost(
    visit: Visit, people: People, two: tuple[str, str]
) -> None:
    first, second = two
    merge(visit(people.mo), first, second)
    bram, id = visit(people.bram), number(first)
    sent = {"body": "Mijn antwoord is inmiddels heel anders geworden."}
    for place in (f"{first}/antwoorden", f"/bijdragen/{id}/opmerkingen", f"/bijdragen/{id}/voorstellen"):
        refused = bram.post(place, data=sent, headers=ENGLISH)
        assert refused.status_code == 409
        assert sent["body"] in refused.text
        assert second in refused.text
    anna = visit(people.anna)
    assert anna.post(f"{first}/bewerken", data=QUESTION | {"revision": "1"}).status_code == 409
    assert vote(bram, id).status_code == 409
    assert anna.get(f"{first}/bewerken").location == second
    assert merge(visit(people.mo), second, first).status_code == 409
    assert "merged into another itself" in see(visit(people.mo), second, first).text
    assert visit(people.bram).post(f"/bijdragen/{id}/opgaan-in").status_code == 403


def test_undoing_moves_back_exactly_what_moved(visit: Visit, people: People, two: tuple[str, str]) -> None:
    first, second = two
    merge(visit(people.mo), first, second)
    later = "Dit antwoord kwam er later pas bij, op de tweede vraag."
    answered(visit(people.chris), second, later)
    remark(visit(people.sam), second, "Een latere opmerking.")
    button = f"/bijdragen/{first.rpartition('/')[2]}/losmaken"
    assert button in visit(people.mo).get(second).text
    assert button in visit(people.mo).get(history_of(first)).text
    assert button not in visit(people.bram).get(second).text + visit(people.anna).get(history_of(first)).text
    assert visit(people.anna).post(button).status_code == 403
    assert "stand on their own again" in undo(visit(people.mo), first)
    page, other = (main_of(visit().get(address, headers=ENGLISH)) for address in two)
    for words in (ANSWER, REMARK, "Een opmerking bij het antwoord.", "Accepted"):
        assert words in page
        assert words not in other
    for words in (later, "Een latere opmerking."):
        assert words in other
        assert words not in page
    assert "No longer merged with" in in_english(visit(), history_of(first))
    assert "stand on their own" in undo(visit(people.mo), first)
    assert vote(visit(people.mo), number(first)).status_code == 303


def test_after_thirty_days_it_stays(visit: Visit, people: People, at: Clock) -> None:
    with at("2026-06-01 12:00"):
        first, second = ask(visit(people.anna)), ask(visit(people.bram), title=OTHER)
        merge(visit(people.mo), first, second)
    with at("2026-07-01 11:59"):
        assert "losmaken" in visit(people.mo).get(second).text
    with at("2026-07-01 12:01"):
        assert "losmaken" not in visit(people.mo).get(second).text
        assert "more than 30 days ago" in undo(visit(people.mo), first)
        assert visit().get(first).location == second


def test_cases_lessons_and_pages_merge_with_their_own_kind_only(visit: Visit, people: People) -> None:
    mo = visit(people.mo)
    writers: dict[str, Callable[..., str]] = {"case": write_case, "lesson": share_lesson, "page": write_page}
    pairs = {kind: (write(visit(people.anna)), write(visit(people.bram))) for kind, write in writers.items()}
    for first, second in pairs.values():
        remark(visit(people.chris), first)
        assert see(mo, first, second).status_code == 200
        assert merge(mo, first, second).location == second
        assert visit().get(first).status_code == 301
        assert REMARK in visit().get(second).text
    question = ask(visit(people.anna))
    wrong = see(mo, question, pairs["lesson"][1])
    assert wrong.status_code == 422
    assert "Only two of the same kind" in wrong.text
    assert merge(mo, question, pairs["case"][1]).status_code == 409


def test_what_cannot_be_merged(visit: Visit, people: People, two: tuple[str, str]) -> None:
    first, second = two
    mo = visit(people.mo)
    given = answered(visit(people.chris), second)
    for other in (first, "/vragen/999999", "", "iets", given):
        assert see(mo, first, other).status_code == 422
    assert mo.get(f"/bijdragen/{given}/opgaan-in").status_code == 403
    assert visit().get(f"/bijdragen/{number(first)}/opgaan-in").status_code == 401
    verdict = {"verdict": "hide", "reason": "Er staat een prijs in."}
    mo.post(f"/moderatie/besluiten/{number(second)}", data=verdict)
    assert "Both must be published" in see(mo, first, second).text
    assert mo.get(f"/bijdragen/{number(second)}/opgaan-in").status_code == 403


def test_the_authors_are_told_and_whoever_watches_goes_along(
    visit: Visit, people: People, two: tuple[str, str], work: Work, letters: Letters
) -> None:
    first, second = two
    choose(visit(people.vera), "bijdrage", number(first))
    choose(visit(people.olga), "bijdrage", number(second), "dempen")
    work()
    merge(visit(people.mo), first, second)
    work()
    assert "A moderator merged this into another" in told(visit(people.anna))
    assert "A moderator merged another into this" in told(visit(people.bram))
    (letter,) = [one for one in letters(to=people.anna.email) if "Samengevoegd" in str(one["Subject"])]
    assert OTHER in letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert visit(people.anna).get(f"/bijdragen/{number(first)}").location == second
    assert count(visit(people.anna)) == 0
    answered(visit(people.chris), second, "Een nieuw antwoord, voor iedereen die dit volgt.")
    work()
    assert "Chris Jansen answered" in told(visit(people.vera))
    assert told(visit(people.olga)).count(OTHER) == 0
    undo(visit(people.mo), first)
    work()
    assert "A moderator undid a merging" in told(visit(people.anna))


def test_what_was_merged_can_still_be_hidden_and_deleted(
    visit: Visit, people: People, two: tuple[str, str]
) -> None:
    first, second = two
    mo, id = visit(people.mo), number(two[0])
    merge(mo, first, second)
    assert visit(people.rik).post(f"/moderatie/melden/{id}", data={"reason": "spam"}).status_code == 303
    for verdict, status in (("hide", 404), ("restore", 301)):
        sent = {"verdict": verdict, "reason": "Er staat een prijs in."}
        assert mo.post(f"/moderatie/besluiten/{id}", data=sent).status_code == 303
        assert visit().get(first).status_code == status
        assert (QUESTION["title"] in visit().get(second).text) == (status == 301)
    assert visit(people.anna).post(f"/bijdragen/{id}/verwijderen", data={}).status_code == 303
    assert visit().get(first).status_code == visit().get(history_of(first)).status_code == 404
    assert mo.post(f"/bijdragen/{id}/losmaken").status_code == 403
    assert visit(people.anna).post(f"/prullenbak/{id}/terughalen").status_code == 303
    assert visit().get(first).location == second
    undo(mo, first)
    assert ANSWER in visit().get(first).text


@pytest.mark.parametrize("purged", [0, 1])
def test_removing_either_for_good(
    app: Flask, visit: Visit, people: People, at: Clock, two: tuple[str, str], purged: int
) -> None:
    with at("2026-12-01 12:00"):
        merge(visit(people.mo), *two)
        gone = {"reason": "Dit staat er dubbel in."}
        assert (
            visit(people.mo).post(f"/bijdragen/{number(two[purged])}/verwijderen", data=gone).status_code
            == 303
        )
        if purged:
            led = visit().get(two[0])
            assert (led.status_code, led.location) == (302, f"/historie/{two[0].rpartition('/')[2]}")
            assert OTHER not in visit().get(led.location).text
    with at("2027-01-15 12:00"), app.app_context():
        purge()
        db.session.commit()
        for table in ("relation", "moved_part", "moved_comment"):
            assert db.session.scalar(sa.text(f"SELECT count(*) FROM {table}")) == 0
    with at("2027-01-15 12:01"):
        assert visit().get(two[0]).status_code == 410
        if purged:
            assert QUESTION["title"] in visit().get(history_of(two[0])).text
            assert visit(people.mo).post(f"/bijdragen/{number(two[0])}/losmaken").status_code == 303
        else:
            assert ANSWER in visit().get(two[1]).text
            assert QUESTION["title"] not in visit().get(two[1]).text + visit().get(history_of(two[1])).text


def test_an_undone_merging_takes_answers_out_of_the_bin_of_the_other(
    visit: Visit, people: People, two: tuple[str, str]
) -> None:
    first, second = two
    merge(visit(people.mo), first, second)
    gone = {"reason": "Dit staat er dubbel in."}
    assert visit(people.mo).post(f"/bijdragen/{number(second)}/verwijderen", data=gone).status_code == 303
    assert "stand on their own again" in undo(visit(people.mo), first)
    assert ANSWER in visit().get(first).text
    assert visit().get(second).status_code == 404


def test_merging_on_from_what_took_another_in(visit: Visit, people: People, two: tuple[str, str]) -> None:
    first, second = two
    third = ask(visit(people.chris), title="Wie weet wat uittreden ongeveer kost?")
    merge(visit(people.mo), first, second)
    merge(visit(people.mo), second, third)
    assert visit().get(first, follow_redirects=True).request.path == third
    assert ANSWER in visit().get(third).text
    assert "Undo that first" in undo(visit(people.mo), first)
    undo(visit(people.mo), second)
    undo(visit(people.mo), first)
    assert ANSWER in visit().get(first).text
    assert ANSWER not in visit().get(second).text + visit().get(third).text


def test_an_answer_accepted_in_the_other_goes_back_without_that(
    visit: Visit, people: People, two: tuple[str, str]
) -> None:
    first, second = two
    given = answered(visit(people.chris), first, "Dit tweede antwoord hielp de tweede vrager.")
    merge(visit(people.mo), first, second)
    assert visit(people.bram).post(f"/vragen/antwoorden/{given}/aannemen").status_code == 303
    assert second in visit().get("/vragen?stand=opgelost").text
    undo(visit(people.mo), first)
    solved = visit().get("/vragen?stand=opgelost").text
    assert first in solved
    assert second not in solved


def test_pictures_in_remarks_move_along_and_back(visit: Visit, people: People, two: tuple[str, str]) -> None:
    first, second = two
    sam = visit(people.sam)
    line = add(sam)
    remark(sam, first, f"Zie {line} hierboven.")
    hidden = {"verdict": "hide", "reason": "Er staat een prijs in."}
    merge(visit(people.mo), first, second)
    assert visit(people.mo).post(f"/moderatie/besluiten/{number(first)}", data=hidden).status_code == 303
    assert visit().get(address_in(line)).status_code == 200
    shown = hidden | {"verdict": "restore"}
    assert visit(people.mo).post(f"/moderatie/besluiten/{number(first)}", data=shown).status_code == 303
    undo(visit(people.mo), first)
    assert visit(people.mo).post(f"/moderatie/besluiten/{number(second)}", data=hidden).status_code == 303
    assert visit().get(address_in(line)).status_code == 200


def test_a_double_click_and_two_moderators_merge_once(
    app: Flask, visit: Visit, people: People, two: tuple[str, str]
) -> None:
    first, second = two
    browsers = [visit(people.mo) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda one: merge(one, first, second).status_code, browsers))
    assert done == [303] * 4
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda one: len(undo(one, first)) > 0, browsers)) == [True] * 4
    with ThreadPoolExecutor(2) as pool:
        ways = [(browsers[0], first, second), (browsers[1], second, first)]
        both = sorted(pool.map(lambda way: merge(*way).status_code, ways))
    assert both == [303, 409]
    with app.app_context():
        assert db.session.scalar(sa.text("SELECT count(*) FROM relation")) == 1
        happened = sa.text("SELECT happening FROM event WHERE happening LIKE '%merge%' ORDER BY id")
        assert db.session.scalars(happened).all() == ["merged", "merge_undone", "merge_undone", "merged"]


def test_nothing_that_arrives_during_the_merging_is_left_behind(
    app: Flask, visit: Visit, people: People, two: tuple[str, str]
) -> None:
    first, second = two
    chris, sam = visit(people.chris), visit(people.sam)
    text = "Dit antwoord kwam precies op dat moment binnen."
    sent: list[Callable[[], int]] = [
        lambda: chris.post(f"{first}/antwoorden", data={"body": text}).status_code,
        lambda: sam.post(f"/bijdragen/{number(first)}/opmerkingen", data={"body": text}).status_code,
        lambda: int(merge(visit(people.mo), first, second).status_code),
    ]
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda act: act(), sent))
    assert answers[2] == 303
    assert set(answers[:2]) <= {303, 409}
    assert visit().get(second).text.count(text) >= answers[:2].count(303)
    with app.app_context():
        left = "SELECT (SELECT count(*) FROM answer WHERE question_id = 1) + "
        left += "(SELECT count(*) FROM comment WHERE contribution_id = 1)"
        assert db.session.scalar(sa.text(left)) == 0


def test_pages_of_what_took_others_in_cost_no_more_queries(
    visit: Visit, people: People, queries: Queries
) -> None:
    question, case = ask(visit(people.anna), title=OTHER), write_case(visit(people.bram))
    for turn in range(3):
        again = ask(visit(people.chris), title=f"Vraag nummer {turn} over hetzelfde")
        for _ in range(2):
            answered(visit(people.chris), again, f"Antwoord {_} op vraag {turn}, met wat uitleg.")
        assert merge(visit(people.mo), again, question).status_code == 303
        assert merge(visit(people.mo), write_case(visit(people.chris)), case).status_code == 303
    for address in (question, case):
        for person in (people.chris, people.mo):
            browser = visit(person)
            with queries() as statements:
                assert browser.get(address).status_code == 200
            assert len(statements) <= 10, statements
    mo = visit(people.mo)
    with queries() as statements:
        assert mo.get(history_of(question)).status_code == 200
    assert len(statements) <= 8, statements


def test_a_suggestion_for_what_was_merged_waits_for_nobody_until_it_stands_alone_again(
    visit: Visit, people: People
) -> None:
    first, second = ask(visit(people.anna)), ask(visit(people.bram), title=OTHER)
    suggested = suggest(visit, people.rik, first)
    assert suggested in visit(people.mo).get("/suggesties").text
    assert merge(visit(people.mo), first, second).status_code == 303
    assert suggested not in visit(people.mo).get("/suggesties").text
    assert visit(people.mo).post(f"/bijdragen/{number(first)}/losmaken").status_code == 303
    assert suggested in visit(people.mo).get("/suggesties").text
