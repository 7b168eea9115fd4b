"""Supply networks over HTTP: kept with every fault told, asked about, followed, answered with files."""

import io
import json
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import httpx
import pytest

from api.http.examples import EXAMPLES
from api.services.operations.study_files import XLSX, ZIP
from tests.api.http.builders import PROBLEM, make_world, running, wait_for
from tests.api.http.operators import OperatorHere

STUDIES = "/v1/network/studies"
WAIT = {"Prefer": "wait=60"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with running(make_world(tmp_path_factory.mktemp("server"), operator=OperatorHere())) as client:
        yield client


@pytest.fixture(scope="module")
def study(client: httpx.Client) -> str:
    """A study of two warehouses to choose from."""
    return kept(client)


def kept(client: httpx.Client, **headers: str) -> str:
    answer = client.post(STUDIES, json=EXAMPLES["create_network_study"], headers=headers)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"] == f"{STUDIES}/{answer.json()['id']}"
    return str(answer.json()["id"])


def ended(client: httpx.Client, study: str, kind: str, **asked: Any) -> dict[str, Any]:
    """Ask a study and return the operation once it is done."""
    answer = client.post(f"{STUDIES}/{study}:{kind}", json=asked, headers=WAIT)
    told: dict[str, Any] = answer.json()
    assert answer.status_code == 200, answer.text
    assert (told["state"], told["failure"]) == ("done", None)
    return told


def files(client: httpx.Client, operation: dict[str, Any]) -> dict[str, httpx.Response]:
    listed = client.get(operation["links"]["files"]).json()["files"]
    found = {each["name"]: client.get(each["href"]) for each in listed}
    for each in listed:
        assert found[each["name"]].headers["Content-Type"].startswith(each["media_type"])
        assert len(found[each["name"]].content) == each["bytes"]
    return found


def test_the_template_is_kept_as_it_is_handed_out_in_both_forms(client: httpx.Client) -> None:
    for ending, media in (("xlsx", XLSX), ("zip", ZIP)):
        template = client.get(f"/v1/network/template.{ending}")
        assert template.headers["Content-Type"] == media
        answer = client.post(
            STUDIES, params={"name": "Riviera"}, content=template.content, headers={"Content-Type": media}
        )
        told = answer.json()
        assert (answer.status_code, told["name"]) == (201, "Riviera")
        assert (told["counts"]["sites"], told["counts"]["customers"]) == (14, 36)
        assert "Fuel up by half" in told["scenarios"]
        again = client.get(f"{STUDIES}/{told['id']}/tables")
        assert again.headers["Content-Type"] == media


def test_every_fault_of_every_table_is_told_with_row_and_column(client: httpx.Client) -> None:
    body = deepcopy(EXAMPLES["create_network_study"])
    body["tables"]["sites"][1]["lat"] = "north"
    body["tables"]["sites"][2]["fixed_cost"] = -1
    body["tables"]["demand"][0]["customer"] = "nobody"
    answer = client.post(STUDIES, json=body)
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, PROBLEM)
    told = {(each["where"], each["field"], each["value"]) for each in answer.json()["errors"]}
    assert ("sites.csv row 3", "lat", "north") in told
    assert ("sites.csv row 4", "fixed_cost", "-1") in told
    assert any(where == "demand.csv row 2" and value == "nobody" for where, _, value in told)
    assert "roundsman-study" not in answer.text


def test_bombs_and_what_is_no_archive_are_refused(client: httpx.Client) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sites.csv", b"0" * 30_000_000)
    for content, said in (
        (packed.getvalue(), "times its size"),
        (b"no archive", "no archive"),
        (b"", "no archive"),
    ):
        answer = client.post(STUDIES, content=content, headers={"Content-Type": ZIP})
        assert answer.status_code == 422
        assert said in answer.text
    answer = client.post(STUDIES, content=b"a,b", headers={"Content-Type": "text/csv"})
    assert answer.status_code == 415


