from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "nashra.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from nashra.newsroom import advising
        from nashra.publishing import pages, periodic
        from nashra.publishing.periodic import Periodic
        from nashra.search import duplicates, keeping, kinds, offering, suggestions

        advising.register("duplicates", duplicates.advise)
        advising.register("suggestions", suggestions.advise)
        for kind in kinds.KINDS:
            pages.register(kind)
        periodic.register(
            Periodic(name="index", every=keeping.EVERY, run=keeping.keep, resident=True)
        )
        periodic.register(
            Periodic(name="related", every=offering.EVERY, run=offering.keep, resident=True)
        )
