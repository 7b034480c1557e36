"""The container files agree with each other, with the variable table and with the promises of docs/operations.md."""

import json
import re

import pytest
import yaml

from portal.settings.env import TABLE
from tests.services import deployment, distribution
from tests.services.places import ROOT

COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
PORTAL = ["setup", "web", "worker", "index-worker", "beat"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "")


def test_compose_has_the_portals_processes_and_its_three_services():
    assert sorted(SERVICES) == sorted([*PORTAL, "certificates", "postgresql", "redis", "elasticsearch"])


@pytest.mark.parametrize("name", PORTAL)
def test_portal_containers_cannot_write_outside_their_volume(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["tmpfs"] == ["/tmp"]
    assert service["volumes"] == ["data:/data", "certificates:/certificates:ro"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_every_lasting_service_has_a_health_check():
    # web has the image's own
    assert [name for name, service in SERVICES.items() if "healthcheck" not in service] == ["web"]
    assert "HEALTHCHECK" in DOCKERFILE
    assert "/health/ready" in DOCKERFILE


def test_only_web_is_published_and_only_on_loopback():
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "web": ["127.0.0.1:${PORT:-8000}:8000"]
    }
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    for name in ("postgresql", "redis", "elasticsearch"):
        assert SERVICES[name]["networks"] == ["inside"]


def test_no_secret_stands_in_the_files():
    for service in SERVICES.values():
        for key, value in service.get("environment", {}).items():
            if "PASSWORD" in key or "@" in value:  # asked of the environment, refused when empty
                assert ":?" in value
    empty = [name for name, value in deployment.example().items() if not value]
    assert empty == ["SECRET_KEY", "IDENTITY_KEYS", "IDENTITY_HASH_KEY", "POSTGRES_PASSWORD", "ELASTIC_PASSWORD"]


def test_every_embedded_default_is_replaced_by_the_example_or_by_compose():
    replaced = {*deployment.example(), *SERVICES["web"]["environment"]}
    assert [row.name for row in TABLE if row.embedded and row.name not in replaced] == []


def test_the_example_names_only_variables_that_exist():
    known = {row.name for row in TABLE} | {"POSTGRES_PASSWORD", "ELASTIC_PASSWORD"}
    assert [name for name in deployment.example() if name not in known] == []


def test_the_image_starts_with_the_command_of_web():
    command = re.search(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
    assert json.loads(command[1]) == SERVICES["web"]["command"]


def test_the_image_is_not_run_by_root():
    assert re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE) == ["10001:10001"]


def test_what_the_image_copies_exists_and_is_not_ignored():
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"}
    copied = [words.split()[:-1] for words in re.findall(r"^COPY ((?!--).*)$", DOCKERFILE, re.MULTILINE)]
    sources = {name for names in copied for name in names}
    assert sources == kept
    assert [name for name in sources if not (ROOT / name).exists()] == []


def test_compose_and_tests_run_the_same_elasticsearch_and_postgresql():
    assert SERVICES["elasticsearch"]["image"].endswith(f":{distribution.VERSION}")
    assert SERVICES["postgresql"]["image"].startswith("postgres:15")


@pytest.mark.slow
def test_the_deployment_check_passes_with_a_full_set_of_variables(capfd):
    assert deployment.main() == 0, capfd.readouterr().err