def test_more_places_than_the_server_takes_are_refused(client: httpx.Client) -> None:
    body = deepcopy(EXAMPLES["create_network_study"])
    body["tables"]["customers"] = [{"id": f"C{k}", "lon": 7.4, "lat": 43.7} for k in range(5_001)]
    body["tables"]["demand"] = [{"customer": "C1", "product": "parcel", "units": 1}]
    answer = client.post(STUDIES, json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["expected"] == "at most 5,000 on this server"


def test_the_same_key_keeps_one_study_and_another_body_is_refused(client: httpx.Client) -> None:
    key = {"Idempotency-Key": "study-1"}
    assert kept(client, **key) == kept(client, **key)
    other = {**EXAMPLES["create_network_study"], "name": "Another"}
    answer = client.post(STUDIES, json=other, headers=key)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency-key-reused")


def test_a_study_is_replaced_by_whoever_has_seen_its_revision(client: httpx.Client) -> None:
    one = f"{STUDIES}/{kept(client)}"
    seen = client.get(one).headers["ETag"]
    body = {**EXAMPLES["create_network_study"], "name": "Anew"}
    assert client.put(one, json=body).status_code == 428
    answer = client.put(one, json=body, headers={"If-Match": seen})
    assert (answer.status_code, answer.json()["revision"], answer.json()["name"]) == (200, 2, "Anew")
    assert client.put(one, json=body, headers={"If-Match": seen}).status_code == 412
    assert client.delete(one, headers={"If-Match": seen}).status_code == 412
    assert client.delete(one, headers={"If-Match": answer.headers["ETag"]}).status_code == 204
    assert client.get(one).status_code == 404


def test_a_design_is_followed_to_its_answer_and_its_files(client: httpx.Client, study: str) -> None:
    told = ended(client, study, "design", seconds=5)
    assert told["answer"]["objective"] == pytest.approx(told["progress"]["objective"], abs=0.01)
    assert told["answer"]["gap"] == 0
    assert (told["about"], told["revision"]) == (study, 1)
    found = files(client, told)
    assert {"network.json", "network.geojson", "network.html", "network.xlsx"} <= set(found)
    assert {name.rpartition(".")[2] for name in found} >= {"png", "svg"}
    assert found["network.geojson"].json()["type"] == "FeatureCollection"
    assert "sandbox" in found["network.html"].headers["Content-Security-Policy"]
    assert client.get(told["links"]["answer"]).json() == told["answer"]
    events = client.get(told["links"]["events"]).text
    assert events.rstrip().rpartition("event: ")[2].startswith("end")
    last = events.rpartition("id: ")[2].partition("\n")[0]
    assert client.get(told["links"]["events"], headers={"Last-Event-ID": last}).status_code == 204


def test_changes_are_made_before_a_study_is_designed(client: httpx.Client, study: str) -> None:
    more = [{"change": "demand-percent", "value": 130}]
    costs = [
        ended(client, study, "design", seconds=5, changes=changes, pictures=False)["answer"]["objective"]
        for changes in ([], more)
    ]
    assert costs[0] < costs[1]


def test_designs_are_compared_and_tell_why_a_site_stands(client: httpx.Client, study: str) -> None:
    told = ended(client, study, "compare", seconds=5, sites=True)["answer"]
    names = [each["design"] for each in told["comparison"]]
    assert names[:2] == ["as it is", "best"]
    assert {each["site"] for each in told["sites"]} == {"FON", "NCE"}
    assert all(each["regret"] >= 0 for each in told["sites"])


def test_many_cases_are_designed_apart_and_told_in_one_table(client: httpx.Client, study: str) -> None:
    cases = [
        {"name": "less", "changes": [{"change": "demand-percent", "value": 50}]},
        {"name": "no such site", "changes": [{"change": "close-site", "target": "XYZ"}]},
        {"name": "more", "changes": [{"change": "demand-percent", "value": 130}]},
    ]
    told = ended(client, study, "sweep", seconds=5, cases=cases)
    rows = told["answer"]["cases"]
    assert [each["case"] for each in rows] == ["less", "no such site", "more"]
    assert [each["state"] for each in rows] == ["done", "failed", "done"]
    assert rows[0]["cost"] < rows[2]["cost"]
    assert "not there" in rows[1]["why_not"]
    assert (told["progress"]["done"], told["progress"]["of"]) == (3, 3)
    parts = client.get(told["links"]["parts"]).json()["operations"]
    assert {each["parent"] for each in parts} == {told["id"]}
    assert {"sweep.csv", "sweep.xlsx"} <= set(files(client, told))
    # Parts are not listed beside the whole.
    listed = client.get("/v1/operations", params={"about": study}).json()["operations"]
    assert not {each["id"] for each in parts} & {each["id"] for each in listed}


def test_a_sweep_that_is_cancelled_ends_with_its_parts(client: httpx.Client, study: str) -> None:
    cases = [{"name": str(k)} for k in range(30)]
    path = client.post(f"{STUDIES}/{study}:sweep", json={"cases": cases}).headers["Location"]
    assert client.post(f"{path}:cancel").json()["state"] == "cancelled"
    wait_for(
        lambda: all(
            each["state"] in ("cancelled", "done")
            for each in client.get(f"{path}/parts").json()["operations"]
        )
    )


def test_a_front_a_tornado_and_a_view_are_answered(client: httpx.Client, study: str) -> None:
    front = ended(client, study, "pareto", points=3, seconds=6)
    assert front["answer"]["points"]
    moved = ended(client, study, "tornado", seconds=8)
    assert moved["progress"]["done"] == moved["progress"]["of"]
    seen = ended(client, study, "view", removals=1, draws=5)
    assert {each["name"] for each in seen["answer"]["points_of_failure"]} >= {"MRS"}


def test_the_design_of_another_operation_is_lived_through(client: httpx.Client, study: str) -> None:
    designed = ended(client, study, "design", seconds=5, pictures=False)
    asked = {"designs": [], "design": designed["id"], "days": 3, "replications": 2, "last_mile": "lanes"}
    told = ended(client, study, "simulate", **asked)
    assert (told["progress"]["done"], told["progress"]["of"]) == (6, 6)
    assert {each["design"] for each in told["answer"]["results"]} == {"design"}
    assert "simulation.html" in files(client, told)


def test_what_a_study_does_not_have_cannot_be_asked_for(client: httpx.Client, study: str) -> None:
    for kind, asked, field in (
        ("compare", {"scenarios": ["Boom"]}, "/scenarios/0"),
        ("simulate", {"scenarios": ["Flood"]}, "/scenarios/0"),
        ("simulate", {"designs": []}, "/"),
        ("view", {"design": "no-such-operation"}, "/"),
        ("design", {"travel": "moon"}, "/"),
        ("design", {"seconds": 99_999}, "/"),
        ("design", {"second": 9}, "/"),
    ):
        answer = client.post(f"{STUDIES}/{study}:{kind}", json=asked)
        assert answer.status_code == 422, (kind, asked)
        assert answer.json()["errors"][0]["where"].startswith(field)
    nobody = f"{STUDIES}/4f6f2c9e-6d1c-4a0f-9a53-6f4f0c2f7a10:design"
    assert client.post(nobody, json={}).status_code == 404


def test_a_design_that_cannot_be_fails_with_the_limits_that_conflict(client: httpx.Client) -> None:
    body = deepcopy(EXAMPLES["create_network_study"])
    body["tables"]["sites"][1]["capacity"] = 100
    body["tables"]["sites"][2]["capacity"] = 100
    answer = client.post(STUDIES, json=body)
    if answer.status_code == 422:
        assert "capacity" in answer.text
        return
    asked = client.post(f"{STUDIES}/{answer.json()['id']}:design", json={"seconds": 5}, headers=WAIT)
    told = asked.json()
    assert told["state"] == "failed"
    assert told["failure"]["errors"]
    assert client.get(f"{told['links']['self']}/answer").status_code == 404


def test_the_same_key_asks_once(client: httpx.Client, study: str) -> None:
    headers = {**WAIT, "Idempotency-Key": "ask-1"}
    asked = [
        client.post(f"{STUDIES}/{study}:design", json={"seconds": 5, "pictures": False}, headers=headers)
        for _ in range(2)
    ]
    assert asked[0].json()["id"] == asked[1].json()["id"]
    other = client.post(f"{STUDIES}/{study}:design", json={"seconds": 6}, headers=headers)
    assert other.json()["code"] == "idempotency-key-reused"


def test_operations_are_listed_by_study(client: httpx.Client) -> None:
    study = kept(client)
    made = [ended(client, study, "design", seconds=5, pictures=False)["id"] for _ in range(2)]
    first = client.get("/v1/operations", params={"about": study, "page_size": 1}).json()
    second = client.get(
        "/v1/operations", params={"about": study, "page_token": first["next_page_token"]}
    ).json()
    listed = [each["id"] for each in (*first["operations"], *second["operations"])]
    assert sorted(listed) == sorted(made)


def test_a_waiting_operation_ends_when_it_is_cancelled(client: httpx.Client, study: str) -> None:
    asked = {"designs": ["as-is"], "days": 3_000, "replications": 100, "last_mile": "lanes"}
    long = client.post(f"{STUDIES}/{study}:simulate", json=asked)
    assert long.status_code == 202
    waits = client.post(f"{STUDIES}/{study}:design", json={}).json()
    assert client.post(waits["links"]["cancel"]).json()["state"] == "cancelled"
    one = long.json()["links"]["self"]
    wait_for(lambda: bool(client.get(one).json()["progress"]["done"]))
    assert client.get(f"{one}/answer").status_code == 409
    assert client.post(f"{one}:cancel").status_code == 202
    wait_for(lambda: client.get(one).json()["state"] == "cancelled")


@pytest.mark.parametrize(
    ("question", "objective", "opened"),
    [
        ({"model": "p-median", "p": 1, "costs": [[1, 9], [2, 9], [5, 0]]}, 8, [0]),
        ({"model": "p-median", "p": 1, "distances": [[1, 2], [4, 1]], "demands": [5, 1]}, 9, [0]),
        ({"model": "p-center", "p": 1, "distances": [[1, 3], [7, 3]]}, 3, [1]),
        ({"model": "lscp", "radius": 2, "distances": [[1, 3], [7, 2]]}, 2, [0, 1]),
        ({"model": "mclp", "p": 1, "radius": 2, "distances": [[1, 3], [7, 2]], "demands": [1, 4]}, 4, [1]),
        ({"model": "uflp", "fixed": [10, 1], "costs": [[1, 3], [1, None]]}, 12, [0]),
        ({"model": "cflp", "fixed": [1, 1], "capacities": [3, 3], "demands": [3, 3],
          "costs": [[1, 1], [2, 2]]}, 5, [0, 1]),
        ({"model": "sscflp", "fixed": [1, 1], "capacity": 5, "demands": [3, 3], "costs": [[1, 2], [2, 2]]},
         5, [0, 1]),
        ({"model": "capacitated-p-median", "p": 1, "capacity": 6, "demands": [3, 3],
          "costs": [[1, 2], [2, 2]]}, 3, [0]),
        ({"model": "hubs", "p": 1, "points": [{"x": 0, "y": 0}, {"x": 1, "y": 0}, {"x": 2, "y": 0}],
          "flows": [[0, 1, 1], [1, 0, 1], [1, 1, 0]]}, 8, [1]),
        ({"model": "two-stage", "first": [[1]], "second": [[2]], "demands": [3], "plant_rooms": [9],
          "plant_costs": [10], "satellite_rooms": [9], "satellite_costs": [5]}, 24, [0]),
        ({"model": "location-routing", "travel": [[0, 3, 4], [3, 0, 5], [4, 5, 0]], "demands": [1, 1],
          "fixed": [7], "rooms": [9], "vehicle_room": 2}, 19, [0]),
    ],
)  # fmt: skip
def test_classical_questions_are_answered_at_once(
    client: httpx.Client, question: dict[str, Any], objective: float, opened: list[int]
) -> None:
    answer = client.post("/v1/network:solve", json={"question": question, "seconds": 2}, headers=WAIT)
    assert answer.status_code == 200, answer.text
    told = answer.json()["answer"]
    assert (told["objective"], told["bound"], told["gap"], told["open"]) == (objective, objective, 0, opened)


def test_a_centre_of_gravity_is_found(client: httpx.Client) -> None:
    points = [{"x": 0, "y": 0}, {"x": 4, "y": 0}, {"x": 10, "y": 0}]
    question = {"model": "centre-of-gravity", "points": points, "weights": [1, 5, 1]}
    told = client.post("/v1/network:solve", json={"question": question}, headers=WAIT).json()["answer"]
    assert told["centres"][0]["x"] == pytest.approx(4, abs=1e-3)


@pytest.mark.parametrize(
    "question",
    [
        {"model": "p-median", "p": 3, "costs": [[1, 2]]},
        {"model": "p-median", "p": 1},
        {"model": "uflp", "fixed": [1], "costs": [[1, 2]]},
        {"model": "lscp", "radius": 1, "distances": [[5]]},
        {"model": "mclp", "distances": [[5]]},
        {"model": "centre-of-gravity", "points": [{"x": 0}]},
        {"model": "centre-of-gravity", "points": [{"x": 0, "y": 1}], "count": 2},
        {"model": "p-median", "p": 1, "customers": [{"x": 0, "y": 1}], "sites": [{"lon": 0, "lat": 1}]},
        {"model": "travelling-salesman"},
        {"model": "p-median", "p": 1, "costs": [[1, 2], [3]]},
        {"model": "two-stage", "first": [[1]], "second": [[1, 2]], "demands": [1], "plant_rooms": [1],
         "plant_costs": [1], "satellite_rooms": [1], "satellite_costs": [1]},
    ],
)  # fmt: skip
def test_numbers_that_make_no_question_are_refused(client: httpx.Client, question: dict[str, Any]) -> None:
    answer = client.post("/v1/network:solve", json={"question": question})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-input"), answer.text
    assert answer.json()["errors"]


def test_equipment_is_chosen_with_a_reason_for_each_rejection(client: httpx.Client) -> None:
    template = client.get("/v1/equipment/template.xlsx")
    kept = client.post("/v1/equipment/warehouses", content=template.content, headers={"Content-Type": XLSX})
    assert kept.status_code == 201, kept.text
    one = f"/v1/equipment/warehouses/{kept.json()['id']}"
    assert kept.json()["counts"]["skus"] == 40
    told = client.post(f"{one}:select", json={"replications": 5}, headers=WAIT).json()
    assert told["state"] == "done", told
    answer = client.get(told["links"]["answer"]).json()
    assert all(each["reasons"] for each in answer["rejected"])
    found = files(client, told)
    assert {"equipment.json", "equipment.xlsx", "equipment.html", "equipment.csv"} <= set(found)
    # A warehouse is no network, whoever asks for it by its id.
    assert client.get(f"{STUDIES}/{kept.json()['id']}").status_code == 404


def test_the_catalogue_of_typical_values_is_handed_out(client: httpx.Client) -> None:
    tables = client.get("/v1/equipment/catalogue").json()["tables"]
    assert all("typical" in json.dumps(rows[0]) for rows in tables.values())
