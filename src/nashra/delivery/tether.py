"""Ties a process to its parent, so that none is left behind however the parent ends."""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def tie(parent: int) -> None:
    """Has the kernel kill this process when ``parent``, which must have started it, ends.

    It holds through ``exec``. Only Linux can do this; elsewhere a parent that is killed outright
    leaves its children to be stopped by hand. Exits at once when the parent has ended already.
    """
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
    if os.getppid() != parent:
        sys.exit(1)
