from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "nashra.publishing"
    label = "publishing"
    verbose_name = _("Publishing")

    def ready(self) -> None:
        from nashra.newsroom.preview import register_renderer
        from nashra.publishing.preview import preview

        register_renderer(preview)
