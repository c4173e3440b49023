"""``python -m nashra.delivery LOCK ORDERS``: the supervisor, see :mod:`nashra.delivery.watch`."""

import sys

from nashra.delivery.watch import main

main(*sys.argv[1:])
