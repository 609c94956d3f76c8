"""The contract: results survive the way through JSON, the published schema is true, every span gives its text back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import plantext
from plantext.errors import PlantextError
from plantext.lexicon import builtin
from plantext.model import Coverage, Extraction, FollowUp, LabelledLine, Record, json_schema
from plantext.pipeline import ReadFile, read_file
from plantext.reading import read_bytes
from plantext.schema import schema_text

SCHEMA_FILE = Path(__file__).parents[1] / "schema" / "plantext-1.json"

DIRECTIVE = """青禾县教育局关于加强校园安全工作的通知
一、健全制度
1.各校每学期开展应急演练不少于2次，2024年9月底前报送计划。
2.严禁占用体育课。学生体质健康合格率达到95%以上。
"""
PLAN = """青禾县第一小学2024年工作计划
一、安全工作
（一）每学期组织应急疏散演练3次，由安全办负责。
二、体育工作
开齐体育课，2025年6月前学生体质健康合格率力争达到93%。
"""
SUMMARY = """青禾县第一小学2024年工作总结
一、安全工作
全年共组织应急疏散演练6次。
二、体育工作
学生体质健康合格率达到94.2%。
"""


def read_text(text: str, name: str = "text.txt") -> ReadFile:
    return read_file(read_bytes(text.encode("utf-8"), name), builtin())


@pytest.fixture(scope="module")
def results() -> list[Record]:
    directive, plan, summary = (read_text(text) for text in (DIRECTIVE, PLAN, SUMMARY))
    return [
        directive.extraction,
        plan.extraction,
        plantext.check(plan, directive),
        plantext.followup(plan, summary),
        *plantext.label(PLAN.splitlines()),
    ]


def test_results_survive_the_way_through_json(results: list[Record]) -> None:
    for result in results:
        plain = result.to_dict()
        assert type(result).from_dict(plain) == result
        assert type(result).from_dict(json.loads(json.dumps(plain))) == result
        assert json.loads(result.to_json(indent=2)) == plain


def test_unknown_fields_are_ignored_so_that_newer_files_can_be_read(results: list[Record]) -> None:
    for result in results:
        assert type(result).from_dict(result.to_dict() | {"added_later": 1}) == result


def test_a_wrong_field_is_named() -> None:
    values = read_text(PLAN).extraction.to_dict()
    values["documents"][0]["span"] = ["a", 3]
    with pytest.raises(msgspec.ValidationError, match="documents"):
        Extraction.from_dict(values)


def test_results_are_frozen(results: list[Record]) -> None:
    with pytest.raises(AttributeError):
        results[0].documents = ()  # type: ignore[attr-defined]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert read_text(PLAN).extraction.to_json() == read_text(PLAN).extraction.to_json()


def test_published_schema_is_up_to_date() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), "run `make schema`"


@pytest.mark.parametrize(
    ("shape", "fields"),
    [  # the names that output.md promises: none of them may go
        (Extraction, "schema source documents removed warnings"),
        (Coverage, "schema kind plan directive score requirements extras"),
        (FollowUp, "schema kind plan summary score commitments unplanned"),
        (LabelledLine, "text themes stages indicators"),
    ],
)
def test_contract_fields(shape: type[Record], fields: str) -> None:
    assert set(fields.split()) <= set(json_schema()["$defs"][shape.__name__]["properties"])


def test_results_are_valid_against_the_schema(results: list[Record]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    for result in results:
        of_its_kind = {"$ref": f"#/$defs/{type(result).__name__}", "$defs": schema["$defs"]}
        jsonschema.Draft202012Validator(of_its_kind).validate(result.to_dict())
        jsonschema.Draft202012Validator(schema).validate(result.to_dict())


# --- the provenance rule, on any text ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Located:
    """An item with span and text."""

    span: tuple[int, int]
    text: str


def located_items(extraction: Extraction) -> list[Located]:
    return [
        Located(item.span, item.text)
        for document in extraction.documents
        for item in (*document.measures, *document.targets, *document.dates, *document.citations)
    ]


def hold_to_provenance(text: str) -> None:
    """Assert the rule of output.md for one text."""
    try:
        source = read_bytes(text.encode("utf-8", "surrogatepass"), "any.txt")
    except PlantextError:
        return  # nothing to read is a coded error, and that is an answer
    extraction = read_file(source, builtin()).extraction
    for item in located_items(extraction):
        assert source.text[slice(*item.span)] == item.text
        assert item.text
    seen = bytearray(len(source.text))
    for document in extraction.documents:
        start, end = document.span
        seen[start:end] = b"\1" * (end - start)
        for section in document.sections:
            assert (
                start <= section.span[0] <= section.heading_span[0] < section.heading_span[1] <= section.span[1] <= end
            )
        for measure in document.measures:
            assert start <= measure.span[0] < measure.span[1] <= end
    for removed in extraction.removed:
        seen[slice(*removed.span)] = b"\1" * (removed.span[1] - removed.span[0])
    lost = [character for place, character in enumerate(source.text) if not character.isspace() and not seen[place]]
    assert not lost


# Lines as messy files have them: numbers, OCR damage, page numbers, furniture, tables, odd characters.
FRAGMENTS = st.sampled_from(
    [
        "一、", "（二）", "1.", "2、", "L", "IL", "l2.", "第三章", "第五条 ", "①", "•", "2022年4月12日前", "每学期2次", "95%以上", "1:19",
        "不少于10节", "力争达到", "严禁", "各学校要", "加强德育工作", "。", "；", "，", "：", "\n", "\r\n", "\t", "　", "  ", "您现在的位置:首页",
        "上一篇:", "下载本文", "第 3 页 共 5 页", "- 4 -", "《关于加强学校安全工作的通知》(国办发〔2023〕4号)", "关于做好2024年工作的通知",
        "第一小学工作计划", "工作总结", "篇一:", "指标\t2024年\t2025年\n合格率\t90%\t95%", "\u200b", "\ufeff", "\x00", "\u2028", "𠮷", "é", "①②",
        "２０２３年", "％", "(", ")", "“", "”", "、",
    ]
)  # fmt: skip
MESSY_TEXT = st.lists(st.one_of(FRAGMENTS, st.text(max_size=12)), max_size=60).map("".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MESSY_TEXT)
def test_provenance_holds_on_any_text(text: str) -> None:
    hold_to_provenance(text)


@pytest.mark.parametrize(
    "text",
    [
        "一",  # a single character
        "\ufeff一、加强管理。",  # a byte order mark is no character of the text
        "一、加强管理。\r\n二、抓好落实。\r\n",  # newlines stay as they are
        "2024年工作计划\n" + "一、" * 400,  # nothing but numbers
        "（" * 500 + "安全" + "）" * 500,  # brackets that never end
        "、" * 3000,
        "2024年2024年2024年" * 200,  # dates without end
    ],
)
def test_provenance_holds_on_awkward_texts(text: str) -> None:
    hold_to_provenance(text)
