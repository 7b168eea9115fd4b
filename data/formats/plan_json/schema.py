"""The JSON schema of a plan, as published beside the guide."""

import json

from data.formats.plan_json.models import PlanModel


def plan_schema() -> str:
    """Return the JSON schema of what is accepted as a plan; what is written has every key."""
    schema = PlanModel.model_json_schema(by_alias=True)
    named = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema | {"title": "A day's plan"}
    return json.dumps(named, indent=2, ensure_ascii=False) + "\n"
