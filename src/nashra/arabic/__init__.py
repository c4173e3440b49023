"""The Arabic language: repair and folding, digits, plurals, dates.

Pure Python without Django, so that every other room may use it.
"""
