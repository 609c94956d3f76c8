"""Putting a judgement together: documents in, requirements or commitments with their verdicts out."""

from __future__ import annotations

from plantext.aligning.coverage import CoverageJudge
from plantext.aligning.followup import FollowUpJudge, commitments
from plantext.aligning.requirements import query, required_items
from plantext.aligning.rules import rules
from plantext.aligning.search import searcher
from plantext.aligning.statements import Statement, says, statements
from plantext.catalogue import Wording
from plantext.errors import Language
from plantext.extraction.cues import Cue, cue_finder
from plantext.lexicon import Lexicon
from plantext.model import (
    Commitment,
    Coverage,
    CoverageScore,
    DocumentReference,
    FollowUp,
    FollowUpScore,
    Requirement,
)
from plantext.pipeline import ReadFile


def check_coverage(plan: ReadFile, directive: ReadFile, lexicon: Lexicon, *, language: Language = "zh") -> Coverage:
    """Judge each required item of the directive against the plan.

    Args:
        plan: the plan as read.
        directive: the directive as read.
        lexicon: thresholds, units, the duty model.
        language: of the sentences in ``why``.
    """
    search, judging = searcher(lexicon), rules(lexicon)
    items = required_items(statements(directive, lexicon), judging, search, cue_finder(lexicon))
    offered = statements(plan, lexicon)
    reference = _reference(plan)
    requirements: tuple[Requirement, ...] = ()
    if items and offered:
        judge = CoverageJudge(items, offered, reference.period, search, lexicon, judging, Wording(language, lexicon))
        requirements = tuple(judge.judge(index) for index in range(len(items)))
    used = {evidence.span for requirement in requirements for evidence in requirement.evidence}
    planned = [statement for statement in offered if statement.measure is not None]
    extras = tuple(
        statement.measure
        for statement, best in zip(planned, _best([item.statement for item in items], planned, lexicon), strict=True)
        if statement.measure is not None and statement.span not in used and best < judging.thresholds.extra
    )
    return Coverage(
        plan=reference,
        directive=_reference(directive),
        score=_coverage_score(requirements),
        requirements=requirements,
        extras=extras,
    )


def check_followup(plan: ReadFile, summary: ReadFile, lexicon: Lexicon, *, language: Language = "zh") -> FollowUp:
    """Judge each commitment of the plan by the summary."""
    search, judging = searcher(lexicon), rules(lexicon)
    promises = commitments(statements(plan, lexicon), judging, search)
    told = statements(summary, lexicon)
    judged: tuple[Commitment, ...] = ()
    if promises and told:
        judge = FollowUpJudge(promises, told, search, lexicon, judging, Wording(language, lexicon))
        judged = tuple(judge.judge(index) for index in range(len(promises)))
    used = {evidence.span for commitment in judged for evidence in commitment.evidence}
    achieved = [
        statement
        for statement in told
        if statement.measure is not None and statement.standing == "body" and not says(statement, Cue.UNDONE)
    ]
    unplanned = tuple(
        statement.measure
        for statement, best in zip(achieved, _best(promises, achieved, lexicon), strict=True)
        if statement.measure is not None and statement.span not in used and best < judging.thresholds.extra
    )
    return FollowUp(
        plan=_reference(plan),
        summary=_reference(summary),
        score=_followup_score(judged),
        commitments=judged,
        unplanned=unplanned,
    )


def _best(asked: list[Statement], given: list[Statement], lexicon: Lexicon) -> list[float]:
    """Return for each given statement the presence of the asked one that is nearest to it."""
    if not asked or not given:
        return [0.0] * len(given)
    ranking = searcher(lexicon).rank([query(s) for s in asked], [query(s) for s in given])
    return [float(value) for value in ranking.presence.max(axis=0)]


def _reference(read: ReadFile) -> DocumentReference:
    """Name the file's main document: its longest one that is no copy."""
    info = read.source.info
    document = max(
        (document for document in read.extraction.documents if document.duplicate_of is None),
        key=lambda document: document.span[1] - document.span[0],
    )
    return DocumentReference(
        name=info.name,
        sha256=info.sha256,
        document=document.id,
        title=document.title,
        doc_type=document.doc_type,
        issuer=document.issuer,
        organisation=document.organisation,
        period=document.period,
        issued=document.issued,
    )


def _coverage_score(requirements: tuple[Requirement, ...]) -> CoverageScore:
    counts = dict.fromkeys(("covered", "partial", "missing"), 0)
    for requirement in requirements:
        if requirement.status is not None:
            counts[requirement.status] += 1
    applicable = sum(counts.values())
    rate = (counts["covered"] + counts["partial"] / 2) / applicable if applicable else 0.0
    return CoverageScore(
        counts["covered"], counts["partial"], counts["missing"], len(requirements) - applicable, round(rate, 4)
    )


def _followup_score(judged: tuple[Commitment, ...]) -> FollowUpScore:
    counts = dict.fromkeys(("fulfilled", "partial", "unmet", "unreported"), 0)
    for commitment in judged:
        counts[commitment.status] += 1
    rate = (counts["fulfilled"] + counts["partial"] / 2) / len(judged) if judged else 0.0
    return FollowUpScore(counts["fulfilled"], counts["partial"], counts["unmet"], counts["unreported"], round(rate, 4))
