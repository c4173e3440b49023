import shutil
from collections.abc import Iterator

import pytest

from tests.delivery import sites


@pytest.fixture(scope="session")
def site() -> Iterator[sites.Site]:
    home = sites.short_folder()
    yield sites.make_site(home)
    shutil.rmtree(home)


@pytest.fixture(scope="session", params=["embedded", "nginx"])
def client(request: pytest.FixtureRequest, site: sites.Site) -> Iterator[sites.Client]:
    """Each server over the same root: what is asked of one holds for the other."""
    if request.param == "nginx":
        if missing := sites.nginx_missing():
            pytest.skip(missing)
        with sites.nginx(site) as client:
            yield client
    else:
        with sites.embedded(site) as client:
            yield client


@pytest.fixture(scope="session")
def own(site: sites.Site) -> Iterator[sites.Client]:
    """Nashra's own server alone."""
    with sites.embedded(site) as client:
        yield client


@pytest.fixture
def own_site() -> Iterator[sites.Site]:
    """A root that the test may change."""
    home = sites.short_folder()
    yield sites.make_site(home)
    shutil.rmtree(home)
