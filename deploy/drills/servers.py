"""The servers of a portal on several machines, all on this one: each is killed at will and started again.

A primary PostgreSQL with its streaming replica, PgBouncer in transaction mode, Redis, a store that speaks S3 (moto,
where it is installed) and nginx as deploy/nginx has it. They are what docs/scaling.md tells to set up, small.
"""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import runtests
from tests.outside.front import Front

DURABLE = ("fsync=on", "synchronous_commit=on", "full_page_writes=on")
SECONDS_AWAY = (1.0, 5.0)
SECONDS_TO_COME_BACK = 10
POOLER = """
[databases]
portal_web = host={database} dbname=postgres user=bhxh connect_query='{web}'
portal = host={database} dbname=postgres user=bhxh connect_query='{others}'
[pgbouncer]
unix_socket_dir = {folder}
listen_port = {port}
auth_type = any
pool_mode = transaction
default_pool_size = 10
max_client_conn = 200
"""
LIMITS = {  # what the portal tells a server by itself, told by the pooler
    "web": "SET lock_timeout = 10000; SET statement_timeout = 30000; SET idle_in_transaction_session_timeout = 60000",
    "others": "SET lock_timeout = 600000; SET idle_in_transaction_session_timeout = 900000",
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(there, seconds=30):
    """Wait until `there()`; RuntimeError when it does not come."""
    deadline = time.monotonic() + seconds
    while not there():
        if time.monotonic() > deadline:
            raise RuntimeError(f"{there} did not come within {seconds} seconds")
        time.sleep(0.1)


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Process:
    """A process that is started again when it has ended, as by systemd."""

    def __init__(self, name, command, log, environment=None, **as_user):
        self.name, self.command, self.environment, self.log, self.as_user = name, command, environment, log, as_user
        self.ended = threading.Event()
        self.running = None
        self.watch = threading.Thread(target=self._watch)
        self.watch.start()

    def _watch(self):
        while not self.ended.is_set():
            self.running = subprocess.Popen(
                [str(part) for part in self.command],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=self.log,
                stderr=self.log,
                start_new_session=True,
                **self.as_user,
            )
            while self.running.poll() is None and not self.ended.is_set():
                time.sleep(0.05)
            if not self.ended.is_set():
                time.sleep(0.5)

    def kill(self):
        """The whole of it, or one of its children."""
        children = subprocess.run(["pgrep", "-P", str(self.running.pid)], capture_output=True, text=True, check=False)
        target = random.choice([self.running.pid, *map(int, children.stdout.split())])
        try:
            if target == self.running.pid:
                os.killpg(target, signal.SIGKILL)
            else:
                os.kill(target, signal.SIGKILL)
        except ProcessLookupError:  # it has just ended, and is started again
            pass

    def end(self):
        self.ended.set()
        self.watch.join()
        if self.running.poll() is None:
            os.killpg(self.running.pid, signal.SIGTERM)
            self.running.wait(60)


class Database:
    """A server of PostgreSQL with its data in `data` and its socket in `folder`."""

    def __init__(self, name, folder, data):
        self.name, self.folder, self.data = name, folder, data
        self.as_user, self.binaries = runtests.unprivileged(), runtests.system_binaries()[0]
        self.away_until = 0.0

    @property
    def url(self):
        return f"postgres://bhxh@/postgres?host={self.folder}"

    def was_away(self):
        """Just now or until a moment ago: connections have to find their way back."""
        return time.monotonic() < self.away_until + SECONDS_TO_COME_BACK

    def control(self, *told):
        command = [self.binaries / "pg_ctl", "-D", self.data, *told]
        runtests.run_quietly(command, self.as_user, self.folder)

    def start(self):
        told = (f"unix_socket_directories={self.folder}", "listen_addresses=", *DURABLE)
        options = " ".join(f"-c {one}" for one in told)
        self.control("-w", "-t", "60", "-l", self.folder / "server.log", "-o", options, "start")

    def kill(self):
        self.away_until = float("inf")
        self.end()
        time.sleep(random.uniform(*SECONDS_AWAY))
        self.start()
        self.away_until = time.monotonic()

    def end(self):
        self.control("-m", "immediate", "stop")


def of_user(folder, as_user):
    """A new folder for a server that must not be root."""
    folder.mkdir()
    if as_user:
        os.chown(folder, as_user["user"], as_user["group"])
    return folder


def replica_of(primary):
    """A streaming replica, made by pg_basebackup and started."""
    home = of_user(primary.folder / "replica", primary.as_user)
    copy = ["-D", home / "data", "-h", primary.folder, "-U", "bhxh", "-R", "-X", "stream", "-c", "fast", "--no-sync"]
    runtests.run_quietly([primary.binaries / "pg_basebackup", *copy], primary.as_user, home)
    replica = Database("replica", home, home / "data")
    replica.start()
    return replica


class Pooler(Process):
    """PgBouncer before a database, in transaction mode."""

    def __init__(self, database, log):
        folder, self.port = of_user(database.folder / "pooler", database.as_user), free_port()
        told = POOLER.format(database=database.folder, folder=folder, port=self.port, **LIMITS)
        (folder / "pgbouncer.ini").write_text(told)
        self.folder = folder
        command = [shutil.which("pgbouncer", path="/usr/sbin:/usr/bin"), folder / "pgbouncer.ini"]
        super().__init__("pooler", command, log, **database.as_user)

    def url(self, name):
        return f"postgres://bhxh@/{name}?host={self.folder}&port={self.port}&pooler=transaction"


class Redis(Process):
    def __init__(self, log):
        self.port = free_port()
        how = ["--port", self.port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        super().__init__("redis", ["redis-server", *how], log)
        until(lambda: listens(self.port))

    @property
    def url(self):
        return f"redis://127.0.0.1:{self.port}/0"


class Store(Process):
    """A store in memory: it loses everything when it ends, so it is not killed."""

    def __init__(self, log):
        self.port = free_port()
        super().__init__("store", ["moto_server", "-H", "127.0.0.1", "-p", self.port], log)
        until(lambda: listens(self.port))
        bucket = ["import boto3, sys; boto3.client('s3', endpoint_url=sys.argv[1], region_name='us-east-1',"]
        bucket += ["aws_access_key_id='k', aws_secret_access_key='s').create_bucket(Bucket='uploads')"]
        subprocess.run([sys.executable, "-c", " ".join(bucket), f"http://127.0.0.1:{self.port}"], check=True)

    @property
    def url(self):
        return f"s3://k:s@127.0.0.1:{self.port}/uploads?region=us-east-1&tls=0"


class Nginx(Process):
    """The server in front of two portals."""

    def __init__(self, folder, ports, log):
        folder.mkdir()
        nodes = "; server ".join(f"127.0.0.1:{port} max_fails=1 fail_timeout=1s" for port in ports)
        self.front = Front(Path(folder), nodes)
        super().__init__("nginx", self.front.command(), log)
        until(lambda: listens(self.front.https))
