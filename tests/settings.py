"""The real settings with a data home of their own and a fast password hasher."""

import atexit
import os
import shutil
import tempfile

_HOME = tempfile.mkdtemp(prefix="nashra-tests-")
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
os.environ["NASHRA_HOME"] = _HOME
os.environ["NASHRA_GUARD_READS"] = "1"
# Those tests that are about the second factor switch it on.
os.environ["NASHRA_SECOND_FACTOR"] = "0"
os.environ.pop("NASHRA_SITE_ROOT", None)

from nashra.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
NASHRA_MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
