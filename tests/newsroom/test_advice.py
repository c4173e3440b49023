"""Advice on a story's form as it stands."""

import json
from typing import Any

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from wagtail.users.models import UserProfile

from nashra.accounts.models import Role
from nashra.arabic.checks import RULES
from nashra.changes.models import Change
from nashra.changes.unit import unit_of_work
from nashra.newsroom import advising, queries
from nashra.newsroom.advising import Advice
from nashra.newsroom.models import Person, Place, StoryPage


@pytest.fixture
def desk(desk_for: Any, make_user: Any) -> Any:
    return desk_for(make_user(Role.CHIEF_EDITOR))


def ask(desk: Any, story: StoryPage, **changes: str) -> list[dict[str, Any]]:
    form = desk.form(reverse("wagtailadmin_pages:edit", args=[story.pk]))
    answer = desk.client.post(
        f"{reverse('nashra_advice')}?page={story.pk}", {**form, **changes},
        headers={"Accept": "application/json"},
    )  # fmt: skip
    assert answer.status_code == 200
    found: list[dict[str, Any]] = json.loads(answer.content)["advice"]
    return found


def rules(found: list[dict[str, Any]]) -> set[str]:
    return {one["rule"] for one in found}


def test_what_is_typed_and_not_saved_is_looked_over(desk: Any, make_story: Any) -> None:
    story = make_story("عنوان سليم", dateline="بيروت")
    assert not rules(ask(desk, story)) & {rule.id for rule in RULES}
    found = ask(desk, story, headline="سافر الوفد الى المدينه")
    assert [(one["evidence"], one["fix"]) for one in found if one["field"] == "headline"] == [
        ("الى", "إلى"), ("المدينه", "المدينة"),
    ]  # fmt: skip
    story.refresh_from_db()
    assert story.headline == "عنوان سليم"


def test_the_body_is_read_block_by_block(desk: Any, make_story: Any) -> None:
    said = {"text": "نفتح الجسر غدا صباحا.", "speaker": "", "quoted": "on"}
    body = streamfield(
        [
            ("paragraph", rich_text("<p>وصل <b>الى</b> القرية.</p><p>ثم عاد.</p>")),
            ("statement", said),
        ]
    )
    data = nested_form_data({"body": body}) | {"body-0-id": "aa-1", "body-1-id": "bb-2"}
    found = ask(desk, make_story("عنوان"), **data)
    by_rule = {one["rule"]: one for one in found}
    assert by_rule["hamza"]["field"] == "body:aa-1"
    assert (by_rule["hamza"]["start"], by_rule["hamza"]["end"]) == (4, 7)
    assert by_rule["no-speaker"]["field"] == "body:bb-2"
    assert "dateline-missing" in by_rule


def test_names_are_wanted_as_the_newsroom_writes_them(desk: Any, make_story: Any) -> None:
    with unit_of_work(cause="test"):
        Place.objects.create(name="قره باغ", slug="karabakh", aliases="كاراباخ")
        Person.objects.create(name="بلا بديل", slug="none")
    story = make_story("هدنة في كاراباخ")
    found = [one for one in ask(desk, story) if one["rule"] == "name-variant"]
    assert [(one["evidence"], one["fix"]) for one in found] == [("كاراباخ", "قره باغ")]


def test_house_style_switches_rules_off(desk: Any, make_story: Any) -> None:
    story = make_story("سافر الى المدينه")
    settings = reverse("wagtailsettings:edit", args=["newsroom", "newsroom", 1])
    epochs = Change.objects.filter(keys__icontains="site:").count()
    form = desk.form(settings)
    desk.post(settings, form, rules_off=["hamza", "dateline-missing"])
    assert queries.newsroom().rules_off == ["hamza", "dateline-missing"]
    assert Change.objects.filter(keys__icontains="site:").count() == epochs, "no page shows it"
    assert rules(ask(desk, story)) & {rule.id for rule in RULES} == {"ta-marbuta"}


def test_an_english_draft_is_not_measured_by_arabic_rules(desk: Any, make_story: Any) -> None:
    story = make_story("A story , with a space", language="en")
    assert not rules(ask(desk, story)) & {rule.id for rule in RULES}


def test_a_new_story_is_looked_over_by_its_section(desk: Any, section: Any) -> None:
    address = f"{reverse('nashra_advice')}?parent={section('local').pk}"
    data = {"headline": "الى", "body-count": "1", "body-0-type": "nonsense", "body-0-order": "x"}
    answer = desk.client.post(address, data, headers={"Accept": "application/json"})
    assert rules(json.loads(answer.content)["advice"]) >= {"hamza"}
    page = desk.client.post(address, data)
    assert "همزة ناقصة" in page.content.decode()


def test_who_may_not_edit_gets_no_advice(
    desk_for: Any, make_user: Any, make_story: Any, section: Any
) -> None:
    story = make_story()
    stranger = desk_for(make_user(Role.REPORTER, section("sport")))
    for address in (f"?page={story.pk}", f"?parent={section('local').pk}"):
        assert stranger.post(reverse("nashra_advice") + address).status_code in {302, 403}
    chief = desk_for(make_user(Role.CHIEF_EDITOR))
    assert chief.post(reverse("nashra_advice") + "?page=x").status_code == 404
    assert chief.get(reverse("nashra_advice")).status_code == 405


def test_an_adviser_that_fails_costs_nobody_else_s_advice(
    desk: Any, make_story: Any, monkeypatch: Any
) -> None:
    def fail(draft: Any) -> Any:
        raise RuntimeError("broken")

    def speak(draft: Any) -> Any:
        yield Advice(rule="test", severity="suggestion", field="headline", message="قول")

    monkeypatch.setattr(advising, "_advisers", {**advising._advisers})
    advising.register("broken", fail)
    advising.register("speaking", speak)
    with pytest.raises(ValueError, match="registered already"):
        advising.register("broken", fail)
    assert "test" in rules(ask(desk, make_story()))


def test_an_english_desk_is_told_in_english(desk: Any, make_story: Any) -> None:
    profile = UserProfile.get_for_user(desk.user)
    profile.preferred_language = "en"
    profile.save()
    story = make_story("سافر الى المدينة")
    (one,) = [one for one in ask(desk, story) if one["rule"] == "hamza"]
    assert one["message"] == "A hamza is missing or misplaced."
    screen = desk.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    assert "Copy desk" in screen
