"""Why a site: what forcing it costs more, also where the money of its periods counts nothing."""

from data.formats.design.regrets import WITH, regret_rows
from network.design.customer import Period
from network.design.scenario import forced
from tests.network.design.builders import make_site, make_study
from tests.network.design.test_designs import designed


def test_a_closed_site_turns_where_its_fixed_cost_is_less_by_its_regret() -> None:
    study = make_study([make_site("a"), make_site("b", fixed=2_100)])
    best = designed(study)
    designs = {f"{WITH}b": designed(forced(study, "b", is_open=True))}
    assert list(regret_rows(study, designs, best)) == [("b", "no", 1.0, 1.0, 1.0, 21.0, 20.0)]


def test_periods_whose_money_counts_nothing_turn_nothing() -> None:
    study = make_study(
        [make_site("a"), make_site("b", fixed=2_100)], periods=(Period(id="1", cost_factor=0.0),)
    )
    best = designed(forced(study, "b", is_open=False))
    designs = {f"{WITH}b": designed(forced(study, "b", is_open=True))}
    assert list(regret_rows(study, designs, best)) == [("b", "no", 0.0, 0.0, 0.0, "", "")]
