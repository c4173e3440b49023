"""Expressions of time in Arabic text: tokens, words, rules and what they mean.

The public surface is ``nashra.arabic.dates``. A rule reads tokens from a position and looks
ahead a bounded number of them, so that reading takes time in proportion to the text.
"""
