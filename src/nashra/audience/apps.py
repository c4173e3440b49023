from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AudienceConfig(AppConfig):
    name = "nashra.audience"
    label = "audience"
    verbose_name = _("Audience")

    def ready(self) -> None:
        from nashra.audience import kinds
        from nashra.audience.snapshot import renew
        from nashra.audience.take import take_spool
        from nashra.publishing import pages, periodic
        from nashra.publishing.periodic import Periodic

        for kind in kinds.KINDS:
            pages.register(kind)
        # In this order: the first snapshot of a worker shows what it found in the spool.
        periodic.register(Periodic(name="views taken", every=5.0, run=take_spool))
        periodic.register(Periodic(name="views shown", every=60.0, run=renew))
