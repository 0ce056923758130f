# SPDX-License-Identifier: Apache-2.0
"""Certificates for the servers, made with the openssl command in a temporary directory."""
import os
import ssl
import subprocess
import time

# name: (signed by, days it is valid, subject alternative name)
LEAVES = {
    "good": ("ca", 2, "IP:127.0.0.1,DNS:localhost"),
    "expired": ("ca", 0, "IP:127.0.0.1,DNS:localhost"),
    "wrong-host": ("ca", 2, "DNS:other.example"),
    "wrong-ca": ("other-ca", 2, "IP:127.0.0.1,DNS:localhost"),
    "self-signed": (None, 2, "IP:127.0.0.1,DNS:localhost"),
}


class Certificates:
    def __init__(self, directory, leaves=LEAVES):
        self.directory = directory
        self.ca_file = self._path("ca.pem")
        for name in ("ca", "other-ca"):
            self._self_signed(name, 2, "basicConstraints=critical,CA:TRUE")
        for name, (signer, days, names) in leaves.items():
            if signer is None:
                self._self_signed(name, days, "subjectAltName=" + names)
            else:
                self._signed(name, signer, days, names)
        time.sleep(1)  # what is valid for no days is valid until the second in which it was made

    def server_context(self, name, protocols=("http/1.1",)):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._path(name + ".pem"), self._path(name + ".key"))
        context.set_alpn_protocols(list(protocols))
        return context

    def _path(self, name):
        return os.path.join(self.directory, name)

    def _openssl(self, *arguments):
        subprocess.run(("openssl",) + arguments, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.PIPE)

    def _request(self, name, *arguments):
        self._openssl("req", *arguments, "-newkey", "ec", "-pkeyopt",
                      "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=" + name,
                      "-keyout", self._path(name + ".key"))

    def _self_signed(self, name, days, extension):
        self._request(name, "-x509", "-days", str(days), "-addext", extension,
                      "-out", self._path(name + ".pem"))

    def _signed(self, name, signer, days, names):
        extensions = self._path(name + ".ext")
        with open(extensions, "w", encoding="ascii") as file:
            file.write("subjectAltName=%s\n" % names)
        self._request(name, "-out", self._path(name + ".csr"))
        self._openssl("x509", "-req", "-in", self._path(name + ".csr"), "-days", str(days),
                      "-CA", self._path(signer + ".pem"), "-CAkey", self._path(signer + ".key"),
                      "-CAcreateserial", "-extfile", extensions,
                      "-out", self._path(name + ".pem"))
