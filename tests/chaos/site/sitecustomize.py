"""Put on the path of a drill's processes: each is then ready to fail where it is told to."""

import os
import sys

if os.environ.get("NASHRA_FAULTS"):
    sys.path.insert(0, os.environ["NASHRA_FAULTS_FROM"])
    from tests.chaos import faulty

    faulty.install(os.environ["NASHRA_FAULTS"], list(sys.orig_argv))
