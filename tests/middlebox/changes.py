# SPDX-License-Identifier: Apache-2.0
"""What is done to the boxes while calls are placed, until an event ends it. The last of the boxes is
the caller's proxy, if it has one."""
import itertools


def reloads(boxes, ended, seconds, which=0):
    while not ended.wait(seconds):
        boxes[which].reload()


def restarts(boxes, ended, seconds, which=0):
    while not ended.wait(seconds):
        boxes[which].restart()


def certificates(boxes, ended, seconds):
    """Another good one, then one of another authority, which is to be refused, and so on."""
    for name in itertools.cycle(("also-good", "wrong-ca", "good")):
        if ended.wait(seconds):
            return
        boxes[0].use_certificate(name)
        boxes[0].reload()
