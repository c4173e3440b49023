from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AudienceConfig(AppConfig):
    name = "nashra.audience"
    label = "audience"
    verbose_name = _("Audience")

    def ready(self) -> None:
        from nashra.audience.roll import roll_now
        from nashra.audience.take import take_spool
        from nashra.publishing import periodic
        from nashra.publishing.periodic import Periodic

        periodic.register(Periodic(name="views taken", every=5.0, run=take_spool))
        periodic.register(Periodic(name="views rolled up", every=60.0, run=roll_now))
