"""What is kept of a password."""

from api.services.access.passwords import hash_of, is_right


def test_what_is_kept_of_a_password_is_slow_to_try_and_never_the_same() -> None:
    kept = hash_of("seven green vans at noon")
    # Argon2id as of RFC 9106, second recommended option.
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert hash_of("seven green vans at noon") != kept
    assert (is_right("seven green vans at noon", kept), is_right("seven green vans", kept)) == (True, False)
    assert not is_right("seven green vans at noon", "")
