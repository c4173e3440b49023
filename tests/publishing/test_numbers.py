"""Names as numbers: what may be shared, and what may not."""

from nashra.publishing.numbers import file_number, key_number


def test_two_files_that_share_forty_bits_are_two() -> None:
    """They would take what they read from one another: found among two million addresses."""
    assert file_number("/a/frz8522/") != file_number("/a/s95y322/")
    assert file_number("/a/frz8522/") >> 23 == file_number("/a/s95y322/") >> 23


def test_a_page_says_that_it_shows_a_file_by_the_number_of_that_file() -> None:
    assert key_number("file:/latest/") == file_number("/latest/")
    assert key_number("absent:/latest/") != file_number("/latest/")


def test_the_keys_of_one_story_lie_side_by_side() -> None:
    numbers = {key_number(f"story:k3v9x2m/{facet}") for facet in ("card", "body", "url")}
    assert len(numbers) == 3
    assert len({number >> 23 for number in numbers}) == 1
    assert all(0 <= number < 2**63 for number in numbers)
