"""Renders docs/benchmarks.md of the results that are there; measures nothing.

.venv/bin/python benchmarks/report.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from shared.report import write_document

if __name__ == "__main__":
    write_document()
