from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class ChangesConfig(AppConfig):
    name = "nashra.changes"
    label = "changes"

    def ready(self) -> None:
        from nashra.changes import guard

        connection_created.connect(guard.install, dispatch_uid="nashra.changes.guard")
        pre_migrate.connect(guard.suspend, dispatch_uid="nashra.changes.guard.suspend")
        post_migrate.connect(guard.resume, dispatch_uid="nashra.changes.guard.resume")
