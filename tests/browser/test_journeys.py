"""The lounge's first journey in a real browser, with JavaScript and without, on whichever stack serves it."""

import re

import pytest
from playwright.sync_api import Page, expect

WITH_AND_WITHOUT = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
SECONDS = 20_000


def find_until(page: Page, words: str, title: str) -> None:
    """Search until the title is found: an index may be a moment behind its database."""
    for _ in range(20):
        page.goto(f"/search/?q={words}")
        if page.get_by_role("link", name=re.compile(re.escape(title))).count():
            return
        page.wait_for_timeout(500)
    expect(page.get_by_role("link", name=re.compile(re.escape(title)))).to_be_visible()


@WITH_AND_WITHOUT
def test_case_is_written_posted_answered_and_found(people, javascript):
    mark = "zebrafish" if javascript else "quokkaline"
    title = f"Unexplained {mark} rash after a course of doxycycline"
    author = people.sign_in("doctor-gb", javascript=javascript)

    author.goto("/cases/new/")
    author.fill("[name=title]", title)
    author.fill("[name=question]", "Would you stop the doxycycline before the biopsy is back?")
    author.fill("[name=presentation]", "Four days of a photodistributed rash.")
    author.select_option("[name=specialty]", "dermatology")
    author.click("button[value=preview]")
    expect(author.get_by_role("heading", name=title)).to_be_visible()
    author.get_by_role("button", name="Post this case").click()
    expect(author.get_by_text("No reply yet").first).to_be_visible()
    address = author.url

    peer = people.sign_in("doctor-ca", javascript=javascript)
    peer.goto(address)
    peer.fill("[name=text]", f"I would stop it: {mark} rashes settle within days.")
    peer.get_by_role("button", name="Post reply").click()
    expect(peer.locator(".reply", has_text=f"{mark} rashes settle")).to_be_visible()
    expect(peer.get_by_text("1 reply").first).to_be_visible()

    find_until(author, mark, title)


@WITH_AND_WITHOUT
def test_quick_ask_needs_one_text_and_one_specialty_on_a_phone(people, javascript):
    page = people.sign_in("doctor-nz", javascript=javascript, width=390)
    page.goto("/cases/ask/")
    question = "Is a single raised troponin after a marathon enough to admit somebody who feels well?"
    page.fill("[name=question]", question)
    page.select_option("[name=specialty]", "cardiology")
    page.get_by_role("button", name="Post to all doctors").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    expect(page).to_have_url(re.compile(r"/cases/[0-9a-f-]{36}/"))


def test_draft_survives_a_lost_browser(people):
    page = people.sign_in("doctor-au")
    page.goto("/cases/new/")
    page.fill("[name=question]", "Half a thought about wombat bites")
    expect(page.locator("[role=status]", has_text="Saved")).to_be_visible(timeout=10_000)
    page.context.close()
    people.contexts.pop()

    again = people.sign_in("doctor-au")
    again.goto("/cases/drafts/")
    again.get_by_role("link", name=re.compile("wombat bites")).first.click()

    expect(again.locator("[name=question]")).to_have_value("Half a thought about wombat bites")


def test_second_tab_never_overwrites_the_first_silently(people):
    first = people.sign_in("doctor-za")
    first.goto("/cases/new/")
    first.fill("[name=question]", "First words about a lion scratch")
    first.get_by_role("button", name="Keep as draft").click()
    first.goto("/cases/drafts/")
    first.get_by_role("link", name=re.compile("lion scratch")).first.click()
    second = first.context.new_page()
    second.goto(first.url)

    first.fill("[name=question]", "First words about a lion scratch, changed in the first tab")
    first.get_by_role("button", name="Keep as draft").click()
    second.fill("[name=question]", "Words of the second tab about a lion scratch")
    second.get_by_role("button", name="Keep as draft").click()

    expect(second.locator("main")).to_contain_text("another window")
    expect(second.locator("[name=question]")).to_have_value("Words of the second tab about a lion scratch")
    with second.expect_popup() as opened:
        second.get_by_role("link", name="open it").click()
    expect(opened.value.locator("[name=question]")).to_have_value(
        "First words about a lion scratch, changed in the first tab"
    )


@WITH_AND_WITHOUT
def test_guard_stops_a_patient_identifier_and_keeps_the_text(people, javascript):
    page = people.sign_in("doctor-ie", javascript=javascript)
    page.goto("/cases/ask/")
    typed = "Her NHS number is 943 476 5870. Would you anticoagulate?"
    page.fill("[name=question]", typed)
    page.select_option("[name=specialty]", "haematology")
    page.get_by_role("button", name="Post to all doctors").click()

    expect(page.locator("[role=alert]").first).to_be_visible()
    expect(page.locator("[name=question]")).to_have_value(typed)


def test_article_published_in_the_newsroom_is_found_and_unpublished_is_not(people):
    editor = people.sign_in("editor")
    title = "Okapi sign: what a ward learnt about stripes"
    open_section(editor, "United Kingdom", "Innovation")
    editor.goto(f"{editor.url.rstrip('/')}/add_subpage/")
    if "add_subpage" in editor.url:  # with a single page type Wagtail goes straight to its form
        editor.locator("main a[href*=articlepage]").first.click()
    editor.fill("[name=title]", title)
    editor.fill("[name=standfirst]", "Striped shins are not always livedo.")
    editor.check("[name=audience_public][value=True]")
    editor.get_by_role("button", name="More actions").click()
    editor.click("button[name=action-publish]")
    expect(editor.locator(".messages, [role=status]").first).to_contain_text("published")

    visitor = people.visit()
    find_until(visitor, "okapi", title)
    visitor.get_by_role("link", name=re.compile("Okapi sign")).first.click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(title)
    address = visitor.url

    editor.goto(editor.locator("a[href*='/unpublish/'], a[href*='/edit/']").first.get_attribute("href"))
    page_id = re.search(r"/admin/pages/(\d+)/", editor.url).group(1)
    editor.goto(f"/admin/pages/{page_id}/unpublish/")
    editor.locator("main form button[type=submit], main form input[type=submit]").first.click()
    editor.wait_for_load_state()
    assert visitor.goto(address).status == 404
    visitor.goto("/search/?q=okapi")
    expect(visitor.locator("main")).not_to_contain_text(title)


def open_section(page: Page, country: str, section: str) -> None:
    """Walk the explorer from the top to a section, as an editor does."""
    page.goto("/admin/pages/")
    for name in (country, section):
        row = page.locator("tr", has_text=name)
        page.goto(row.locator("a[href^='/admin/pages/']:not([href*=edit])").last.get_attribute("href"))
