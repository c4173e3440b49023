"""The live hub: one small process that tells readers what changed in the published root.

It reads nothing but published files, so it serves a mirror as well, and may be killed at any time:
what a reader missed is in the files. The contract of files and stream is in docs/live.md.
"""
