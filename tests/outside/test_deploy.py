"""The other samples of deploy/, judged by the programs that will read them, and by the rules that they repeat."""

import base64
import re
import shlex
import shutil
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.checks.security.base import check_secret_key
from django.core.management import get_commands

from programmes import checks
from programmes.rules.retention import KINDS
from tests.architecture.sources import ROOT
from tests.outside.front import SAMPLE, program
from tests.outside.validators import judged

DEPLOY = ROOT / "deploy"
UNITS = DEPLOY / "systemd"


@pytest.fixture
def units(tmp_path):
    """The units with a program that is there."""
    shutil.copytree(UNITS, tmp_path, dirs_exist_ok=True)
    for path in tmp_path.glob("*.service"):
        text = path.read_text()
        for name in ("gunicorn", "python"):
            text = text.replace(f"/opt/so-an-sinh/.venv/bin/{name}", sys.executable)
        path.write_text(text)
    return tmp_path


def verified(folder):
    """What systemd has to say of the units."""
    paths = sorted([*folder.glob("*.service"), *folder.glob("*.timer")])
    run = subprocess.run(
        [program("systemd-analyze"), "verify", *paths],
        env={"SYSTEMD_UNIT_PATH": f"{folder}:"},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stdout + run.stderr


def test_systemd_has_nothing_to_say_of_the_units(units):
    assert verified(units) == ""


@pytest.mark.parametrize(
    ("name", "there", "planted"),
    [
        ("so-an-sinh-web.service", "RestartSec=5", "RestartSecs=5"),
        ("so-an-sinh-check.timer", "Sun *-*-*", "Someday"),
        ("so-an-sinh-.service.d/common.conf", "ProtectHome=yes", "ProtectHome=maybe"),
    ],
)
def test_systemd_sees_a_planted_fault(units, name, there, planted):
    path = units / name
    assert there in path.read_text()
    path.write_text(path.read_text().replace(there, planted))
    assert name in verified(units)


def test_a_service_outlives_an_hour_without_its_database():
    for name in ("web", "worker"):
        unit = (UNITS / f"so-an-sinh-{name}.service").read_text()
        assert {"StartLimitIntervalSec=0", "Restart=always"} <= set(unit.splitlines())


def test_what_timers_run_are_commands_of_the_portal():
    told = "\n".join(path.read_text() for path in UNITS.glob("*.service"))
    asked = set(re.findall(r"manage\.py (\w+)", told))
    assert {"work", "backup", "check_books", "retire"} <= asked
    assert asked <= get_commands().keys()


def test_logs_and_copies_go_when_their_days_are_over():
    days = KINDS["logs"].days
    kept = re.findall(r"^ *(?:rotate|maxage) (\d+)$", (DEPLOY / "logrotate").read_text(), re.MULTILINE)
    assert set(kept) == {str(days)}
    assert f"-mtime +{KINDS['copies'].days} " in (UNITS / "so-an-sinh-backup.service").read_text()


def test_logrotate_reads_its_sample(tmp_path):
    asked = [program("logrotate"), "--debug", "--state", tmp_path / "state", DEPLOY / "logrotate"]
    run = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert (run.returncode, "error:" in run.stderr) == (0, False), run.stderr


def test_nginx_lets_through_what_the_portal_takes():
    (limit,) = re.findall(r"client_max_body_size (\d+)m;", SAMPLE.read_text())
    assert 0 < int(limit) * 1024 * 1024 - settings.IMPORT_MAX_BYTES <= 1024 * 1024


def test_the_compose_file_is_one():
    verdict = judged("check-jsonschema", "--builtin-schema", "vendor.compose-spec", DEPLOY / "compose.yaml")
    assert verdict.is_good, verdict.said


def test_hadolint_has_nothing_to_say_of_the_dockerfile():
    verdict = judged("hadolint", DEPLOY / "Dockerfile")
    assert verdict.is_good, verdict.said


def test_no_secret_gets_into_an_image_or_the_repository():
    for name in (".dockerignore", ".gitignore"):
        assert re.search(r"^/?deploy/secrets/?$", (ROOT / name).read_text(), re.MULTILINE), name


def test_the_recipes_for_keys_pass_the_check_of_the_portal(settings):
    recipes = re.findall(r"^#   (python3 -c .*)$", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert len(recipes) == 2

    def made(recipe):
        return subprocess.check_output([sys.executable, *shlex.split(recipe)[1:]], text=True).strip()

    secret, key = recipes
    for _time in range(5):
        settings.SECRET_KEY = made(secret)
        settings.DATA_KEYS, settings.DATA_INDEX_KEY = (
            [base64.urlsafe_b64decode(made(key))],
            base64.urlsafe_b64decode(made(key)),
        )
        assert [*checks.keys_are_apart(None), *check_secret_key(None)] == []
