"""CSV as the world writes it: encodings, delimiters, decimal marks, and what is no CSV at all."""

import os
from pathlib import Path

import pytest

from core.errors import InvalidInput
from data.formats.tables.kinds import MOST_BYTES, TableFile, table_file
from data.formats.tables.read_day import day_from_tables
from tests.data.tables.files import ONE_DEPOT, ONE_ORDER, ONE_VEHICLE, read, refused, text_file

CHINESE = "id,name,address,lon,lat\nA1,王小明,杭州市西湖区文三路,120.12,30.27\nA2,李雷,,120.13,30.28\n"
FRENCH = (
    "id,name,address,lon,lat\nA1,Café Hélène,12 rue de l'Évêché,7.42,43.73\nA2,Garçon Frères,,7.43,43.74\n"
)
PORTUGUESE = "id;name;lon;lat\nA1;São João;-8,61;41,15\nA2;Conceição;-8,62;41,16\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [CHINESE, FRENCH], ids=["chinese", "french"])
def test_unicode_is_read_with_and_without_byte_order_mark(text: str, encoding: str) -> None:
    day = read(text.encode(encoding), depot_text=None)
    assert day.stops == read(text, depot_text=None).stops
    assert not any("not UTF-8" in note for note in day.notes)


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (CHINESE, "gbk", "GB18030"),
        (CHINESE, "gb18030", "GB18030"),
        (FRENCH, "latin-1", "Windows-1252"),
        (FRENCH, "cp1252", "Windows-1252"),
        (PORTUGUESE, "cp1252", "Windows-1252"),
        ("id,name,lon,lat\nA1,Bäckerei Müller,7.42,43.73\n", "latin-1", "Windows-1252"),
        ("id,name,lon,lat\nA1,Zoë,7.42,43.73\n", "latin-1", "Windows-1252"),
        ("id,name,lon,lat\nA1,张三,120.1,30.2\n", "gbk", "GB18030"),
    ],
)
def test_old_encodings_are_found_out_and_noted(text: str, encoding: str, name: str) -> None:
    day = read(text.encode(encoding), depot_text=None)
    assert day.stops == read(text, depot_text=None).stops
    assert any(f"was read as {name}" in note for note in day.notes)


def test_an_encoding_that_somebody_knows_is_not_guessed() -> None:
    text = "id,name,lon,lat\nA1,Łódź,7.42,43.73\n"
    file = TableFile(name="orders.csv", content=text.encode("cp1250"), encoding="cp1250")
    day = day_from_tables(file, text_file("v.csv", ONE_VEHICLE))
    assert day.stops[0].name == "Łódź"


def test_a_wrong_encoding_that_somebody_claims_is_a_fault() -> None:
    file = TableFile(name="orders.csv", content=CHINESE.encode("gbk"), encoding="utf-8")
    with pytest.raises(InvalidInput, match="bytes that are no utf-8"):
        day_from_tables(file, text_file("v.csv", ONE_VEHICLE))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_found_out(delimiter: str, line_end: str) -> None:
    text = ONE_ORDER.replace(",", delimiter).replace("\n", line_end)
    assert read(text) == read()


def test_the_line_with_which_spreadsheets_name_a_delimiter_is_heeded() -> None:
    day = read("sep=;\nid;lon;lat\nA1;7,42;43,73\n")
    assert day.stops == read().stops
    (found,) = refused("sep=;\nid;lon;lat;parcels\nA1;7,42;43,73;x\n")
    assert found.where == "orders.csv row 3"


def test_a_delimiter_in_an_unknown_column_does_not_mislead() -> None:
    assert read('id;"a,b,c,d,e,f,g";lon;lat\nA1;x;7.42;43.73\n').stops == read().stops


