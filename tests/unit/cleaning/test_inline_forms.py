"""What inline tags say beyond their text: numbers, formulas, quotations, changes, code, shortcodes."""

import pytest

from tests.unit.cleaning.entries import PROSE, cleaned


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("About 10<sup>6</sup> people", "About 10⁶ people"),
        ("x<sub>12</sub>", "x₁₂"),
        ("The ship sank.<sup><a href=#fn1>1</a></sup>", "The ship sank.¹"),
        ("2<sup>10k</sup> ways", "2^10k ways"),
        ("2<sup>^10k</sup> ways", "2^10k ways"),
        ("the 1<sup>st</sup> of May", "the 1st of May"),
        ("a note<sup>[3]</sup>", "a note[3]"),
        ("about <sup>10<h2>6</h2>", "about 10"),
        ("said <q>yes, <q>no</q></q>", "said “yes, ‘no’”"),
        ("<del>he</del><ins>she</ins> paid", "he she paid"),
        ("<s>100</s> 80 dollars", "100 80 dollars"),
        ('is <math alttext="E=mc^{2}"><mi>E</mi></math>;', "is E=mc^{2};"),
        ("is <math><mi>x</mi><msup><mi>y</mi><mn>10</mn></msup></math>", "is xy^{10}"),
        ('let <span class="katex"><math><semantics><mi>x</mi><annotation encoding="application/x-tex">x^2</annotation></semantics></math><span aria-hidden="true">x2</span></span> be', "let x^2 be"),
        ('and <span class="MathJax">a2</span><script type="math/tex">a^2</script> be', "and a^2 be"),
        ('<span class="mwe-math-element"><math alttext="{\\displaystyle a+b}"></math><img alt="a+b" src=/a.svg></span> is', "a+b is"),
    ],
)  # fmt: skip
def test_text_says_what_the_tag_says(html: str, text: str) -> None:
    assert cleaned(f"<p>{html}</p><p>{PROSE}</p>").text.split("\n")[0] == text


@pytest.mark.parametrize(
    "code",
    [
        "<pre><code><div class=line>a = 1</div><div class=line>b = 2</div></code></pre>",
        "<pre><span class=lineno>1</span>a = 1\n<span class=lineno>2</span>b = 2</pre>",
        "<table><tr><td class=linenos><pre>1\n2</pre></td><td class=code><pre>a = 1\nb = 2</pre></td></tr></table>",
        "<pre><span class=line>a = 1</span><span class=line>b = 2</span></pre>",
        "<pre>a = 1<br>b = 2</pre>",
    ],
)
def test_code_keeps_its_lines_and_loses_their_numbers(code: str) -> None:
    assert cleaned(f"<p>{PROSE}</p>{code}").html.endswith("<pre><code>a = 1\nb = 2</code></pre>")


def test_shortcodes_of_captions_and_embeds_are_written_out() -> None:
    content = cleaned(
        f'<p>[caption id="a" width="9"]<img src=/3.jpg> A <em>boat</em> at sea.[/caption]</p><p>{PROSE}</p>'
        "[embed]https://www.youtube.com/watch?v=aZ3kT9xLq0M[/embed]"
    )
    assert [image.caption for image in content.images] == ["A boat at sea."]
    assert [media.url for media in content.media] == ["https://www.youtube.com/watch?v=aZ3kT9xLq0M"]
    assert content.text == PROSE


def test_a_caption_before_its_image_is_its_caption() -> None:
    content = cleaned(
        f"<figure><figcaption>Above: a map.</figcaption><img src=/1.jpg></figure><p>{PROSE}</p>"
    )
    assert [image.caption for image in content.images] == ["Above: a map."]
    assert content.text == PROSE
