"""Killing a piece of work at many moments, each time from the same state, and looking what stands.

The work is done by a child forked from this warm process, so that a kill costs milliseconds.
"""

import os
import random
import shutil
import time

from govmedia_desktop.usecases.desk import open_desk


def child(folder, work):
    """Do the work in a child; return its pid once the folder is open there."""
    ready, told = os.pipe()
    pid = os.fork()
    if pid:
        os.close(told)
        os.read(ready, 1)
        os.close(ready)
        return pid
    try:
        with open_desk(folder, "张三") as desk:
            os.write(told, b"1")
            work(desk)
    finally:
        os._exit(0)


def length(folder, work, reset):
    """How long the work takes, the shortest of three."""
    spans = []
    for _ in range(3):
        reset()
        pid = child(folder, work)
        begun = time.perf_counter()
        os.waitpid(pid, 0)
        spans.append(time.perf_counter() - begun)
    return min(spans)


def killed_at_moments(folder, work, reset, count):
    """Kill the work at `count` moments spread over its length.

    Yields after each whether it was within a transaction that had begun to change the file.
    """
    chance = random.Random(20261128)  # noqa: S311
    step = length(folder, work, reset) / count
    for number in range(count):
        reset()
        pid = child(folder, work)
        time.sleep(step * (number + chance.random()))
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        yield (folder / "data.db-journal").exists()


def restorer(folder, *others):
    """Return what puts the folder, and other folders with files, back as they are now."""
    places = (folder, *others)
    for place in places:
        shutil.copytree(place, place.with_name(f"{place.name}·原"))

    def reset():
        for place in places:
            shutil.rmtree(place)
            shutil.copytree(place.with_name(f"{place.name}·原"), place)

    return reset
