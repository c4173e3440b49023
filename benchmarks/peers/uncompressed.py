"""``python uncompressed.py MODULE ARGUMENTS...``: runs a module of Nashra, compressing nothing.

For the comparison with builders that do not compress. Renderers that it starts are run so too.
"""

import runpy
import sys

import django


def main() -> None:
    del sys.argv[0]
    django.setup()
    from nashra.publishing import pool, store

    store.COMPRESSED = frozenset()
    pool.RENDERER = (sys.executable, __file__, "nashra.publishing.renderer")
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
