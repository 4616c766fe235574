"""Short opaque identifiers."""

from designations.text.ids import ALPHABET, LENGTH, derived_id, random_id


def test_random_ids_are_ten_characters_of_crockfords_base_32() -> None:
    made = {random_id() for _ in range(2_000)}
    assert len(made) == 2_000
    assert all(len(one) == LENGTH == 10 and set(one) <= set(ALPHABET) for one in made)
    assert not set("ilou") & set(ALPHABET)
    assert {character for one in made for character in one} == set(ALPHABET)


def test_a_derived_id_never_changes() -> None:
    assert derived_id("event", "ru-fsb-taliban-listed") == "kaekaj5ny4"


def test_derived_ids_tell_apart_how_the_text_is_split_into_parts() -> None:
    splits = [("ab", "c"), ("a", "bc"), ("abc",), ("abc", ""), ("", "abc"), ("2:ab", "c"), ()]
    assert len({derived_id(*parts) for parts in splits}) == len(splits)


def test_a_derived_id_has_the_alphabet_and_length_of_a_random_one() -> None:
    made = [derived_id("event", str(number)) for number in range(2_000)]
    assert len(set(made)) == 2_000
    assert all(len(one) == LENGTH and set(one) <= set(ALPHABET) for one in made)
