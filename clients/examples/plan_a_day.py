"""Ask for a day's plan and tell what it found: python plan_a_day.py ADDRESS DAY.json [KEY]."""

import json
import sys
import time
from pathlib import Path

from roundsman_client import AuthenticatedClient
from roundsman_client.api.plans import create_plan, get_plan, plan_visits
from roundsman_client.models import PlanIn, PlanOut, ProblemOut


def main(address: str, file: str, key: str = "none") -> None:
    """Plan the day of `file` and print its visits; a server that is open asks for no key."""
    asked = PlanIn.from_dict(json.loads(Path(file).read_text(encoding="utf-8")))
    with AuthenticatedClient(base_url=address, token=key) as client:
        plan = told(create_plan.sync(client=client, body=asked, idempotency_key=Path(file).stem))
        while plan.state in {"queued", "running"}:
            time.sleep(0.5)
            plan = told(get_plan.sync(client=client, plan_id=plan.id))
        print(f"{plan.state}: {plan.stops} stops, {plan.progress.cost_cents} cents")
        print(plan_visits.sync_detailed(client=client, plan_id=plan.id).content.decode())


def told(answer: PlanOut | ProblemOut | None) -> PlanOut:
    """Return the plan, or end with what was wrong with the question."""
    if isinstance(answer, PlanOut):
        return answer
    if answer is None:
        sys.exit("the answer is not one of the API's")
    faults = "".join(f"\n{each.field}: {each.value}, expected {each.expected}" for each in answer.errors)
    sys.exit(f"{answer.title}: {answer.detail}{faults}")


if __name__ == "__main__":
    main(*sys.argv[1:])
