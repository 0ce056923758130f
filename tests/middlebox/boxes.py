# SPDX-License-Identifier: Apache-2.0
"""The middleboxes: real programs of the distribution, each with a configuration of its own in a
directory of its own, in the foreground of a process group of its own, on a port of its own."""
import os
import random
import shutil
import signal
import socket
import subprocess
import textwrap
import time

APACHE_MODULES = "/usr/lib/apache2/modules"


def free_port(host):
    """A port below those that the kernel gives to clients, so that none of these takes it, or connects
    to itself, while the middlebox is not there."""
    with open("/proc/sys/net/ipv4/ip_local_port_range", encoding="ascii") as file:
        first_of_clients = int(file.read().split()[0])
    while True:
        port = random.randrange(first_of_clients // 2, first_of_clients)
        with socket.socket() as probe:
            try:
                probe.bind((host, port))
                return port
            except OSError:
                continue


class Box:
    """upstream: the port that it passes on to; a proxy is told by each request.
    certificates: the directory of those that it may use; None without TLS."""

    program = None
    reload_signal = signal.SIGHUP

    def __init__(self, directory, upstream=None, certificates=None, host="127.0.0.1"):
        self.directory = directory
        self.upstream = upstream
        self._certificates = certificates
        self.host = host
        self.port = free_port(host)
        os.makedirs(directory)
        self.certificate = certificates and self.path("certificate")  # without .pem or .key
        if certificates:
            self.use_certificate("good")
        self.start()

    def path(self, name):
        return os.path.join(self.directory, name)

    def use_certificate(self, name):
        """From the next start or reload on."""
        for kind in (".pem", ".key"):
            shutil.copy(os.path.join(self._certificates, name + kind), self.certificate + kind)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="ascii") as file:
            file.write(textwrap.dedent(text))
        return self.path(name)

    def start(self):
        environment = {"PATH": os.environ.get("PATH", "") + ":/usr/sbin:/sbin", "LANG": "C"}
        program = shutil.which(self.program, path=environment["PATH"])
        if not program:
            raise RuntimeError(f"{self.program} is missing: cmake/install-packages test installs it")
        with open(self.path("output"), "ab") as output:
            self._process = subprocess.Popen(
                [program, *self.arguments()], cwd=self.directory, env=environment,
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True)
        try:
            self._wait_until_listening()
        except BaseException:
            self.stop()
            raise

    def _wait_until_listening(self):
        end = time.monotonic() + 20
        while True:
            try:
                socket.create_connection((self.host, self.port)).close()
                return
            except OSError:
                if self._process.poll() is not None or time.monotonic() > end:
                    with open(self.path("output"), encoding="utf-8", errors="replace") as file:
                        raise RuntimeError(f"{self.program} does not listen: {file.read()}") from None
            time.sleep(0.01)

    def _signal_group(self, number):
        try:
            os.killpg(self._process.pid, number)
        except ProcessLookupError:
            pass

    def stop(self):
        """At once and with all its children, also those that would finish what they serve."""
        self._signal_group(signal.SIGTERM)
        try:
            self._process.wait(0.3)
        except subprocess.TimeoutExpired:
            pass
        self._signal_group(signal.SIGKILL)
        self._process.wait()

    def reload(self):
        self._process.send_signal(self.reload_signal)

    def restart(self):
        self.stop()
        self.start()

    def arguments(self):
        """Writes the configuration and returns the arguments of the program."""
        raise NotImplementedError


class Nginx(Box):
    """http, server, location: lines of configuration for these blocks."""

    program = "nginx"

    def __init__(self, *arguments, http="", server="", location="", **options):
        self.http, self.server, self.location = http, server, location
        super().__init__(*arguments, **options)

    def arguments(self):
        tls = "ssl http2" if self.certificate else ""
        keys = f"""ssl_certificate {self.certificate}.pem;
                   ssl_certificate_key {self.certificate}.key;""" if self.certificate else ""
        return "-p", self.directory, "-e", "stderr", "-c", self.write("nginx.conf", f"""
            daemon off; worker_processes 2; pid nginx.pid; error_log stderr crit;
            events {{ worker_connections 1024; }}
            http {{
                access_log off; {self.http}
                client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                upstream backend {{ server 127.0.0.1:{self.upstream}; keepalive 64; }}
                server {{
                    listen {self.host}:{self.port} {tls} backlog=1024; {keys} {self.server}
                    location / {{
                        proxy_pass http://backend; proxy_http_version 1.1;
                        proxy_set_header Connection ""; {self.location}
                    }}
                }}
            }}""")


