"""The way through `routing.solve`, for every solver behind it."""

from functools import partial

from benchmarks.solvers.given import Answer, Given, Search, Trajectory
from benchmarks.verdict import complete
from data.formats.published.answer import answer
from data.formats.published.instance import Instance
from routing.budget import Budget, Progress
from routing.solve import SolverName, solve


def searched(given: Given, solver: SolverName) -> Search:
    """Return the search; the problem is built before it is timed."""
    task, instance = given.task, given.instance

    def search() -> Answer:
        trajectory: Trajectory = []
        plan = solve(
            instance.problem,
            solver=solver,
            budget=Budget(seconds=task.seconds),
            seed=task.seed,
            threads=task.threads,
            progress=partial(listen, instance, trajectory),
        )
        told = answer(instance, plan, 0)
        return Answer(routes=told["routes"], vehicles=told["vehicles"], trajectory=trajectory)

    return search


def listen(instance: Instance, trajectory: Trajectory, progress: Progress) -> bool:
    """Note a plan if it is complete and cheaper than the last one; never stop the search."""
    plan = progress.plan
    if plan is not None and complete(instance.problem, plan):
        cost = plan.cost.total
        if not trajectory or cost < trajectory[-1][1]:
            trajectory.append((round(progress.seconds, 3), cost))
    return True
