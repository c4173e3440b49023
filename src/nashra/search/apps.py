from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "nashra.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from nashra.publishing import periodic
        from nashra.publishing.periodic import Periodic
        from nashra.search import keeping

        periodic.register(Periodic(name="index", every=keeping.EVERY, run=keeping.keep))
