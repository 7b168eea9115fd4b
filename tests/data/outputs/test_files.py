"""Files are whole or not there."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.files import replacing, safe_file_name, sha256_of, write_bytes, write_text


def test_text_arrives_as_it_was_given(tmp_path: Path) -> None:
    write_text(tmp_path / "new" / "a.txt", "one\r\ntwo\n客")
    assert (tmp_path / "new" / "a.txt").read_bytes() == "one\r\ntwo\n客".encode()


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    write_bytes(path, b"old")

    def fail_half_way() -> None:
        with replacing(path) as temporary:
            temporary.write_bytes(b"half")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        fail_half_way()
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("plan.json", b"old")]


def test_the_old_file_stands_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    write_bytes(path, b"old")
    with replacing(path) as temporary:
        temporary.write_bytes(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(os.name != "posix", reason="rights of files are those of POSIX")
def test_a_new_file_has_the_rights_that_the_user_gives_to_new_files(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_bytes(tmp_path / "plan.json", b"addresses of people")
    finally:
        os.umask(before)
    assert (tmp_path / "plan.json").stat().st_mode & 0o777 == 0o600


def test_the_digest_is_that_of_the_content(tmp_path: Path) -> None:
    write_bytes(tmp_path / "a", b"x" * 3_000_000)
    assert sha256_of(tmp_path / "a") == hashlib.sha256(b"x" * 3_000_000).hexdigest()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("van-1", "van-1"),
        ("../../etc/passwd", "etc-passwd"),
        ("a b/c\\d:e", "a-b-c-d-e"),
        ("客户", "unnamed"),
        ("", "unnamed"),
        (".hidden", "hidden"),
    ],
)
def test_any_text_becomes_a_name_that_stays_in_its_folder(text: str, name: str) -> None:
    assert safe_file_name(text) == name


@given(st.text(), st.sets(st.text(), max_size=3))
def test_names_are_short_plain_and_never_taken_twice(text: str, others: set[str]) -> None:
    taken: frozenset[str] = frozenset()
    for each in (*sorted(others), text):
        name = safe_file_name(each, taken)
        assert name.casefold() not in {other.casefold() for other in taken}
        assert name == Path(name).name
        assert name.isascii()
        assert len(name) <= 90
        taken |= {name}
