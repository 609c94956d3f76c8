"""What a calendar expression does in its sentence: deadline, start, end, period, horizon, recurrence, issued, cited, event."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from plantext.cleaning import CleanDocument
from plantext.extraction.date_patterns import DatePatterns, any_of
from plantext.extraction.date_values import Expression
from plantext.model import DateRole, Span
from plantext.structure import Sentence, Structure

BEFORE = 8
"""Characters in front of an expression that may hold its cue: 不迟于, 截至."""

AFTER = 6
EVENT_DAYS = 6
"""A range of up to a week is something that takes place, not a phase of the work."""

LINE = 80
"""How much of a line is looked at; a date line or a signature is shorter."""

SIGNATURE_LINES = 6
SIGNATURE_LENGTH = 45
"""A signature stands in the last lines and is short: 澹水县教育局 2023年8月21日."""


@dataclass(frozen=True, slots=True)
class RoleCues:
    """The cue words of ``lexicons/dates.yaml`` as patterns."""

    horizon: re.Pattern[str]
    so_far: re.Pattern[str]
    start: re.Pattern[str]
    deadline: re.Pattern[str]
    then_start: re.Pattern[str]
    then_end: re.Pattern[str]
    aims: re.Pattern[str]
    happened: re.Pattern[str]
    issue_label: re.Pattern[str]
    then_issued: re.Pattern[str]
    tails: dict[str, str]


def build_cues(patterns: DatePatterns) -> RoleCues:
    """Compile the cue words."""
    words = patterns.words

    def ends(entries: tuple[str, ...]) -> re.Pattern[str]:
        return re.compile(f"(?:{any_of(entries)})[于在]?[ 　:：]*$")

    def begins(entries: tuple[str, ...]) -> re.Pattern[str]:
        return re.compile(f"[ 　)）]*(?:{any_of(entries)})")

    return RoleCues(
        horizon=ends(words.before_horizon),
        so_far=ends(words.before_so_far),
        start=ends(words.before_start),
        deadline=ends(words.before_deadline),
        then_start=begins(words.after_start),
        then_end=begins(words.after_end),
        aims=re.compile(any_of(words.horizon_words)),
        happened=re.compile(any_of(words.event_words)),
        issue_label=re.compile(f"(?:{any_of(words.issue_labels)})[ 　]*[:：]?[ 　]*$"),
        then_issued=re.compile(f"(?:{any_of(words.after_issue)})[。]?$"),
        tails=words.tails,
    )


def cited_spans(text: str) -> list[Span]:
    """Return the outermost 《…》 of each line, with a bracket right behind: 《行动计划》(2018—2020年)."""
    found: list[Span] = []
    depth = opened = 0
    for match in re.finditer(r"[《》\n]", text):
        mark = match.group()
        if mark == "《":
            if depth == 0:
                opened = match.start()
            depth += 1
        elif mark == "\n":
            depth = 0
        elif depth:
            depth -= 1
            if depth == 0:
                end = match.end()
                if text[end : end + 1] in ("(", "（"):
                    bracket = re.compile(r"[(（][^()（）\n]{0,30}[)）]").match(text, end)
                    end = bracket.end() if bracket else end
                found.append((opened, end))
    return found


class RoleFinder:
    """Decides the role of each expression of one document."""

    def __init__(self, document: CleanDocument, structure: Structure, cues: RoleCues) -> None:
        self.text = document.clean.text
        self.document = document
        self.structure = structure
        self.cues = cues
        self.cited = cited_spans(self.text)
        self.cited_starts = [span[0] for span in self.cited]
        self.blocks = [block.span for block in document.blocks]
        self.block_starts = [span[0] for span in self.blocks]

    def block_of(self, position: int) -> int:
        """Return the index of the clean block at a position."""
        return max(0, bisect_right(self.block_starts, position) - 1)

    def is_cited(self, expression: Expression) -> bool:
        """True inside a book-title mark, a document number or a reference."""
        if expression.form == "cited_year":
            return True
        index = bisect_right(self.cited_starts, expression.span[0]) - 1
        return index >= 0 and expression.span[0] < self.cited[index][1]

    def is_issue(self, expression: Expression) -> bool:
        """True for the date of a signature or of a page's head: alone in its line, or behind 成文日期."""
        if expression.type != "DATE" or expression.start is None or expression.start.month is None or expression.tail:
            return False
        start, end = self.blocks[self.block_of(expression.span[0])] if self.blocks else (0, len(self.text))
        before = self.text[max(start, expression.span[0] - LINE) : expression.span[0]]
        after = self.text[expression.span[1] : min(end, expression.span[1] + LINE)]
        if self.cues.issue_label.search(before) or self.cues.then_issued.match(after):
            return True
        if after.strip(" 　)）】"):
            return False
        if expression.start.day is None and expression.start.year is None:
            return False
        if not before.strip(" 　(（【"):
            return expression.start.year is not None
        return (
            self.block_of(expression.span[0]) >= len(self.blocks) - SIGNATURE_LINES
            and len(before) <= SIGNATURE_LENGTH
            and expression.start.year is not None
            and expression.start.day is not None
            and not re.search(r"[,，。;；:：、]|[于在自从至到]$", before.strip())
        )

    def role(self, expression: Expression, sentence: Sentence | None) -> DateRole:
        """Return the role of an expression."""
        if expression.type == "SET":
            return "recurrence"
        if self.is_cited(expression):
            return "cited"
        if self.is_issue(expression):
            return "issued"
        if expression.type == "DURATION":
            return self._duration_role(expression)
        if self.block_of(expression.span[0]) < self.document.title_block:
            return "period"
        if (column := self._column_role(sentence)) is not None and expression.tail in ("", "前", "底前", "内"):
            return column
        start, end = expression.span
        before = self.text[max(0, start - BEFORE) : start].rpartition("\n")[2]
        after = self.text[end : end + AFTER].partition("\n")[0]
        return self._point_role(expression, before, after, sentence)

    def _column_role(self, sentence: Sentence | None) -> DateRole | None:
        """A cell of 完成时限 is a deadline; the year over a column of figures is what they run towards."""
        if sentence is None or sentence.table is None or sentence.column is None:
            return None
        table = self.structure.tables[sentence.table]
        if sentence.column >= len(table.roles):
            return None
        role = table.roles[sentence.column]
        if role == "due" and sentence.row is not None:
            return "deadline"
        if table.kind == "indicators" and sentence.row is None:
            return {"value": "horizon", "baseline": "other"}.get(role)  # type: ignore[return-value]
        return None

    def _duration_role(self, expression: Expression) -> DateRole:
        """三年内 is a horizon, 5个工作日内 a deadline, 近三年 and 为期八周 a period."""
        if expression.tail in ("以内", "之内", "内") and expression.tail:
            return "horizon" if expression.value.endswith(("Y", "term")) else "deadline"
        if expression.tail in ("未来", "今后", "此后", "往后", "接下来的"):
            inside = self.text[expression.span[0] : expression.span[1]].endswith("内")
            return "horizon" if inside else "period"
        return "period"

    def _point_role(self, expression: Expression, before: str, after: str, sentence: Sentence | None) -> DateRole:
        cues, tail = self.cues, expression.tail
        given = cues.tails.get(tail, "")
        if given == "deadline" and not cues.so_far.search(before):
            return "deadline"
        if given and not (given == "end" and expression.end is not None):
            return given  # type: ignore[return-value]
        if cues.so_far.search(before):
            return "other"
        if cues.deadline.search(before):
            return "deadline"
        if expression.type == "RANGE":
            return self._range_role(expression)
        if cues.start.search(before) or (expression.started and expression.end is None):
            return "start"
        if cues.then_start.match(after) and not cues.horizon.search(before):
            return "start"
        if cues.then_end.match(after):
            return "end"
        if cues.horizon.search(before):
            return self._towards(expression)
        return self._plain_role(expression, after, sentence)

    def _range_role(self, expression: Expression) -> DateRole:
        """A few days are an event (4月12日—14日承办); everything longer is a period."""
        start, end = expression.start, expression.end
        if start is None or end is None or start.day is None or end.day is None:
            return "period"
        same_month = end.month in (None, start.month)
        return "event" if same_month and 0 < end.day - start.day <= EVENT_DAYS else "period"

    def _towards(self, expression: Expression) -> DateRole:
        """到2025年, 到2024年底 are horizons; 到8月底 and 至3月29日 are deadlines."""
        start = expression.start
        if expression.form == "plan" or (
            start is not None and start.day is None and (start.has_year or start.only_year)
        ):
            return "horizon"
        return "deadline"

    def _plain_role(self, expression: Expression, after: str, sentence: Sentence | None) -> DateRole:
        """No cue word next to it: by what kind of expression it is and what its sentence says."""
        start = expression.start
        if expression.form == "festival":
            return "event"
        if start is None or start.months is not None or start.half is not None:
            return "period"
        if start.only_year:
            return self._year_role(expression, sentence)
        whole = self._whole_line(expression)
        if whole or (sentence is not None and sentence.heading):
            return "period"
        if after[:1] in (":", "：", "\t"):
            # A line of a calendar of months: 3月：常规检查.
            return "period"
        return "event" if start.day is not None else self._month_role(expression, sentence)

    def _month_role(self, expression: Expression, sentence: Sentence | None) -> DateRole:
        line_start = self.blocks[self.block_of(expression.span[0])][0] if self.blocks else 0
        head = self.text[max(line_start, expression.span[0] - LINE) : expression.span[0]].strip(
            " 　·•-0123456789.、()（）"
        )
        table = sentence is not None and sentence.table is not None
        return "period" if table or not head else "event"

    def _year_role(self, expression: Expression, sentence: Sentence | None) -> DateRole:
        if sentence is None or sentence.heading:
            return "period"
        end = min(sentence.span[1], expression.span[1] + 40)
        following = re.split("[。;；\n]", self.text[expression.span[1] : end])[0]
        if self.cues.happened.search(following[:16]):
            return "event"
        looks_back = self.document.doc_type in ("summary", "report")
        if expression.start is not None and expression.start.offset is not None:
            return "period"
        if not looks_back and self.cues.aims.search(following):
            return "horizon"
        return "period"

    def _whole_line(self, expression: Expression) -> bool:
        """True where the line or the bracket holds nothing else: (2024年9月)."""
        start, end = expression.span
        return self.text[start - 1 : start] in ("(", "（") and self.text[end : end + 1] in (")", "）")
