"""Kill web servers, workers and databases under load: nothing that was answered with "done" is lost or doubled.

    .venv/bin/python deploy/drills/kills.py [--kills 12] [--seed 1] [--log FILE]

A throw-away PostgreSQL with a replica, PgBouncer, Redis, nginx, two web services and a second worker. Officers enter
donors by the form and confirm files all the while, a visitor reads; one server after another is killed at a random
moment and started again, as systemd would. In the end every donor whose form was answered is there once, every file
that was confirmed is stored once, no answer was 500 at all nor 503 but while what it needs was away, and the visitor
has read every page. Ends with 1 where it is not so.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from load import PAGES, PATIENCE_SECONDS, ROWS, Files, Forms, Readers, Visitor, prepare  # noqa: E402
from servers import (  # noqa: E402
    DURABLE,
    SECONDS_TO_COME_BACK,
    Database,
    Nginx,
    Pooler,
    Process,
    Redis,
    Store,
    free_port,
    replica_of,
    until,
)

import runtests  # noqa: E402  the folder of the portal is known only now

SECONDS_BETWEEN = (1.0, 4.0)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", default=os.devnull, help="where the lines of all servers go")
    asked = parser.parse_args()
    random.seed(asked.seed)
    with runtests.cluster(runtests.system_binaries()[0], DURABLE) as url, tempfile.TemporaryDirectory() as scratch:
        Path(scratch).chmod(0o755)  # the server in front is another user
        folder = Path(url.partition("host=")[2])
        os.environ.update(
            DATABASE_URL=url, DATA_DIR=f"{scratch}/data", DJANGO_SETTINGS_MODULE="bhxh_portal.settings", PRODUCTION=""
        )
        Path(scratch, "data").mkdir()
        with Path(asked.log).open("w") as log:
            return play(asked.kills, Database("database", folder, folder / "data"), Path(scratch), log)


def play(kills, database, scratch, log):
    replica = replica_of(database)
    pooler, redis = Pooler(database, log), Redis(log)
    store = Store(log) if shutil.which("moto_server") else None
    os.environ.update(CACHE_URL=redis.url, **({"UPLOADS_URL": store.url} if store else {}))
    prepare()
    servers = {**os.environ, "DATABASE_PUBLIC_URL": replica.url, "PROXIES": "0"}
    ports, ended = [free_port() for _node in range(2)], threading.Event()
    manage = [sys.executable, ROOT / "manage.py"]
    processes = [
        Process(
            f"web {number}",
            [*manage, "serve", "--port", port, "--workers", "2", "--verbosity", "0"],
            log,
            {**servers, "DATABASE_URL": pooler.url("portal_web")},
        )
        for number, port in enumerate(ports)
    ]
    work = [*manage, "work", "--verbosity", "0"]
    processes.append(Process("worker", work, log, {**servers, "DATABASE_URL": pooler.url("portal")}))
    nginx = Nginx(scratch / "front", ports, log)
    killed_last = {}

    def is_away():
        """Whether what a form needs was away until a moment ago."""
        needed = (killed_last.get(name, 0) + SECONDS_TO_COME_BACK for name in ("pooler", "redis"))
        return database.was_away() or time.monotonic() < max(needed)

    forms = [Forms(number, port, is_away, ended) for number, port in enumerate([*ports, *ports])]
    files, readers = Files(scratch, ended), Readers(nginx.front, ended)
    until_all_answer(ports)
    for page in PAGES:
        nginx.front.ask(page)
    for each in (*forms, files, readers):
        each.start()
    killed = Counter()
    for _turn in range(kills):
        time.sleep(random.uniform(*SECONDS_BETWEEN))
        target = random.choice([database, replica, pooler, redis, nginx, *processes])
        killed[target.name] += 1
        target.kill()
        killed_last[target.name] = time.monotonic()
    until_all_answer(ports)
    until(lambda: files.done and any(each.done for each in forms), PATIENCE_SECONDS)
    ended.set()
    for each in (*forms, files, readers):
        each.join()
    faults = settle(forms, files) + readers.faults
    for process in (*processes, nginx, pooler, redis, *([store] if store else [])):
        process.end()
    replica.end()
    statuses = sum((each.visitor.statuses for each in forms), Counter())
    done = sum(len(each.done) for each in forms)
    print(f"killed {dict(killed)}; store of uploads: {'S3' if store else 'a folder'}")
    print(f"answers to officers {dict(statuses)}, to a visitor {dict(readers.statuses)}")
    print(f"{done} donors and {len(files.done)} files were acknowledged")
    print("\n".join(faults) or "nothing was lost, nothing was doubled")
    return 1 if faults else 0


def until_all_answer(ports):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while any(Visitor(port).ask("/readyz")[0] != 200 for port in ports) and time.monotonic() < deadline:
        time.sleep(0.5)


def settle(forms, files):
    """What is wrong when all has come to rest: sentences."""
    from django.db import connection

    from programmes.models import Donor, Gift, ImportBatch
    from programmes.totals import rebuild

    connection.close()
    confirmed = files.done
    deadline = time.monotonic() + PATIENCE_SECONDS
    while ImportBatch.objects.filter(pk__in=confirmed).exclude(state="stored").exists() and time.monotonic() < deadline:
        time.sleep(0.5)
    faults = [
        f"upload {batch.pk} is {batch.state}"
        for batch in ImportBatch.objects.filter(pk__in=confirmed)
        if batch.state != "stored"
    ]
    gifts = Counter(Gift.objects.filter(batch__in=confirmed).values_list("batch", flat=True))
    faults += [f"upload {pk} has {gifts[pk]} of {ROWS} gifts" for pk in confirmed if gifts[pk] != ROWS]
    names = Counter(Donor.objects.values_list("name", flat=True))
    for each in forms:
        faults += [
            f"{name} was acknowledged and is there {names[name]} times" for name in each.done if names[name] != 1
        ]
        faults += [f"an answer {status} while the database was there" for status in each.faults]
    faults += [f"{name} is there {count} times" for name, count in names.items() if count > 1]
    return faults + [f"a total is wrong: {one}" for one in rebuild.differences()]


if __name__ == "__main__":
    sys.exit(main())
