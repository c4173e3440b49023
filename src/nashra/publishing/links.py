"""Links between pages, relative, so that the folder can be served from anywhere."""

import posixpath


def relative(source: str, target: str) -> str:
    """The way from the page at ``source`` to ``target``, both from the root.

    >>> relative("/a/k3v9x2m/", "/section/sport/")
    '../../section/sport/'
    >>> relative("/a/k3v9x2m/", "/")
    '../../'
    """
    base = source if source.endswith("/") else posixpath.dirname(source) + "/"
    if base.split("/", 2)[1] != target.split("/", 2)[1]:
        return "../" * (base.count("/") - 1) + target[1:]
    way = posixpath.relpath(target, base)
    return f"{way}/" if target.endswith("/") else way
