"""Notices, shop systems and provider of each tenant, from a file of its own."""

from pathlib import Path

import pytest

from api.configuration.of_tenants import (
    NOTHING,
    TENANT_SETTINGS,
    SettingsOfTenants,
    faults_of_tenants,
    settings_of_tenants,
)

NORTH = """
[notify]
mail = "file:mails"
sender = "North <orders@north.example>"
shop = "North"
events = ["order.delivered"]

[shops]
shopify_secret = "of-the-north"
"""


def test_each_tenant_has_what_its_file_says_and_no_other_anything(tmp_path: Path) -> None:
    (tmp_path / "north.toml").write_text(NORTH)
    found = settings_of_tenants({TENANT_SETTINGS: str(tmp_path)})
    north = found("north")
    assert (north.notify.shop, north.notify.wanted) == ("North", ("order.delivered",))
    assert north.shops.shopify_secret == "of-the-north"  # noqa: S105
    for other in ("south", "default", "../north", ""):
        assert found(other) == NOTHING


def test_a_file_that_changes_is_read_anew_and_one_that_goes_sets_nothing(tmp_path: Path) -> None:
    found, file = SettingsOfTenants(tmp_path), tmp_path / "north.toml"
    assert found("north") == NOTHING
    file.write_text(NORTH)
    assert found("north").notify.shop == "North"
    file.write_text(NORTH.replace('shop = "North"', 'shop = "Northern"'))
    assert found("north").notify.shop == "Northern"
    file.unlink()
    assert found("north") == NOTHING


def test_of_a_file_with_a_slip_nothing_is_taken_and_it_is_logged_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "north.toml").write_text(NORTH.replace("shopify_secret", "shopify_secrets"))
    found = SettingsOfTenants(tmp_path)
    assert (found("north"), found("north")) == (NOTHING, NOTHING)
    assert [each.getMessage().count("north") for each in caplog.records] == [1]
    assert "of-the-north" not in caplog.text


def test_all_faults_of_all_tenants_are_told_by_file_and_key(tmp_path: Path) -> None:
    (tmp_path / "north.toml").write_text(NORTH + 'saleor_key = "x"\n[server]\nport = 1\n')
    (tmp_path / "south.toml").write_text('[notify]\nmail = "smtp://mail.example"\nzone = "Mars/Base"\n')
    (tmp_path / "No Tenant.toml").write_text("")
    faults = faults_of_tenants({TENANT_SETTINGS: str(tmp_path)})
    assert {(Path(each.where).name, each.field) for each in faults} == {
        ("north.toml", "shops.saleor_key"),
        ("north.toml", "server"),
        ("south.toml", "notify.sender"),
        ("south.toml", "notify.zone"),
        (tmp_path.name, "file"),
    }


VOUCHED = """
[oidc]
issuer = "https://login.north.example"
client_id = "roundsman"
client_secret = "of-the-provider"
roles = "Dispatch=dispatcher"
mail_domains = ["North.example"]
"""


def test_each_tenant_has_the_provider_that_its_file_names(tmp_path: Path) -> None:
    (tmp_path / "north.toml").write_text(NORTH + VOUCHED)
    found = settings_of_tenants({TENANT_SETTINGS: str(tmp_path)})
    oidc = found("north").oidc
    assert (oidc.issuer, oidc.client_secret) == ("https://login.north.example", "of-the-provider")
    assert oidc.mail_domains == ("north.example",)
    assert not found("south").oidc.on
    assert faults_of_tenants({TENANT_SETTINGS: str(tmp_path)}) == []


def test_a_provider_that_lets_nobody_in_is_told_by_file_and_key(tmp_path: Path) -> None:
    file = tmp_path / "north.toml"
    file.write_text('[oidc]\nissuer = "http://login.north.example"\nroles = "Dispatch=chief"\n')
    faults = faults_of_tenants({TENANT_SETTINGS: str(tmp_path)})
    assert {(each.where, each.field) for each in faults} == {
        (str(file), "oidc.issuer"),
        (str(file), "oidc.client_id"),
        (str(file), "oidc.roles"),
    }
    assert SettingsOfTenants(tmp_path)("north") == NOTHING
