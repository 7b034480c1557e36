"""The service scripts touch only what is theirs, and say plainly what they lack."""

import socket
import subprocess
import sys
import zipfile

import pytest

from tests.services import __main__ as command_line
from tests.services import distribution, elasticsearch, processes, suite
from tests.services.places import ROOT, Unavailable


def test_an_unknown_service_is_refused(capsys):
    with pytest.raises(SystemExit) as ended:
        command_line.main(["kill", "mysql"])
    assert ended.value.code == 2
    assert "'mysql' is not one of postgresql, redis, elasticsearch" in capsys.readouterr().err


def test_a_port_is_kept_while_it_is_free_and_replaced_when_it_is_taken(tmp_path):
    first = processes.kept_port(tmp_path / "port")
    assert processes.kept_port(tmp_path / "port") == first
    with socket.socket() as taker:
        taker.bind((processes.HOST, first))
        taker.listen()
        assert processes.listens(first)
        second = processes.kept_port(tmp_path / "port")
    assert second != first
    assert processes.kept_port(tmp_path / "port") == second


def test_a_process_is_ours_only_when_its_command_line_names_our_folder(tmp_path):
    code = "import time; time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) as process:
        assert processes.alive(process.pid, marker=tmp_path)
        assert not processes.alive(process.pid, marker=tmp_path / "other")
        processes.end(process.pid, marker=tmp_path)
        assert not processes.alive(process.pid, marker=tmp_path)
        processes.end(process.pid, marker=tmp_path)
    assert process.returncode == -15


def test_a_process_that_ignores_the_request_is_killed(tmp_path):
    code = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('set', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"set\n"
        processes.end(process.pid, marker=tmp_path, patience=0.3)
    assert process.returncode == -9


def test_a_tampered_archive_is_refused(tmp_path, monkeypatch):
    repository = tmp_path / "m2"
    folder = repository.joinpath(*distribution.GROUP.split("."), distribution.ARTIFACT, distribution.RELEASE)
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / distribution.ARCHIVE, "w") as bundle:
        bundle.writestr("sonarqube/elasticsearch/bin/elasticsearch-env", "evil")
    monkeypatch.setenv("CONSILIUM_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("MAVEN_OPTS", f"-Dmaven.repo.local={repository}")
    with pytest.raises(Unavailable, match="not the pinned"):
        distribution.obtain()
    assert list((tmp_path / "cache").iterdir()) == []


def test_without_maven_the_reason_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("CONSILIUM_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("MAVEN_OPTS", f"-Dmaven.repo.local={tmp_path}")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unavailable, match=r"Maven .* is not installed"):
        distribution.obtain()


def test_an_old_jdk_is_recognised_by_its_release_file(tmp_path):
    (tmp_path / "release").write_text('IMPLEMENTOR="x"\nJAVA_VERSION="17.0.15"\n', encoding="utf-8")
    assert elasticsearch.java_version(tmp_path) == 17
    assert elasticsearch.java_version(tmp_path / "absent") == 0


def test_the_embedded_phases_never_see_the_services_variables(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/")
    assert suite.SERVICE_VARIABLES.isdisjoint(suite._environment(real=False))


def test_a_phase_without_its_service_or_its_folder_is_not_green():
    lacking = suite.Phase(name="one", title="one", command=("-c", ""), needs=frozenset({"redis"}))
    absent = suite.Phase(name="two", title="two", folders=("tests/absent",))
    outcomes = [suite._run(lacking, {"redis"}), suite._run(absent, set())]
    assert [outcome.state for outcome in outcomes] == ["not run: no redis", "nothing to run"]
    common = {"wanted": frozenset({"redis"}), "seconds": 1.0}
    assert suite._close(outcomes, lacking={"redis"}, strict=False, **common) == 1
    passed = suite.Outcome(absent, "passed", 1.0, {"passed": 1})
    assert suite._close([passed, *outcomes], lacking={"redis"}, strict=False, **common) == 0
    assert suite._close([passed, *outcomes], lacking={"redis"}, strict=True, **common) == 1
    assert suite._close([passed, suite.Outcome(absent, "failed")], lacking=set(), strict=False, **common) == 1


def test_the_scripts_run_with_the_standard_library_alone():
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\nimport {{}}"]
    for module in ("tests.services.__main__", "tests.services.suite", "tests.services.deployment"):
        subprocess.run([*command[:-1], command[-1].format(module)], check=True)
