CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
-- kind: street, place, or name (a house with a name). names, areas: JSON lists of texts.
CREATE TABLE entries (
  id INTEGER PRIMARY KEY, kind TEXT, title TEXT, names TEXT, areas TEXT, city TEXT, postcodes TEXT,
  lon REAL, lat REAL, within_m INTEGER
);
CREATE TABLE houses (
  street INTEGER, value INTEGER, suffix TEXT, number TEXT, postcode TEXT, city TEXT, lon REAL, lat REAL
);
CREATE VIRTUAL TABLE found USING fts5 (names, areas, places, content='', tokenize="unicode61 remove_diacritics 0");
-- Every word of names, towns and postcodes, to be found by letters in a row where it was written with a slip.
CREATE TABLE spellings (id INTEGER PRIMARY KEY, word TEXT UNIQUE);
CREATE VIRTUAL TABLE alike USING fts5 (grams, content='', tokenize="unicode61 remove_diacritics 0");
-- Houses, and straight pieces of streets with both of their ends.
CREATE VIRTUAL TABLE spots USING rtree (
  id, west, east, south, north, +entry INTEGER, +house INTEGER, +lon_a REAL, +lat_a REAL, +lon_b REAL, +lat_b REAL
);
