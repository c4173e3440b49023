"""What signing and verifying cost, at any number of published addresses.

    nice .venv/bin/python benchmarks/mirror.py [--addresses 30000]

Stories' addresses with a page of 45 KB and its variants are put into a root and its manifest at
once, then signed for the first time, then changed one by one and signed again; a copy is verified.
One line of JSON: seconds (``cpu``: of this process alone), addresses a second, files that one
publication changed, memory in MB.
"""

import argparse
import gzip
import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_HOME = Path(tempfile.mkdtemp(prefix="nashra-mirror-"))
os.environ["NASHRA_HOME"] = str(_HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "nashra.config.settings"

import brotli  # noqa: E402
import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from nashra.mirror import keys  # noqa: E402
from nashra.mirror.minisign import PublicKey  # noqa: E402
from nashra.mirror.models import SignedList  # noqa: E402
from nashra.publishing import followers  # noqa: E402
from nashra.publishing.lease import acquire  # noqa: E402
from nashra.publishing.models import PublishedFile  # noqa: E402
from nashra.publishing.numbers import file_number  # noqa: E402
from nashra.publishing.store import Root, digest  # noqa: E402
from nashra.publishing.worker import hurry_disk  # noqa: E402

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
PAGE = 45_000
"""Bytes of a story's page; its variants have a tenth."""


def addresses(count: int) -> Iterator[str]:
    """Stories' addresses, as evenly spread as real ones."""
    for number in range(count):
        # A factor without a common divisor: no two numbers give one address.
        value = number * 2_654_435_761 % 2**35
        yield "/a/" + "".join(LETTERS[value >> (5 * place) & 31] for place in range(7)) + "/"


def row(path: str, body: bytes) -> PublishedFile:
    """A line of the manifest."""
    return PublishedFile(
        path=path, number=file_number(path), kind="story", sha256=digest(body),
        intended=digest(body), size=len(body),
        epoch=1, built_at=timezone.now(), sort_at=timezone.now(),
    )  # fmt: skip


def page(path: str) -> bytes:
    """Something as long, and as compressible, as a story's page."""
    words = hashlib.shake_256(path.encode()).hexdigest(PAGE // 10)
    return f"<p>{words}</p>".encode() * 5


def fill(root: Root, count: int) -> None:
    """Writes files and manifest without rendering anything."""
    rows = []
    for path in addresses(count):
        body = page(path)
        target = root.file(path)
        target.parent.mkdir(parents=True)
        target.write_bytes(body)
        target.with_name(target.name + ".br").write_bytes(brotli.compress(body, quality=1))
        target.with_name(target.name + ".gz").write_bytes(gzip.compress(body, 1))
        rows.append(row(path, body))
        if len(rows) == 5000:
            PublishedFile.objects.bulk_create(rows)
            rows.clear()
    PublishedFile.objects.bulk_create(rows)


def publish(root: Root, path: str) -> None:
    """Publishes one file as a batch does."""
    body = page(path) + b"new"
    root.stage(path, body)
    root.place(path)
    PublishedFile.objects.filter(path=path).delete()
    PublishedFile.objects.bulk_create([row(path, body)])
    followers.changed([path])


def main() -> None:
    """Prints one line of JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--addresses", type=int, default=30_000)
    count = options.parse_args().addresses
    call_command("migrate", verbosity=0)
    hurry_disk()
    root, lease = Root(_HOME / "site"), acquire()
    fill(root, count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began, cpu = time.monotonic(), time.process_time()
    longest = 0.0
    while True:
        piece = time.monotonic()
        left = followers.work(root, lease)
        longest = max(longest, time.monotonic() - piece)
        if not left:
            break
    first, cpu = time.monotonic() - began, time.process_time() - cpu
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    again, lists = [], [0.0]
    for path in list(addresses(count))[:20]:
        publish(root, path)
        marks = {one.prefix: one.sha256 for one in SignedList.objects.all()}
        began = time.monotonic()
        followers.catch_up(root, lease)
        again.append(time.monotonic() - began)
        now = {one.prefix: one.sha256 for one in SignedList.objects.all()}
        lists.append(sum(marks.get(prefix) != sha for prefix, sha in now.items()))
    sizes = SignedList.objects.values_list("size", flat=True)
    code = (
        "from nashra.cli.main import main\n"
        "try: main()\n"
        "finally: open('peak', 'w').write(open('/proc/self/status').read())\n"
    )
    command = [sys.executable, "-c", code, "verify-mirror", str(root.folder)]
    began = time.monotonic()
    key = PublicKey.of(keys.signing_key()).line()
    subprocess.run([*command, "--key", key], check=True, stdout=2, cwd=_HOME)
    verified = time.monotonic() - began
    status = (_HOME / "peak").read_text()
    peak = int(status.partition("VmHWM:")[2].split()[0])
    print(json.dumps({
        "addresses": count, "lists": len(sizes), "list_bytes": max(sizes),
        "first_signing_s": round(first, 2), "first_signing_cpu_s": round(cpu, 2),
        "addresses_a_second": round(count / first),
        "longest_piece_s": round(longest, 3), "memory_grew_mb": round((after - before) / 1024, 1),
        "again_ms_median": round(sorted(again)[10] * 1000, 1), "again_lists_most": max(lists),
        "verify_s": round(verified, 2), "verify_files_a_second": round(3 * count / verified),
        "verify_mb": round(peak / 1024),
    }))  # fmt: skip


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(_HOME, ignore_errors=True)
