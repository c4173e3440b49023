"""One of our commands in a process of its own, behind all others, that ends with its parent."""

import os
import sys

from nashra.cli.main import main
from nashra.delivery.tether import tie

if __name__ == "__main__":
    tie(int(sys.argv.pop(1)))
    os.nice(10)
    main()
