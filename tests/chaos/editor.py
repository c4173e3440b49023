"""An editor at work on a home: reads one edit a line, makes it, and says how it went."""

import json
import sys

import django


def main() -> None:
    django.setup()
    from django.db import DatabaseError, connection

    from tests.chaos.editing import EDITS

    for line in sys.stdin:
        name, number = json.loads(line)
        answer = ""
        try:
            EDITS[name](number)
        except (DatabaseError, OSError) as error:
            answer = f"{type(error).__name__}: {error}"
            connection.close()
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
