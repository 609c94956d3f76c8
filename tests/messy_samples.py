"""Generated messy text: fragments of pages, plans and damage thrown together."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from plantext.model import SourceInfo
from plantext.reading.source import Block, SourceText

FRAGMENTS = [
    "首页>教育>正文", "教学工作计划", "河东小学2024年工作总结", "一、指导思想", "二、主要任务", "1、", "2、", "3、",
    "为做好工作,特制定本计划。", "全面提高教学质量", "每学期听课不少于 20 节", "。", ",", "相关文章:", "上一篇:", "索引号",
    "索引号:1 成文日期:2020-01-01", "发布机构 教育局", "第1篇", "第2篇", "【篇三】", "目录", "附件1", "2024年1月1日", "- 1 -", "12",
    "下面是小编整理的范文,欢迎参考。", "...", "•", "(一)", "１０Ｏ％", "1 2 %", "版权所有", "各中小学:", "END", "教 学 质 量",
    "\n", "\n\n", "\r\n", " ", "　", "\t", "\u200b", "\x0c", "L凝炼", "摘 要", "参考文献", "学校", "a", "😀",
    "(1)", "1.1", "①", "第一条", "第一年", "阶段一", "首先,", "一是", "(二)组织领导", "备课:", "3月:", "组长:", "【活动目标】", "“", "”", "《", "》", "(", ")", "- ",
    "项目\t计划\t实际", "合格率\t95%\t96%", "序号\t任务", "1\t教研", "\t\t", "工作计划 篇1", "篇二:", "教学总结大全(热门)", "引言", "保障条件", "★ 温馨提示 ★",
    "若文档打不开,请更换浏览器", "l8 : 1", "2 0 24年", "4 O%",
]  # fmt: skip
MESSY = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=6)), min_size=1, max_size=60).map("".join)


def messy_source(text: str) -> SourceText:
    """Return a text as the reader gives it: a block a line, a table row where tabs stand in it."""
    blocks = []
    for line in re.finditer(r"[^\r\n]+", text):
        if not line[0].strip():
            continue
        ends = [*(tab.start() for tab in re.finditer("\t", line[0])), len(line[0])]
        starts = [0, *(end + 1 for end in ends[:-1])]
        cells = tuple((line.start() + first, line.start() + last) for first, last in zip(starts, ends, strict=True))
        is_row = "\t" in line[0].strip("\t")
        blocks.append(Block(line.span(), "table_row" if is_row else "paragraph", cells=cells if is_row else ()))
    return SourceText(text, tuple(blocks), SourceInfo("test.txt", "", "text/plain", "utf-8", None, len(text)))
