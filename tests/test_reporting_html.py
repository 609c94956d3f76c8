"""The pages: self-contained, linked both ways, escaped, complete without JavaScript, small."""

from __future__ import annotations

import dataclasses
import re

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement

import reporting_samples as samples
from plantext.errors import Language
from plantext.model import Coverage, CoverageScore
from plantext.reporting import highlight, html

POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


def coverage_page(language: Language = "zh") -> str:
    sections = samples.directive_sections()
    return html.coverage_page(samples.coverage(), samples.PLAN, samples.DIRECTIVE, language, sections=sections)


PAGES = {
    "coverage-zh": coverage_page(),
    "coverage-en": coverage_page("en"),
    "followup-zh": html.followup_page(samples.followup(), samples.PLAN, samples.SUMMARY),
    "followup-en": html.followup_page(samples.followup(), samples.PLAN, samples.SUMMARY, "en"),
    "extraction-zh": html.extraction_page(samples.extraction(), samples.DIRECTIVE),
    "extraction-en": html.extraction_page(samples.extraction(), samples.DIRECTIVE, "en"),
}


def parsed(page: str) -> HtmlElement:
    return lxml_html.document_fromstring(page)


def text_of(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("name", PAGES)
def test_the_page_asks_nothing_of_the_network(name: str) -> None:
    tree = parsed(PAGES[name])
    assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [POLICY]
    assert not re.findall(r"(?:https?:)?//[a-z]", re.sub(r"<script>.*?</script>", "", PAGES[name], flags=re.DOTALL))
    assert [link for link in tree.xpath("//@src | //@href") if not link.startswith(("#", "data:"))] == []
    assert "@import" not in PAGES[name]
    assert "url(" not in PAGES[name]


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere_and_every_anchor_is_there_once(name: str) -> None:
    tree = parsed(PAGES[name])
    anchors = tree.xpath("//@id")
    assert len(anchors) == len(set(anchors))
    assert {link[1:] for link in tree.xpath("//a/@href") if link.startswith("#")} <= set(anchors)


@pytest.mark.parametrize("name", PAGES)
def test_without_javascript_everything_is_shown(name: str) -> None:
    hidden = parsed(PAGES[name]).xpath("//*[@hidden]")
    assert {element.get("id") for element in hidden} <= {"filter", "filter-nothing"}


@pytest.mark.parametrize("name", PAGES)
def test_the_language_is_declared_and_kept(name: str) -> None:
    tree = parsed(PAGES[name])
    if name.endswith("zh"):
        assert tree.get("lang") == "zh-CN"
        return
    assert tree.get("lang") == "en"
    for quoted in tree.xpath("//*[@lang='zh-CN'] | //*[@class='finding'] | //style | //script"):
        quoted.clear()
    labels = tree.xpath("//h1 | //h2 | //th | //dt | //label | //button | //footer")
    assert not re.search(r"[\u4e00-\u9fff]", " ".join(map(text_of, labels)))


def test_summary_and_verdicts() -> None:
    tree = parsed(PAGES["coverage-zh"])
    text = text_of(tree)
    assert "共列出要求 13 项，其中适用 12 项；已覆盖 3 项、部分覆盖 5 项、未覆盖 4 项。覆盖率 45.8%。" in text
    items = tree.xpath("//article")
    assert len(items) == 13
    assert [item.get("data-status") for item in items[:3]] == ["partial", "partial", "covered"]
    assert "指标偏低：要求每学期20节，计划为每学期15节" in text_of(items[0])
    assert "第1页，第3段，字符26–38" in text_of(items[0])
    assert "建议复核" in text_of(items[1])
    headings = [text_of(heading) for heading in tree.xpath("//section[@class='group']/h3/span[1]")]
    assert headings == ["一、课堂与教研", "二、体质与安全", "三、家校与劳动", "四、组织保障"]


def test_bar_widths_are_the_shares_of_what_is_counted() -> None:
    bar = parsed(PAGES["coverage-zh"]).xpath("(//div[@class='bar'])[1]/i/@style")
    assert bar == ["width:25.000%", "width:41.667%", "width:33.333%"]


def test_missing_shows_the_three_nearest_and_why_not() -> None:
    item = parsed(PAGES["coverage-zh"]).get_element_by_id("r9")
    assert "计划中没有找到对应表述。" in text_of(item)
    assert len(item.xpath(".//details[@open]//li")) == 3
    assert "未采信原因：家长会不是家访，也没有提到困难家庭" in text_of(item)
    assert "第四个候选" not in PAGES["coverage-zh"]


def test_links_go_both_ways() -> None:
    tree = parsed(PAGES["coverage-zh"])
    evidence = tree.get_element_by_id("r1").xpath(".//div[@class='found half']//a/@href")
    assert evidence == ["#e1-1"]
    mark = tree.get_element_by_id("e1-1").getnext()
    assert mark.text_content() == "校长每学期听课15节以上"
    assert mark.getnext().get("href") == "#r1"
    requirement = tree.get_element_by_id("t1").getnext()
    assert requirement.text_content() == "校长每学期听课不少于20节"
    assert requirement.getnext().get("href") == "#r1"


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("coverage-zh", (samples.DIRECTIVE, samples.PLAN)),
        ("followup-en", (samples.PLAN, samples.SUMMARY)),
        ("extraction-zh", (samples.DIRECTIVE,)),
    ],
)
def test_the_documents_are_there_in_full(name: str, texts: tuple[str, ...]) -> None:
    tree = parsed(PAGES[name])
    for reference in tree.xpath("//a[@class='ref']"):
        reference.drop_tree()
    shown = [block.text_content() for block in tree.xpath("//div[@class='text']")]
    assert ["".join(block.split()) for block in shown] == ["".join(text.split()) for text in texts]


