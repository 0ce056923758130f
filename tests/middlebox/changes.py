# SPDX-License-Identifier: Apache-2.0
"""What is done to the boxes while calls are placed, until an event ends it. The last of the boxes is
the caller's proxy, if it has one."""
import itertools
import time


def reloads(boxes, ended, seconds, which=0):
    while not ended.wait(seconds):
        boxes[which].reload()


def restarts(boxes, ended, seconds, which=0):
    """On a slow machine less often, so that some calls get through."""
    pause = seconds
    while not ended.wait(pause):
        begun = time.monotonic()
        boxes[which].restart()
        pause = max(seconds, 2 * (time.monotonic() - begun))


def certificates(boxes, ended, seconds):
    """Another good one, then one of another authority, which is to be refused, and so on."""
    for name in itertools.cycle(("also-good", "wrong-ca", "good")):
        if ended.wait(seconds):
            return
        boxes[0].use_certificate(name)
        boxes[0].reload()
