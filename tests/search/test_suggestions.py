"""What the desk is offered while a story is written, and that it stays an offer."""

import json
from typing import Any

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from nashra.accounts.models import Role
from nashra.changes.unit import unit_of_work
from nashra.newsroom.models import Person, Place, StoryPage, Tag
from nashra.search import learned, suggestions
from nashra.search.keeping import Keeper

DAM = (
    "ارتفع منسوب المياه خلف سد الوادي بعد أمطار الأسبوع، وفتحت مصلحة المياه بوابتين من بواباته قبل "
    "الفجر، ودعت المزارعين أسفل المجرى إلى نقل مضخاتهم ومواشيهم إلى الضفة العليا حتى إشعار آخر."
)


@pytest.fixture
def desk(desk_for: Any, make_user: Any, monkeypatch: Any) -> Any:
    monkeypatch.setattr(suggestions, "_names", suggestions.Names())
    monkeypatch.setattr(suggestions, "_held", suggestions.Held())
    return desk_for(make_user(Role.CHIEF_EDITOR))


def ask(desk: Any, story: StoryPage, *blocks: Any, **changes: str) -> list[dict[str, Any]]:
    form = desk.form(reverse("wagtailadmin_pages:edit", args=[story.pk]))
    data = nested_form_data({"body": streamfield(list(blocks))})
    data |= {f"body-{n}-id": f"b{n}" for n in range(len(blocks))}
    address = f"{reverse('nashra_advice')}?page={story.pk}"
    headers = {"Accept": "application/json"}
    answer = desk.client.post(address, {**form, **data, **changes}, headers=headers)
    found: list[dict[str, Any]] = json.loads(answer.content)["advice"]
    return found


def paragraph(text: str) -> tuple[str, Any]:
    return ("paragraph", rich_text(f"<p>{text}</p>"))


def offers(found: list[dict[str, Any]], kind: str) -> list[Any]:
    return [one["offer"]["value"] for one in found if one["offer"] and one["offer"]["kind"] == kind]


def test_names_in_the_text_are_offered_with_their_place(desk: Any, make_story: Any) -> None:
    with unit_of_work(cause="test"):
        tag = Tag.objects.create(name="سد الوادي", slug="dam", aliases="السد الكبير")
        place = Place.objects.create(name="عين الصفا", slug="ain")
    story = make_story("عنوان")
    found = ask(desk, story, paragraph("وصل الفريق إلى عين الصفا، وبسد الوادي بدأ العمل."))
    assert offers(found, "place") == [place.pk]
    (named,) = [one for one in found if one["rule"] == "tag"]
    assert named["offer"]["value"] == tag.pk
    assert named["evidence"] == "وبسد الوادي"
    assert not StoryPage.objects.get(pk=story.pk).story_tags.exists(), "an offer and no more"
    chosen = {
        "story_tags-TOTAL_FORMS": "1",
        "story_tags-0-tag": str(tag.pk),
        "dateline": str(place.pk),
    }
    again = ask(
        desk, story, paragraph("وصل الفريق إلى عين الصفا، وبسد الوادي بدأ العمل."), **chosen
    )
    assert offers(again, "tag") == offers(again, "place") == []


def test_a_statement_is_offered_as_a_block_with_its_person(desk: Any, make_story: Any) -> None:
    with unit_of_work(cause="test"):
        person = Person.objects.create(name="سامر الحلو", slug="samer")
    said = ("statement", {"speaker": "سامر الحلو", "text": "نعمل ليلا ونهارا.", "quoted": "on"})
    text = "قال رئيس البلدية سامر الحلو: «نفتح الجسر في آذار»."
    found = ask(desk, make_story("عنوان"), paragraph(text), said)
    (value,) = offers(found, "statement")
    assert value["person"] == person.pk
    assert value["capacity"] == "رئيس البلدية"
    assert value["text"] == "نفتح الجسر في آذار"
    assert offers(found, "person") == [person.pk], "the speaker that was typed is in the list"


def test_the_archive_teaches_section_and_tags_and_says_how_well(
    desk: Any, keeper: Keeper, make_story: Any, home: Any, section: Any
) -> None:
    sport = "فاز الفريق في المباراة بهدف اللاعب {} في الملعب أمام المدرب"
    local = "أعلنت البلدية إصلاح الشارع {} وتنظيف الرصيف وإنارة الحي"
    for n in range(16):
        make_story(f"رياضة {n}", slug="sport", tags=("كرة القدم",),
                   body=(("paragraph", f"<p>{sport.format(n)}</p>"),))  # fmt: skip
        make_story(f"محلي {n}", tags=("خدمات", "كهرباء") if n % 2 else ("خدمات",),
                   body=(("paragraph", f"<p>{local.format(n)}</p>"),))  # fmt: skip
    keeper.keep()
    found = learned.learn(home, "ar")
    assert found is not None
    assert found.section_measure is not None
    assert found.section_measure.first > 0.9
    story = make_story("عنوان")
    told = ask(desk, story, paragraph("انتهت المباراة بهدف سجله اللاعب في الملعب."))
    assert offers(told, "section") == [section("sport").pk]
    (one,) = [one for one in told if one["rule"] == "section"]
    assert "32" in one["why"]
    assert {"المباراة", "اللاعب", "الملعب"} & {one["evidence"]}
    assert Tag.objects.get(name="كرة القدم").pk in offers(told, "tag")


def test_a_draft_that_repeats_a_story_is_told_before_it_is_published(
    desk: Any, keeper: Keeper, make_story: Any
) -> None:
    old = make_story("السد يفتح بوابتين", body=(("paragraph", f"<p>{DAM}</p>"),))
    make_story("خبر آخر", body=(("paragraph", "<p>افتتح معرض الكتاب في القاعة.</p>"),))
    keeper.keep()
    draft = make_story("السد", publish=False)
    found = [one for one in ask(desk, draft, paragraph(DAM)) if one["rule"] == "duplicate"]
    assert [(one["severity"], "السد يفتح بوابتين" in one["message"]) for one in found] == [
        ("error", True)
    ]
    assert found[0]["evidence"] in DAM
    assert found[0]["link"] == reverse("wagtailadmin_pages:edit", args=[old.pk])
    assert not [one for one in ask(desk, old, paragraph(DAM)) if one["rule"] == "duplicate"]
    fresh = paragraph("انقطع التيار عن الحي ساعتين ثم عاد.")
    assert not [one for one in ask(desk, draft, fresh) if one["rule"] == "duplicate"]


def test_without_an_index_or_a_lesson_the_rest_is_offered(
    desk: Any, home: Any, make_story: Any
) -> None:
    with unit_of_work(cause="test"):
        place = Place.objects.create(name="عين الصفا", slug="ain")
    found = ask(desk, make_story("عنوان"), paragraph(f"في عين الصفا. {DAM}"))
    assert offers(found, "place") == [place.pk]
    assert learned.load(home, "ar") is None
    learned.place(home, "ar").parent.mkdir(parents=True, exist_ok=True)
    learned.place(home, "ar").write_bytes(b"broken")
    assert learned.load(home, "ar") is None
    assert ask(desk, make_story("عنوان"), paragraph(f"في عين الصفا. {DAM}"))