@pytest.mark.parametrize(
    ("weight", "grams"),
    [
        ("12,5", 12_500),
        ("1.200", 1_200_000),
        ("1.200,5", 1_200_500),
        ("1 200,5", 1_200_500),
        ("1'200", 1_200_000),
        ("0,8 kg", 800),
        ("800 g", 800),
        ("0.25", 250),
    ],
)
def test_with_decimal_commas_points_set_off_thousands(weight: str, grams: int) -> None:
    day = read(f"id;lon;lat;weight_kg\nA1;7,42;43,73;{weight}\n")
    assert day.stops[0].delivery == (grams,)
    assert (day.places[1].lon, day.places[1].lat) == (7.42, 43.73)


@pytest.mark.parametrize(
    ("weight", "grams"),
    [
        ("12.5", 12_500),
        ("12,5", 12_500),
        ("1,200", 1_200_000),
        ("1,200.5", 1_200_500),
        ("1.200", 1_200),
        ("12kg", 12_000),
        ("1.5 t", 1_500_000),
    ],
)
def test_with_decimal_points_commas_set_off_thousands(weight: str, grams: int) -> None:
    assert read(f'id,lon,lat,weight_kg\nA1,7.42,43.73,"{weight}"\n').stops[0].delivery == (grams,)


def test_a_coordinate_with_a_comma_is_never_thousands() -> None:
    assert read('id,lon,lat\nA1,"7,420","43,730"\n').stops == read().stops


def test_a_table_with_semicolons_may_have_decimal_points_all_the_same() -> None:
    assert read("id;lon;lat;weight_kg\nA1;7.42;43.73;1,200\n").stops[0].delivery == (1_200_000,)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"\xff\xfe", b"   \r\n", b",,,\n,,,\n"])
def test_an_empty_file_says_so(content: bytes) -> None:
    (found,) = refused(content)
    assert found.where == "orders.csv"
    assert "empty" in found.value


@pytest.mark.parametrize("name", ["orders", "vehicles", "depots"])
def test_a_header_without_rows_says_so(name: str) -> None:
    texts = {"orders": ONE_ORDER, "vehicles": ONE_VEHICLE, "depots": ONE_DEPOT}
    texts[name] = texts[name].split("\n", maxsplit=1)[0] + "\n\n"
    (found,) = refused(*texts.values())
    assert (found.where, found.value) == (f"{name}.csv", "a header and no row below it")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%...", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "an old .xls or a password-protected workbook"),
        (b"<!DOCTYPE html><html><table><tr><td>id", "HTML or XML"),
        (b"\xef\xbb\xbf  <html>", "HTML or XML"),
        (b"PK\x03\x04 broken", "a damaged or locked archive: File is not a zip file"),
        (b"\x1f\x8b\x08\x00abc", "a gzip archive"),
        (b"PAR1abcd", "a Parquet file"),
        (b"\x89PNG\r\n", "a picture"),
        (b'{"orders": []}', "JSON"),
        (b'[{"id": 1}]', "JSON"),
        (b"id,lon,lat\nA\0\xff\xfe\xfd,7,43\n", "bytes that are no text"),
    ],
)
def test_another_kind_of_file_is_named(content: bytes, kind: str) -> None:
    (found,) = refused(content)
    assert (found.where, found.value) == ("orders.csv", kind)


def test_a_quote_that_never_closes_names_the_row_where_it_opens() -> None:
    (found,) = refused('id,lon,lat,name\nA1,7.42,43.73,Bo\nA2,7.42,43.73,"Bakery\nA3,7.42,43.73,Cy\n')
    assert found.where == "orders.csv row 3"
    assert "quotes that close" in found.expected


def test_more_rows_than_a_day_can_have_are_refused() -> None:
    (found,) = refused("id,lon,lat\n" + "A,7,43\n" * 100_001)
    assert (found.value, found.expected) == ("more than 100,000 rows", "at most 100,000; split the file")


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.touch()
    os.truncate(path, MOST_BYTES + 1)
    with pytest.raises(InvalidInput, match="at most 64 MiB"):
        table_file(path)
    with pytest.raises(InvalidInput, match="at most 64 MiB"):
        day_from_tables(TableFile(name="orders.csv", content=bytes(MOST_BYTES + 1)))
