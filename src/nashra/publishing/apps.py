from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "nashra.publishing"
    label = "publishing"
    verbose_name = _("Publishing")

    def ready(self) -> None:
        from nashra.accounts import mail
        from nashra.newsroom import departures
        from nashra.newsroom.desk import register_story_notice
        from nashra.newsroom.preview import register_renderer
        from nashra.publishing import periodic, recorder
        from nashra.publishing.admin import story_notice
        from nashra.publishing.kinds import register_all
        from nashra.publishing.preview import preview

        register_all()
        for name, every, run in (
            ("mail", 5.0, mail.send_in_background),
            ("accounts deleted", 300.0, departures.delete_due),
        ):
            periodic.register(periodic.Periodic(name=name, every=every, run=run))
        connection_created.connect(recorder.install, dispatch_uid="nashra.publishing.recorder")

        register_renderer(preview)
        register_story_notice(story_notice)
