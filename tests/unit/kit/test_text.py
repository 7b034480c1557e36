"""Text comes in clean and goes out safe."""

import pytest

from portal.kit.text import clean_text, excerpt, plain, to_html


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("null\x00byte", "nullbyte"),
        ("right\u202eleft", "rightleft"),
        ("zero\u200bwidth", "zerowidth"),
        ("e\u0301", "é"),
        ("tab\tstays", "tab\tstays"),
        ("👩‍⚕️ stays", "👩‍⚕️ stays"),
        ("<b>stays as text</b>", "<b>stays as text</b>"),
    ],
)
def test_clean_text_drops_what_controls_and_keeps_what_says(typed, kept):
    assert clean_text(typed) == kept
    assert clean_text(clean_text(typed)) == kept


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>\n"),
        ("**bold** _soft_", "<p><strong>bold</strong> <em>soft</em></p>\n"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"),
        ("[a](javascript:x)", "<p>[a](javascript:x)</p>\n"),
        ("K < 3.0 & Na > 150", "<p>K &lt; 3.0 &amp; Na &gt; 150</p>\n"),
    ],
)
def test_to_html_marks_up_little_and_lets_nothing_through(text, html):
    assert to_html(text) == html


def test_plain_keeps_words_of_neighbouring_blocks_apart():
    assert plain("<h2>Title</h2><p>Na&amp;K <b>low</b></p>") == "Title Na&K low"


def test_excerpt_cuts_at_a_word():
    assert excerpt("Fever, rigors and a murmur", 16) == "Fever, rigors…"
    assert excerpt("Fever", 16) == "Fever"
