"""Names in many scripts: folded, directed, and told apart by script."""

import csv
from pathlib import Path
from typing import Literal

import pytest

from designations.text.names import direction, fold_name, script_of

DATA = Path(__file__).parents[3] / "designations" / "data"


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Al-Qaeda", "al qaeda"),
        ("  AL\u2013QAEDA\u00a0", "al qaeda"),
        ("Al-Qa\u2019ida", "al qaida"),
        ("Al-Qa\u02bfida", "al qaida"),
        ("Fuerzas Armadas Revolucionarias (FARC-EP)", "fuerzas armadas revolucionarias farc ep"),
        ("Devrimci Halk Kurtulu\u015f Partisi", "devrimci halk kurtulus partisi"),
        ("K\u0131rm\u0131z\u0131", "kirmizi"),
        ("\u0130stanbul", "istanbul"),
        ("Stra\u00dfe \u00d8st \u0141\u00f3d\u017a \u00c6", "strasse ost lodz ae"),
        ("P.K.K.", "pkk"),
        ("J. A. Smith", "j a smith"),
        ("Movement of 17\u00a0November", "movement of 17 november"),
        ("\uff26\uff35\uff2c\uff2c \ufb01", "full fi"),
        (
            "\u041c\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u0401\u0436",
            "\u043c\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u0435\u0436",
        ),
        ("\u0388\u03bb\u03bb\u03b7\u03bd\u03b1\u03c2", "\u03b5\u03bb\u03bb\u03b7\u03bd\u03b1\u03c3"),
        ("\u06f1\u06f7 \u0663", "17 3"),
        ("", ""),
        ("\u2014 !", ""),
    ],
)
def test_case_diacritics_and_punctuation_fold_away(name: str, folded: str) -> None:
    assert fold_name(name) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("\u0623\u0646\u0635\u0627\u0631", "\u0627\u0646\u0635\u0627\u0631"),
        ("\u0625\u0633\u0644\u0627\u0645", "\u0627\u0633\u0644\u0627\u0645"),
        ("\u0622\u0644", "\u0671\u0644"),
        ("\u062a\u062d\u0631\u06cc\u06a9", "\u062a\u062d\u0631\u064a\u0643"),
        ("\u0645\u0635\u0637\u0641\u0649", "\u0645\u0635\u0637\u0641\u06cc"),
        ("\u062d\u0640\u0640\u0632\u0628", "\u062d\u0632\u0628"),
        ("\u062d\u0650\u0632\u0652\u0628\u064f", "\u062d\u0632\u0628"),
        ("\u062c\u0645\u0627\u0639\u0629", "\u062c\u0645\u0627\u0639\u0647"),
        ("\u0645\u06cc\u200c\u0634\u0648\u062f", "\u0645\u06cc\u0634\u0648\u062f"),
        ("\ufefb", "\u0644\u0627"),
    ],
)
def test_variants_of_an_arabic_word_are_one_name(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other) != ""


def test_hebrew_points_and_marks_fold_away() -> None:
    assert fold_name("\u05db\u05b7\u05bc\u05da \u05e6\u05d4\u05f4\u05dc") == "\u05db\u05da \u05e6\u05d4\u05dc"


@pytest.mark.parametrize("name", ["हिन्दी", "ไทยก้าน", "한국어", "がぎ", "最高法院", "ಕನ್ನಡ", "オウム真理教"])
def test_marks_that_are_part_of_the_spelling_are_kept(name: str) -> None:
    assert fold_name(name) == name


def test_no_shipped_name_folds_to_nothing() -> None:
    with (DATA / "aliases.csv").open(encoding="utf-8", newline="") as rows:
        names = [row["name"] for row in csv.DictReader(rows)]
    assert len(names) > 1_000
    assert all(fold_name(name) for name in names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hizballah \u062d\u0632\u0628", "ltr"),
        ("(17) \u062d\u0632\u0628 Hizballah", "rtl"),
        ("\u05db\u05da", "rtl"),
        ("17 \u2013 !", "ltr"),
        ("", "ltr"),
        ("\u200f Hizballah", "rtl"),
    ],
)
def test_the_first_strong_character_decides_the_direction(text: str, expected: Literal["ltr", "rtl"]) -> None:
    assert direction(text) == expected


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Al-Qaeda (AQ) \u0644", "Latn"),
        ("\u0422\u0430\u043b\u0438\u0431\u0430\u043d", "Cyrl"),
        ("\u062d\u0632\u0628 \u0627\u0644\u0644\u0647 (H)", "Arab"),
        ("\u05db\u05da", "Hebr"),
        ("\u0395\u03c0\u03b1\u03bd\u03b1\u03c3\u03c4\u03b1\u03c4\u03b9\u03ba\u03cc\u03c2", "Grek"),
        ("オウム真理教", "Jpan"),
        ("东突厥斯坦伊斯兰运动", "Hans"),
        ("東突厥斯坦伊斯蘭運動", "Hant"),
        ("中共", "Hani"),
        ("한국", "Kore"),
        ("हिन्दी", "Deva"),
        ("\uff26\uff35", "Latn"),
        ("17 \u2013 \u2116 3", "Latn"),
        ("17 \u2013 !", "Zyyy"),
        ("", "Zyyy"),
    ],
)
def test_most_letters_decide_the_script(text: str, script: str) -> None:
    assert script_of(text) == script


def test_the_script_of_nearly_every_shipped_alias_is_the_one_recorded() -> None:
    with (DATA / "aliases.csv").open(encoding="utf-8", newline="") as rows:
        wrong = [
            (row["name"], row["language_script"])
            for row in csv.DictReader(rows)
            if row["language_script"] and script_of(row["name"]) != row["language_script"]
        ]
    assert wrong == []
