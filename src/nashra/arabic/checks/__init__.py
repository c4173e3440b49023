"""The copy desk: what an attentive colleague would mark in a story before it is published.

Every rule has an id, a severity, a reason in both languages and a source; where a correction is
safe it is given. Whether a rule is an ``error`` or mere ``advice`` follows from its precision on
labelled sentences (``tests/fixtures/checks``): below .9 it is advice.
"""

from nashra.arabic.checks.catalogue import RULES
from nashra.arabic.checks.model import Copy, Finding, Part, PreferredName, Rule
from nashra.arabic.checks.run import check

__all__ = ["RULES", "Copy", "Finding", "Part", "PreferredName", "Rule", "check"]