class Haproxy(Box):
    program = "haproxy"
    reload_signal = signal.SIGUSR2

    def __init__(self, *arguments, streams=100, defaults="", **options):
        self.streams = streams
        self.defaults = defaults
        super().__init__(*arguments, **options)

    def arguments(self):
        with open(self.path("both.pem"), "w", encoding="ascii") as both:
            for kind in ("pem", "key"):
                with open(f"{self.certificate}.{kind}", encoding="ascii") as one:
                    both.write(one.read())
        return "-W", "-db", "-f", self.write("haproxy.cfg", f"""
            global
                maxconn 2000
                nbthread 2
                tune.h2.max-concurrent-streams {self.streams}
            defaults
                mode http
                timeout connect 2s
                timeout client 10s
                timeout server 10s
                {self.defaults}
            frontend front
                bind {self.host}:{self.port} ssl crt both.pem alpn h2,http/1.1
                default_backend back
            backend back
                server one 127.0.0.1:{self.upstream}
            """)


class Apache(Box):
    program = "apache2"
    reload_signal = signal.SIGUSR1

    def __init__(self, *arguments, lines="", **options):
        self.lines = lines
        super().__init__(*arguments, **options)

    def arguments(self):
        modules = "".join(f"LoadModule {name}_module {APACHE_MODULES}/mod_{name}.so\n" for name in (
            "mpm_event", "authz_core", "ssl", "http2", "proxy", "proxy_http"))
        return "-DFOREGROUND", "-f", self.write("apache.conf", f"""
{modules}
            ServerRoot {self.directory}
            ServerName 127.0.0.1
            PidFile apache.pid
            ErrorLog error.log
            LogLevel crit
            User nobody
            Group nogroup
            Listen {self.host}:{self.port}
            StartServers 2
            SSLEngine on
            SSLCertificateFile {self.certificate}.pem
            SSLCertificateKeyFile {self.certificate}.key
            Protocols h2 http/1.1
            ProxyPass / http://127.0.0.1:{self.upstream}/
            {self.lines}
            """)


class Nghttpx(Box):
    program = "nghttpx"

    def __init__(self, *arguments, options=(), **others):
        self.options = options
        super().__init__(*arguments, **others)

    def arguments(self):
        return ("--conf=/dev/null", f"--frontend={self.host},{self.port}",
                f"--backend=127.0.0.1,{self.upstream}", "--workers=2", "--errorlog-file=/dev/stderr",
                *self.options, f"{self.certificate}.key", f"{self.certificate}.pem")


class Varnish(Box):
    program = "varnishd"

    def __init__(self, *arguments, parameters=(), **options):
        self.parameters = parameters
        super().__init__(*arguments, **options)

    def arguments(self):
        parameters = [word for parameter in self.parameters for word in ("-p", parameter)]
        return ("-F", "-j", "none", "-n", self.path("varnish"), "-a", f"{self.host}:{self.port}",
                "-b", f"127.0.0.1:{self.upstream}", "-s", "malloc,16m", *parameters)


class Squid(Box):
    program = "squid"

    def arguments(self):
        return "-N", "-f", self.write("squid.conf", f"""
            http_port {self.host}:{self.port}
            http_access allow all
            cache deny all
            pid_filename none
            access_log none
            cache_log /dev/null
            netdb_filename none
            pinger_enable off
            shutdown_lifetime 0 seconds
            """)


class Tinyproxy(Box):
    program = "tinyproxy"

    def arguments(self):
        return "-d", "-c", self.write("tinyproxy.conf", f"""
            Listen {self.host}
            Port {self.port}
            Timeout 60
            MaxClients 300
            LogLevel Critical
            """)
