"""Finding listed words in what people write, however they are disguised.

``WordList`` reads a list, ``Finder`` finds its words in a text. Nothing is decided here: a banned
word holds a text for a person, a suspect one marks it.
"""

from nashra.arabic.words.finder import Finder, Hit
from nashra.arabic.words.wordlist import BadLine, Entry, Verdict, WordList

__all__ = ["BadLine", "Entry", "Finder", "Hit", "Verdict", "WordList"]
