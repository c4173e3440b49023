from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "nashra.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from nashra.publishing import periodic
        from nashra.publishing.periodic import Periodic
        from nashra.search import keeping, offering

        periodic.register(Periodic(name="index", every=keeping.EVERY, run=keeping.keep))
        periodic.register(Periodic(name="related", every=offering.EVERY, run=offering.keep))
