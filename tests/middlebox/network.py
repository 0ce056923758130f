# SPDX-License-Identifier: Apache-2.0
"""A network namespace, a host of its own as it were, whose packets follow given rules of nftables.
Making one takes root."""
import os
import subprocess

HOST = "198.18.77.1"  # RFC 2544: nobody's; this side of the cable
GUEST = "198.18.77.2"


class Network:
    """rules: of a chain that all packets to the namespace pass."""

    def __init__(self, rules):
        self._name = f"skillcall-{os.getpid()}"
        self._cable = f"sc{os.getpid()}"
        self.prefix = ["ip", "netns", "exec", self._name]
        inner, outer = self._cable + "i", self._cable + "o"
        self._run("ip", "netns", "add", self._name)
        try:
            self._run("ip", "link", "add", outer, "type", "veth", "peer", inner, "netns", self._name)
            self._run("ip", "address", "add", f"{HOST}/30", "dev", outer)
            self._run("ip", "link", "set", outer, "up")
            self._run(*self.prefix, "ip", "address", "add", f"{GUEST}/30", "dev", inner)
            self._run(*self.prefix, "ip", "link", "set", inner, "up")
            self._run(*self.prefix, "nft", "-f", "-", text=f"""
                table inet faults {{
                    chain received {{ type filter hook input priority 0; {rules}; }}
                    chain sent {{ type filter hook output priority 0; {rules}; }}
                }}""")
        except BaseException:
            self._run("ip", "netns", "delete", self._name)
            raise

    @staticmethod
    def _run(*command, text=None):
        done = subprocess.run(command, input=text, capture_output=True, encoding="utf-8")
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr}")

    def stop(self):
        """The system would remove the cable some time after the namespace, and then the next one's is in the way."""
        self._run("ip", "link", "delete", self._cable + "o")
        self._run("ip", "netns", "delete", self._name)
