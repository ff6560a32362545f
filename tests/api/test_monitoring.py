"""The files of `server/monitoring`: they fit together, they open nothing, and ask for metrics that there are.

What no test here does is start them, for want of a container engine.
"""

import json
import re
from pathlib import Path
from typing import Any

import httpx
import yaml

from server.settings import EXPORTING
from tests.live import Served

FOLDER = Path(__file__).parent.parent.parent / "server" / "monitoring"
METRIC = re.compile(r"\b(?:attune_|vllm:)\w+")
# All that a query may hold besides metrics: functions, words of PromQL, labels.
KNOWN = {"sum", "max", "min", "rate", "increase", "histogram_quantile", "by", "le"}.union(
    ("kind", "outcome", "policy_version", "status")
)


def read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def dashboard() -> Any:
    return json.loads((FOLDER / "dashboard.json").read_text(encoding="utf-8"))


def queries() -> list[str]:
    return [target["expr"] for panel in dashboard()["panels"] for target in panel["targets"]]


def test_the_dashboard_asks_for_metrics_that_the_server_has(live_server: Served) -> None:
    exposed = set()
    for name, kind in re.findall(r"^# TYPE (\S+) (\w+)$", httpx.get(f"{live_server.url}/metrics").text, re.MULTILINE):
        exposed |= {f"{name}_bucket", f"{name}_count", f"{name}_sum"} if kind == "histogram" else {name}
    asked = {metric for query in queries() for metric in METRIC.findall(query)}
    assert {"vllm:generation_tokens_total", "attune_votes_total", "attune_first_token_seconds_bucket"} <= asked
    assert asked - exposed == set()


def test_a_query_holds_nothing_else_that_could_be_misspelled() -> None:
    for query in queries():
        assert METRIC.search(query), query
        words = re.findall(r"[a-zA-Z_]\w*", re.sub(r"\[[^]]*\]", "", METRIC.sub("", query)))
        assert set(words) <= KNOWN, query
        assert query.count("(") == query.count(")"), query


def test_the_dashboard_shows_what_an_operator_asks_for() -> None:
    panels = dashboard()["panels"]
    titles = {panel["title"] for panel in panels}
    assert titles >= {"Tokens per second", "Time to first token", "Gap between tokens", "Queue", "KV cache in use"}
    assert titles >= {"Prefix cache hits", "Policy version", "Votes in the last hour", "Learner", "Engine"}
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in panels]
    assert len(set(places)) == len({panel["id"] for panel in panels}) == len(panels)
    (source,) = read("datasource.yaml")["datasources"]
    used = [panel["datasource"] for panel in panels] + [
        one["datasource"] for panel in panels for one in panel["targets"]
    ]
    assert {(one["type"], one["uid"]) for one in used} == {(source["type"], source["uid"])}
    assert source["url"] == "http://prometheus:9090"


def test_the_services_listen_on_this_machine_only_and_the_server_wants_a_key() -> None:
    services = read("compose.yaml")["services"]
    assert set(services) == {"attune", "prometheus", "grafana"}
    ports = [port for service in services.values() for port in service["ports"]]
    assert sorted(ports) == ["127.0.0.1:3000:3000", "127.0.0.1:8000:8000", "127.0.0.1:9090:9090"]
    assert re.fullmatch(
        r"\$\{ATTUNE_API_KEY:\?[^{}]*ATTUNE_API_KEY=[^{}]*\}", services["attune"]["environment"]["ATTUNE_API_KEY"]
    )
    for name in ("prometheus", "grafana"):
        assert re.fullmatch(r"[a-z]+/[a-z]+:v?\d+\.\d+\.\d+", services[name]["image"])
    grafana = services["grafana"]["environment"]
    assert grafana["GF_AUTH_ANONYMOUS_ORG_ROLE"] == "Viewer"
    assert grafana["GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION"] == "true"


def test_what_the_readme_says_that_the_environment_decides_reaches_the_server_in_its_container() -> None:
    told = re.findall(r"\b(?:HF_TOKEN|OTEL_[A-Z_]+)\b", (FOLDER.parents[1] / "README.md").read_text(encoding="utf-8"))
    assert {"HF_TOKEN", "OTEL_EXPORTER_OTLP_ENDPOINT"} <= set(told)
    environment = read("compose.yaml")["services"]["attune"]["environment"]
    for name in {*told, *EXPORTING}:
        # Without a value it is passed through; an exporter would take an empty string for its endpoint.
        assert environment.get(name, "left out") is None, name


def test_every_file_that_is_mounted_is_there_and_every_volume_is_declared() -> None:
    compose = read("compose.yaml")
    mounted = {}
    for service in compose["services"].values():
        for volume in service["volumes"]:
            source, target, *_ = volume.split(":")
            mounted[target] = source
            assert (FOLDER / source).is_file() if source.startswith("./") else source in compose["volumes"]
    assert mounted["/data"] == "attune-data"
    home = compose["services"]["grafana"]["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"]
    assert mounted[home] == "./dashboard.json"
    assert home.startswith(read("dashboards.yaml")["providers"][0]["options"]["path"])
    context = FOLDER / compose["services"]["attune"]["build"]["context"]
    assert f"AS {compose['services']['attune']['build']['target']}\n" in (context / "Dockerfile").read_text(
        encoding="utf-8"
    )
    (job,) = read("prometheus.yml")["scrape_configs"]
    assert job["static_configs"] == [{"targets": ["attune:8000"]}]
    assert "metrics_path" not in job, "Prometheus reads /metrics by itself"
