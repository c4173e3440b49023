"""Runs a whole tree over a site: ``python -m tests.delivery.run_tree HOME PORT WORKER...``."""

import sys
from pathlib import Path

from nashra.delivery.server import ReaderSettings
from nashra.delivery.supervise import CannotServeError, Plan, desk_socket, supervise


def main() -> int:
    home = Path(sys.argv[1])
    plan = Plan(
        settings=ReaderSettings(
            root=home / "site", policy=home / "headers.json", desk_socket=desk_socket(home / "run")
        ),
        host="127.0.0.1",
        port=int(sys.argv[2]),
        run=home / "run",
        worker=tuple(sys.argv[3:]),
        desk="tests.delivery.fake_desk:application",
        announcement="ready",
    )
    try:
        supervise(plan)
    except CannotServeError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
