"""The pages as people use them: by mouse and by keyboard, without scripts, on any screen, in the dark."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from broadsheet_cli.stack import Stack
from tests.browsing import Visit, background, barriers, follow, is_too_wide, titles, visiting
from tests.e2e.burst import ARTICLES, DISMISS, FERRY, GIVEN_UP, PHOTO, REJECTED, every_page, fill, status_page
from tests.e2e.running import RunningSystem

pytestmark = pytest.mark.e2e

UNRECEIPTED = "documents without a receipt"
SCREENS = {"wide": 1280, "small": 320}


@pytest.fixture(scope="module")
def archive(system: RunningSystem, stack: Stack) -> RunningSystem:
    """The system after a burst. See `fill`."""
    fill(system, stack)
    return system


@pytest.fixture
def reader(archive: RunningSystem, browser: Browser) -> Iterator[Visit]:
    """Somebody at the list, to whom nothing may go wrong."""
    with visiting(browser, archive.address, viewport={"width": SCREENS["wide"], "height": 900}) as visit:
        visit.go("/")
        yield visit
        assert visit.faults == []
        assert visit.violations() == []
        assert {request.resource_type for request in visit.strangers} <= {"image"}


@pytest.fixture(scope="module")
def operators_door(archive: RunningSystem) -> str:
    """The path that lets an operator in."""
    link = archive.command("reader-url", "--operator").stdout.strip().splitlines()[-1]
    return link.removeprefix(archive.address)


@pytest.fixture(scope="module")
def pages(archive: RunningSystem, operators_door: str) -> list[str]:
    """The paths of all pages that there are."""
    _, found = archive.get(f"/articles?url={FERRY}")
    return [operators_door, *every_page(found["articles"][0]["id"])]


def test_the_newest_come_first_and_an_article_is_a_click_away(reader: Visit) -> None:
    assert titles(reader.page)[:3] == ["The ferry", "山谷里的图书馆", f"Letter {ARTICLES - 1}"]

    follow(reader.page, "The ferry")

    expect(reader.page.get_by_role("heading", level=1)).to_have_text("The ferry")
    expect(reader.page.locator("figure figcaption")).to_have_text("The boat")
    assert {request.url for request in reader.strangers} == {PHOTO}


def test_the_list_is_turned_to_what_is_older_and_back(reader: Visit) -> None:
    newest = titles(reader.page)

    follow(reader.page, "Older")
    older = titles(reader.page)
    follow(reader.page, "Newer")

    assert older[-1] == "Letter 0"
    assert len({*newest, *older}) == ARTICLES + 2
    assert titles(reader.page) == newest


def test_a_source_and_a_span_are_chosen(reader: Visit) -> None:
    reader.page.get_by_label("Source").select_option("letters")
    reader.page.get_by_label("From").fill("2023-09-17")
    reader.page.get_by_label("To", exact=True).fill("2023-09-18")
    reader.page.get_by_role("button", name="Show").click()

    assert titles(reader.page) == ["Letter 6", "Letter 5"]


def test_an_address_is_looked_up_in_any_spelling(reader: Visit) -> None:
    box = reader.page.get_by_label("Is this in the archive?")
    box.fill("http://www.harbour.example/ferry/?utm_source=feed")
    box.press("Enter")

    expect(reader.page.get_by_role("heading", level=1)).to_have_text("The ferry")


def test_what_changed_between_revisions_is_marked(reader: Visit) -> None:
    follow(reader.page, "The ferry")
    follow(reader.page, "What changed")

    assert reader.page.locator("del").all_inner_texts()[-1].strip() == "nine"
    assert reader.page.locator("ins").all_inner_texts()[-1].strip() == "ten"


def test_an_earlier_revision_is_read_and_leads_to_the_latest(reader: Visit) -> None:
    follow(reader.page, "The ferry")
    follow(reader.page, "Revision 1")
    expect(reader.page.locator("article")).to_contain_text("nine sharp")

    follow(reader.page, "Read the article as it is now")

    expect(reader.page.locator("article")).to_contain_text("ten sharp")


def test_the_sources_lead_to_their_articles(reader: Visit) -> None:
    follow(reader.page, "Sources")
    rows = reader.page.locator("tbody tr").all_inner_texts()
    follow(reader.page, "黎明报")

    assert len(rows) == 3
    assert titles(reader.page) == ["山谷里的图书馆"]


def test_chinese_says_so_and_is_set_in_its_own_type(reader: Visit) -> None:
    follow(reader.page, "山谷里的图书馆")

    heading = reader.page.get_by_role("heading", level=1)
    assert str(heading.evaluate("each => each.closest('[lang]').lang")).startswith("zh")


def test_the_keyboard_is_enough(reader: Visit) -> None:
    keyboard, page = reader.page.keyboard, reader.page
    keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    keyboard.press("Enter")
    for _ in range(30):
        keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        if page.evaluate("document.activeElement.textContent") == "The ferry":
            break
    keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("The ferry")


def test_nothing_needs_a_script(archive: RunningSystem, browser: Browser) -> None:
    with visiting(browser, archive.address, java_script_enabled=False) as visit:
        page = visit.go("/")
        page.get_by_label("Source").select_option("harbour")
        page.get_by_role("button", name="Show").click()
        follow(page, "The ferry")
        follow(page, "What changed")

        expect(page.locator("ins").last).to_have_text("ten")
        assert visit.faults == []


@pytest.mark.parametrize(("screen", "scheme"), [("wide", "light"), ("small", "dark")])
def test_nobody_is_kept_from_any_page(
    screen: str, scheme: Any, archive: RunningSystem, pages: list[str], browser: Browser
) -> None:
    view = {"width": SCREENS[screen], "height": 800}
    with visiting(
        browser, archive.address, bypass_csp=True, viewport=view, color_scheme=scheme, reduced_motion="reduce"
    ) as visit:
        kept = {path: barriers(visit.go(path)) for path in pages}

    assert {path: found for path, found in kept.items() if found} == {}


def test_no_page_is_wider_than_a_small_screen(
    archive: RunningSystem, pages: list[str], browser: Browser
) -> None:
    view = {"width": SCREENS["small"], "height": 600}
    with visiting(browser, archive.address, viewport=view) as visit:
        wide = [path for path in pages if is_too_wide(visit.go(path))]

    assert wide == []


def test_the_dark_is_dark_and_paper_is_white(reader: Visit) -> None:
    page = reader.page
    assert min(background(page)) > 200
    page.emulate_media(color_scheme="dark")
    assert max(background(page)) < 60
    page.emulate_media(color_scheme="dark", media="print")
    assert background(page) == [255, 255, 255]
    expect(page.get_by_role("navigation", name="Pages")).to_be_hidden()
    expect(page.get_by_role("heading", name="The ferry")).to_be_visible()


def test_operators_see_how_things_stand(reader: Visit, operators_door: str) -> None:
    page = reader.go(operators_door)

    expect(page.get_by_role("heading", level=1)).to_have_text("Status")
    assert page.locator("#articles").get_attribute("value") == str(ARTICLES + 2)
    expect(page.get_by_text(DISMISS)).to_be_visible()
    expect(page.get_by_role("img", name="Articles a day")).to_be_visible()


def test_the_status_is_looked_at_again_until_that_is_declined(reader: Visit, operators_door: str) -> None:
    reader.go(operators_door)
    again = reader.page.reload()
    assert again
    assert again.header_value("Refresh") == "60"

    with reader.page.expect_navigation() as declined:
        follow(reader.page, "stay as it is")

    assert declined.value.header_value("Refresh") is None


def test_the_status_is_for_operators_only(archive: RunningSystem, browser: Browser) -> None:
    with visiting(browser, archive.address) as visit:
        answer = visit.page.goto(f"{archive.address}/status")

        assert answer
        assert answer.status == 403


def test_the_status_agrees_with_the_command_and_with_the_audit(
    archive: RunningSystem, operators_door: str
) -> None:
    told = json.loads(archive.command("status", "--json").stdout)
    audit = archive.command("audit").stdout

    page = status_page(archive, operators_door)

    figures = dict(re.findall(r'<data id="([a-z-]+)" value="(\d+)"', page))
    assert {name: int(value) for name, value in figures.items()} == {
        "articles": told["articles"],
        "queued": told["queued"],
        "failing": len(told["failing"]),
        "dead-letters": told["dead_letters"],
        "rejections": told["rejections"],
    }
    assert (told["dead_letters"], told["rejections"]) == (GIVEN_UP, len(REJECTED))
    assert re.search(rf"^ +{GIVEN_UP} {UNRECEIPTED}$", audit, re.MULTILINE)
    for key in (told["last_ingest"]["key"], *(failure["key"] for failure in told["failing"])):
        assert key in unescape(page)
    for source, count in told["sources"].items():
        assert re.search(rf">{source}</a></th>\s*<td>{count}</td>", page)
