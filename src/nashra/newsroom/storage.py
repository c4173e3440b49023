"""Where originals of pictures and documents are kept."""

import os
from typing import Any

from django.core.files.storage import FileSystemStorage


class DurableStorage(FileSystemStorage):
    """Files that are on the disk before the row that names them is committed.

    Published files can be made again; an original that power loss took cannot.
    """

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        """As Django's, and brought to the disk together with its name."""
        saved = super().save(name, content, max_length)
        file = self.path(saved)
        for path in (file, os.path.dirname(file)):
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        return saved
