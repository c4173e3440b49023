from hypothesis import given
from hypothesis import strategies as st

from nashra.arabic.digits import convert_digits, to_arabic_indic, to_eastern, to_western


def test_each_system_is_written() -> None:
    assert to_western("٢٠٢٠/۱۲") == "2020/12"
    assert to_arabic_indic("19:31") == "١٩:٣١"
    assert to_eastern("1442هـ") == "۱۴۴۲هـ"


@given(st.text())
def test_only_digits_change(text: str) -> None:
    for system in ("latn", "arab", "arabext"):
        written = convert_digits(text, system)
        assert len(written) == len(text)
        assert to_western(written) == to_western(text)


@given(st.integers(min_value=0))
def test_every_way_leads_back(number: int) -> None:
    assert to_western(to_eastern(to_arabic_indic(str(number)))) == str(number)
