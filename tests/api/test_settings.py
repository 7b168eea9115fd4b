"""Settings from the environment: what was meant is taken, what cannot be meant is refused."""

import os

import pytest

from api.configuration.typed import settings_from
from api.settings import Settings
from core.errors import InvalidInput


def test_without_variables_the_limits_are_the_usual_ones() -> None:
    assert settings_from({}) == Settings()
    assert Settings().threads == max(2, os.cpu_count() or 2)


def test_variables_of_the_server_are_taken_and_others_left_alone() -> None:
    given = {
        "ROUNDSMAN_SERVER_MAX_STOPS": "7",
        "ROUNDSMAN_SERVER_ALLOWED_HOSTS": " Plans.example , ,10.0.0.7 ",
        "ROUNDSMAN_SHARED": "elsewhere",
        "PATH": "/bin",
    }
    settings = settings_from(given)
    assert settings == Settings(max_stops=7, allowed_hosts=("plans.example", "10.0.0.7"))


@pytest.mark.parametrize("text", ["", "0", "-1", "1.5", "many", "1e3", "9" * 5_000, "\u0661", " 7"])
def test_a_limit_that_is_no_number_above_zero_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        settings_from({"ROUNDSMAN_SERVER_QUEUE_SIZE": text})
    assert [each.field for each in refused.value.faults] == ["ROUNDSMAN_SERVER_QUEUE_SIZE"]


def test_every_fault_is_told_and_a_misspelt_name_is_one() -> None:
    with pytest.raises(InvalidInput) as refused:
        settings_from({"ROUNDSMAN_SERVER_MAX_STOP": "7", "ROUNDSMAN_SERVER_THREADS": "none"})
    assert len(refused.value.faults) == 2
    assert "ROUNDSMAN_SERVER_MAX_STOPS" in refused.value.faults[0].expected
