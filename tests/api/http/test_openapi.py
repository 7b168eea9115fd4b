"""The description of the API: complete, valid, and the one that is committed."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from api.http.access.oidc import BACK, BEGIN
from api.http.examples import EXAMPLES
from api.http.vroom.routes import ADDRESSES
from api.openapi_file import FILE, main, openapi_text
from api.services.quote_desk import QuoteDesk
from api.settings import Settings
from data.templates.write_modes import write_mode_templates
from routing.travel.straight_line import StraightLine
from tests.api.http.builders import make_world, planned, request_body, running
from tests.api.http.operators import DoesNothing

METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(openapi_text())
    return content


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("server")
    write_mode_templates(folder / "modes")
    desk = QuoteDesk(folder / "modes", (), StraightLine())
    settings = Settings(threads=2, queue_size=50)
    with running(make_world(folder, quotes=desk, operator=DoesNothing(), settings=settings)) as client:
        yield client


def operations(described: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in described["paths"].items():
        yield from ((path, method, methods[method]) for method in METHODS if method in methods)


def test_the_committed_file_is_fresh() -> None:
    assert FILE.read_text(encoding="utf-8") == openapi_text()


def test_a_stale_or_missing_file_fails_the_check_until_it_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "openapi.json"
    assert main(["--check"], file) == 1
    assert main(["--write"], file) == 0
    assert main(["--check"], file) == 0
    file.write_text(file.read_text().replace("cancel_plan", "stop_plan"))
    assert main(["--check"], file) == 1
    assert "--write" in capsys.readouterr().err
    assert main([], file) == 2


def test_every_operation_has_a_name_a_summary_and_its_errors_as_problems(described: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, _, operation in operations(described)]
    assert len(names) == len(set(names))
    for path, _, operation in operations(described):
        assert operation["summary"]
        assert operation["description"]
        failures = {status: each for status, each in operation["responses"].items() if status[0] in "45"}
        assert {"421", "500"} <= set(failures)
        for each in failures.values():
            kinds = set(each["content"])
            kinds -= {"application/json"} if path in ADDRESSES else set()
            # Browsers that are sent here show what has come of it.
            kinds -= {"text/html"} if path in (BEGIN, BACK) else set()
            assert kinds <= {"application/problem+json"}, path


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    text = json.dumps(described)
    for part in text.split('"$ref": "')[1:]:
        reference = part.partition('"')[0]
        assert reference.startswith("#/components/schemas/")
        assert reference.rpartition("/")[2] in described["components"]["schemas"]


def test_every_schema_is_a_schema(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    for schema in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("operation", EXAMPLES)
def test_every_example_keeps_its_schema_and_is_taken(
    described: dict[str, Any], client: httpx.Client, operation: str
) -> None:
    path, method, declared = next(
        each for each in operations(described) if each[2]["operationId"] == operation
    )
    content = declared["requestBody"]["content"]["application/json"]
    schema = {**content["schema"], "components": described["components"]}
    Draft202012Validator(schema).validate(content["example"])
    if "{plan_id}" in path:
        path = path.format(plan_id=planned(client)["id"])
    if "{study_id}" in path:
        path = _study_for(client, path)
    path = re.sub(r"\{(vehicle|site)_id\}", str(content["example"].get("id")), path)
    headers = {"If-Match": "*"} if operation.startswith("replace_") else {}
    assert client.request(method.upper(), path, json=content["example"], headers=headers).is_success


def _study_for(client: httpx.Client, path: str) -> str:
    """Return a path with the id of a study of its kind."""
    shelf, kept = path.partition("/{")[0], "network_study" if "/network/" in path else "warehouse"
    answer = client.post(shelf, json=EXAMPLES[f"create_{kept}"])
    assert answer.status_code == 201, answer.text
    return path.format(study_id=answer.json()["id"])


def test_the_request_in_the_guide_is_taken(client: httpx.Client) -> None:
    guide = (FILE.parent / "guides" / "api.md").read_text(encoding="utf-8")
    request = guide.partition("```json\n")[2].partition("```")[0]
    answer = client.post("/v1/plans", json=json.loads(request), headers={"Prefer": "wait=60"})
    assert (answer.status_code, answer.json()["state"]) == (200, "done")


def test_the_problem_in_the_guide_is_what_the_server_says(client: httpx.Client) -> None:
    guide = (FILE.parent / "guides" / "api.md").read_text(encoding="utf-8")
    shown = guide.rpartition("```json\n")[2].partition("```")[0]
    order_rows = [{**request_body()["day"]["orders"][0], "service_s": -1}]
    assert client.post("/v1/plans", json=request_body(orders=order_rows)).json() == json.loads(shown)


def test_the_server_hands_out_the_same_description(client: httpx.Client) -> None:
    assert client.get("/openapi.json").json() == json.loads(openapi_text())


def test_every_link_leads_to_an_operation_by_an_id_of_the_answer(
    described: dict[str, Any], client: httpx.Client
) -> None:
    named = {each["operationId"]: (path, method) for path, method, each in operations(described)}
    created = planned(client)
    links = described["paths"]["/v1/plans"]["post"]["responses"]["202"]["links"]
    assert {"get_plan", "cancel_plan", "follow_plan"} <= set(links)
    assert links["get_plan"]["parameters"] == {"plan_id": "$response.body#/id"}
    path, method = named["get_plan"]
    assert client.request(method, path.format(plan_id=created["id"])).json()["id"] == created["id"]
    linked = [
        link
        for _, _, each in operations(described)
        for answer in each["responses"].values()
        for link in answer.get("links", {}).values()
    ]
    assert {each["operationId"] for each in linked} <= set(named)


def test_what_is_listed_links_to_its_first_item(described: dict[str, Any]) -> None:
    listed = described["paths"]["/v1/orders"]["get"]["responses"]["200"]["links"]["get_order"]
    assert listed["parameters"] == {"order_id": "$response.body#/orders/0/id"}
    reserved = described["paths"]["/v1/stock/reservations"]["post"]["responses"]["201"]["links"]
    assert reserved["get_reservation"]["parameters"] == {"reservation_id": "$response.body#/reservation/id"}
