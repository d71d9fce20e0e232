"""The words of the frame around every page, which the templates of ``overrides/`` have in English only."""

from collections.abc import Mapping

from generator.translation import Translation


def frame_words(translation: Translation) -> Mapping[str, str]:
    """Return what stands in the place of the frame's English words, by name; nothing where those are right.

    Where they are right only because nobody has translated them, ``language`` names theirs.

    It reaches the frame through front matter, as every builder gives it to its templates.
    """
    if translation.in_english:
        return {} if translation.language == translation.site else {"language": translation.language}
    gettext = translation.gettext
    return {
        "scheme": gettext("Light or dark"),
        "close": gettext("Close search"),
        "results": gettext("Results"),
        "corrections": gettext("corrections"),
        "lost": gettext("Page not found"),
        "not_here": gettext("This page is not here"),
        "mistyped": gettext("The address may be mistyped, or the page renamed."),
        "home": gettext("All explainers"),
    }
