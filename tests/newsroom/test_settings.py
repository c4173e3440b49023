"""The newsroom's settings as an administrator fills them in."""

from typing import Any

from wagtail.test.utils.form_data import inline_formset, nested_form_data

from nashra.newsroom.models import Mirror, Newsroom

URL = "/desk/settings/newsroom/newsroom/1/"


def test_mirrors_are_added_put_in_order_and_removed(desk: Any) -> None:
    form = desk.form(URL)
    two = [
        {"name": "مرآة", "name_en": "Glass", "url": "https://m.example/n/"},
        {"name": "أخرى", "name_en": "", "url": "https://other.example/"},
    ]
    body = form | nested_form_data({"mirrors": inline_formset(two)})
    assert desk.post(URL, body).status_code == 302
    kept = Newsroom.objects.get().mirrors.values_list("name", "name_en", "url")
    assert list(kept) == [tuple(one.values()) for one in two]

    form = desk.form(URL)
    form |= {"mirrors-0-ORDER": "2", "mirrors-1-ORDER": "1"}
    assert desk.post(URL, form).status_code == 302
    assert [mirror.name for mirror in Mirror.objects.all()] == ["أخرى", "مرآة"]

    form = desk.form(URL) | {"mirrors-0-DELETE": "on"}
    assert desk.post(URL, form).status_code == 302
    assert [mirror.name for mirror in Mirror.objects.all()] == ["مرآة"]


def test_an_address_that_is_no_web_address_is_refused_in_words(desk: Any) -> None:
    mirror = {"name": "مرآة", "name_en": "", "url": "ftp://m.example/"}
    body = desk.form(URL) | nested_form_data({"mirrors": inline_formset([mirror])})
    answer = desk.post(URL, body)
    assert answer.status_code == 200
    assert "https://" in answer.content.decode()
    assert not Mirror.objects.exists()
