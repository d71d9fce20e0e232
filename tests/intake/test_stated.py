"""Dates, languages and licences are read as stated or not at all."""

import pytest

from generator.intake import stated


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2025-09-02", "2025-09-02"),
        ("2025-09-02T23:30:00-04:00", "2025-09-02"),
        ("20250902", "2025-09-02"),
        ("2025-09", "2025-09"),
        ("2025", "2025"),
        ("Tue, 02 Sep 2025 23:30:00 +0000", "2025-09-02"),
        ("September 2, 2025", "2025-09-02"),
        ("2 September 2025", "2025-09-02"),
        ("Sep. 2, 2025", "2025-09-02"),
        ("2025-02-30", ""),
        ("2025-13", ""),
        ("09/02/2025", ""),
        ("yesterday", ""),
        ("", ""),
        ("9" * 10_000, ""),
    ],
)
def test_a_date_is_read_only_when_it_is_certain(words: str, day: str) -> None:
    """Days keep their own time zone; days that do not exist or could be read in two ways are not read."""
    assert stated.day(words) == day


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("en", "en"),
        ("en_us", "en-US"),
        ("DE", "de"),
        ("zh-Hans", "zh-Hans"),
        ("English language", ""),
        ("", ""),
    ],
)
def test_a_language_is_a_tag(words: str, tag: str) -> None:
    """Languages are written as BCP 47 tags; what is no tag is left out."""
    assert stated.language(words) == tag


@pytest.mark.parametrize(
    ("words", "identifier"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("http://creativecommons.org/licenses/by-nc-nd/3.0/deed.en", "CC-BY-NC-ND-3.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("CC BY-SA 4.0", "CC-BY-SA-4.0"),
        ("All rights reserved", "All rights reserved"),
    ],
)
def test_a_licence_has_its_spdx_identifier(words: str, identifier: str) -> None:
    """Creative Commons licences are written as SPDX identifiers, others in their own words."""
    assert stated.licence(words) == identifier
