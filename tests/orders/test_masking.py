"""What papers and callers without the scope are shown of persons: the waybill rule, in many countries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.masking import (
    masked_address,
    masked_mail,
    masked_name,
    masked_phone,
    masked_reason,
    masked_rooms,
)


@pytest.mark.parametrize(
    ("address", "paper", "masked"),
    [
        ("350 5th Ave, Apt 4B, NY 10118", "350 5th Ave, Apt **, NY 10118", "*** *th Ave, Apt **, NY *****"),
        ("建国路88号3号楼2单元501室", "建国路88号3号楼*单元***室", "建国路**号*号楼*单元***室"),
        ("三号楼二单元五〇一室", "三号楼*单元***室", "*号楼*单元***室"),
        ("世纪大道100号15楼1501", "世纪大道100号**楼****", "世纪大道***号**楼****"),
        ("阳光小区12-3-501", "阳光小区12-*-***", "阳光小区**-*-***"),
        ("天河区A座1203房", "天河区A座****房", "天河区A座****房"),
        ("Flat 3, 12 High Street", "Flat *, 12 High Street", "Flat *, ** High Street"),
        ("Hauptstr. 5a, Whg. 12, 2. OG", "Hauptstr. 5a, Whg. **, *. OG", "Hauptstr. *a, Whg. **, *. OG"),
        (
            "12 Rue Grimaldi, 3e étage, appt C",
            "12 Rue Grimaldi, *e étage, appt *",
            "** Rue Grimaldi, *e étage, appt *",
        ),
        ("Via Roma 3, scala B, int. 4", "Via Roma 3, scala *, int. *", "Via Roma *, scala *, int. *"),
        ("1 Main St #12", "1 Main St #**", "* Main St #**"),
        ("99 Rue du Canari-Jaune", "99 Rue du Canari-Jaune", "** Rue du Canari-Jaune"),
        ("解放路楼下", "解放路楼下", "解放路楼下"),
        (
            "12 Toplitz Street, The Flat House",
            "12 Toplitz Street, The Flat House",
            "** Toplitz Street, The Flat House",
        ),
        ("", "", ""),
    ],
)
def test_papers_hide_the_room_and_callers_without_the_scope_the_house_as_well(
    address: str, paper: str, masked: str
) -> None:
    assert masked_rooms(address) == paper
    assert masked_address(address) == masked
    assert masked_address(paper) == masked


_WORDS = ["Apt {}", "Unit {}", "Suite {}", "Room {}", "Flat {}", "#{}", "{}室", "{}房", "2单元{}室"]
_AROUND = ["5 High St, {}", "建国路88号{}", "{}"]


@given(
    st.sampled_from(_WORDS),
    st.integers(100, 99_999),
    st.sampled_from(_AROUND),
)
def test_no_room_with_a_word_for_it_is_on_paper(word: str, room: int, around: str) -> None:
    assert str(room) not in masked_rooms(around.format(word.format(room)))


@given(st.text(st.characters(categories=["L"]), min_size=1, max_size=30))
def test_at_least_one_character_of_a_name_is_hidden(name: str) -> None:
    masked = masked_name(name)
    assert masked.count("*") >= 1
    assert sum(each != "*" for each in masked) <= 1


@given(st.from_regex(r"(\+\d{1,3} )?(\d[ -]?){6,14}", fullmatch=True))
def test_at_least_six_digits_of_a_number_are_hidden(phone: str) -> None:
    digits = sum(each.isdigit() for each in phone)
    assert digits - sum(each.isdigit() for each in masked_phone(phone)) >= 6


def test_words_of_persons_are_hidden_and_codes_are_not() -> None:
    assert masked_reason("wrong-address: Mrs Kakapova has moved") == "wrong-address: ***"
    assert masked_reason("not-home") == "not-home"
    assert masked_reason("Mrs Kakapova: not today") == "***"
    assert masked_reason("") == ""
    assert masked_mail("ann@example.com") == "a***@***"
    assert masked_mail("") == ""