def test_followup_says_what_was_reported() -> None:
    text = text_of(parsed(PAGES["followup-zh"]))
    assert "总结所报数值：17节" in text
    assert "只有今后打算" in text
    assert "少先队员参加区合唱比赛获二等奖" in text


def test_extraction_shows_what_was_found_and_left_out() -> None:
    text = text_of(parsed(PAGES["extraction-zh"]))
    for words in ("必须", "禁止", "听课 ≥20节（校长、每学期）", "2025年10月31日", "网页附加内容", "第2页没有文字"):
        assert words in text


def hostile_coverage() -> Coverage:
    sample, bad = samples.coverage(), samples.HOSTILE
    first, missing = sample.requirements[0], sample.requirements[8]
    return dataclasses.replace(
        sample,
        plan=dataclasses.replace(sample.plan, title=bad, name=bad, organisation=bad),
        requirements=(
            dataclasses.replace(
                first,
                id='"><script>',
                text=bad,
                why=bad,
                themes=('"><script>alert(1)</script>',),
                evidence=(dataclasses.replace(first.evidence[0], text=bad),),
            ),
            dataclasses.replace(
                missing, candidates=(dataclasses.replace(missing.candidates[0], text=bad, why_not=bad),)
            ),
        ),
        extras=(dataclasses.replace(sample.extras[0], text=bad),),
    )


def test_nothing_of_a_document_becomes_markup() -> None:
    page = html.coverage_page(hostile_coverage(), samples.PLAN + samples.HOSTILE, samples.DIRECTIVE)
    tree = parsed(page)
    assert len(tree.xpath("//script")) == 1
    assert "<script>alert" not in page
    assert not set(page) & set("\x1b\x07\u202e")
    for element in tree.iter():
        assert not any(str(name).startswith("on") for name in element.attrib)


def test_templates_never_switch_escaping_off() -> None:
    templates = html.environment().list_templates(extensions=["j2"])
    environment = html.environment()
    assert environment.autoescape is True
    for name in templates:
        source = environment.loader.get_source(environment, name)[0]  # type: ignore[union-attr]
        assert not re.search(r"\|\s*safe|autoescape|Markup", source)


def test_sixty_requirements_stay_small_and_deterministic() -> None:
    sample = samples.coverage()
    many = tuple(
        dataclasses.replace(requirement, id=f"r{number}")
        for number, requirement in enumerate((sample.requirements * 5)[:60], 1)
    )
    coverage = dataclasses.replace(sample, requirements=many, score=CoverageScore(20, 20, 15, 5, 0.5))
    directive, plan = samples.DIRECTIVE * 25, samples.PLAN * 25
    page = html.coverage_page(coverage, plan, directive)
    assert len(page.encode()) < 600_000
    assert page == html.coverage_page(coverage, plan, directive)


def test_empty_results_are_pages_too() -> None:
    sample = samples.coverage()
    empty = dataclasses.replace(sample, requirements=(), extras=(), score=CoverageScore(0, 0, 0, 0, 0.0))
    page = html.coverage_page(empty, "", "")
    assert "文件中没有找到可以逐项核对的要求。" in page


def mark(start: int, end: int, tone: str = "good", name: str = "a") -> highlight.Mark:
    return highlight.Mark((start, end), name, "r1", "1", tone)


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        # nested: the graver tone is drawn
        ("开展家访活动", [mark(0, 6), mark(2, 4, "bad", "b")], [[("开展", "good"), ("家访", "bad"), ("活动", "good")]]),
        # crossing
        ("一二三四", [mark(0, 3), mark(2, 4, "half", "b")], [[("一二", "good"), ("三", "half"), ("四", "half")]]),
        # over a line end, and empty lines are left out
        ("一二\n\n三四", [mark(1, 5)], [[("一", ""), ("二", "good")], [("三", "good"), ("四", "")]]),
        # beyond the text, and empty
        ("一二", [mark(1, 99), mark(1, 1), mark(50, 60)], [[("一", ""), ("二", "good")]]),
        # ends with the newline
        ("一二\n三", [mark(0, 3)], [[("一二", "good")], [("三", "")]]),
        ("", [], []),
    ],
)
def test_marks_over_a_text(text: str, marks: list[highlight.Mark], expected: list[list[tuple[str, str]]]) -> None:
    lines = highlight.lines(text, marks)
    assert [[(piece.text, piece.tone) for piece in line.pieces] for line in lines] == expected
    drawn = [mark for mark in marks if mark.span[0] < min(mark.span[1], len(text))]
    assert sum(len(piece.starts) for line in lines for piece in line.pieces) == len(drawn)
    assert sum(len(piece.ends) for line in lines for piece in line.pieces) == len(drawn)
