"""The JSON schema of a plan, as published beside the guide."""

import json

from data.formats.plan_json.models import PlanModel


def plan_schema() -> str:
    """Return the JSON schema of what is accepted as a plan; what is written has every key."""
    schema = PlanModel.model_json_schema(by_alias=True)
    # A route with all its times would also pass as one that awaits them: either will do.
    for items in (
        schema["properties"]["routes"]["items"],
        schema["$defs"]["UntimedRouteModel"]["properties"]["visits"]["items"],
    ):
        items["anyOf"] = items.pop("oneOf")
    named = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema | {"title": "A day's plan"}
    return json.dumps(named, indent=2, ensure_ascii=False) + "\n"
