"""Names that no reader may take: the newsroom's own, those of agencies and of authors."""

from collections.abc import Iterator

from nashra.newsroom.models import Agency, Author, HomePage


def of_the_site() -> Iterator[str]:
    """Names of the editions and of agencies; nobody speaks for them."""
    yield from HomePage.objects.values_list("title", flat=True)
    for pair in Agency.objects.values_list("name", "name_en"):
        yield from filter(None, pair)


def of_authors() -> Iterator[str]:
    """Names under which stories are signed, with an account or without."""
    for pair in Author.objects.values_list("name", "name_en"):
        yield from filter(None, pair)
