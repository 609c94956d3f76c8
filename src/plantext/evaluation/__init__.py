"""Evaluation: the program scored on annotated documents, with the definitions that the project's figures are quoted in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from plantext import __version__
from plantext.evaluation.demo import demo_folder
from plantext.evaluation.figures import Evaluation, Score
from plantext.evaluation.gold import AnnotatedText, GoldSet, find_gold
from plantext.evaluation.items import Annotated, score_dates, score_outline, score_targets
from plantext.evaluation.judgements import score_coverage, score_followup
from plantext.evaluation.layout import score_documents, score_furniture, score_provenance
from plantext.evaluation.themes import score_themes
from plantext.lexicon import Lexicon
from plantext.normalising import labeller
from plantext.pipeline import read_file
from plantext.reading import SourceText, read

__all__ = ["Evaluation", "Score", "demo_folder", "evaluate_folders"]

ITEM_SCORERS: dict[str, Callable[[Annotated], Score]] = {
    "documents": score_documents,
    "outline": score_outline,
    "dates": score_dates,
    "targets": score_targets,
}


def evaluate_folders(folders: list[Path], lexicon: Lexicon) -> Evaluation:
    """Score everything that is annotated in and below folders; the demo set where none is given.

    Raises:
        PlantextError: ``not-found`` or ``bad-gold``.
    """
    folders = folders or [demo_folder()]
    gold = find_gold(folders)
    scores = [*_text_scores(gold, lexicon)]
    if gold.lines:
        scores.append(score_themes(gold.lines, labeller(lexicon)))
    for kind, score in (("coverage", score_coverage), ("followup", score_followup)):
        cases = [case for case in gold.cases if (case / f"{kind}.jsonl").is_file()]
        if cases:
            scores.append(score(cases, lexicon))
    return Evaluation(__version__, lexicon.digest, tuple(map(str, folders)), tuple(scores))


def _text_scores(gold: GoldSet, lexicon: Lexicon) -> list[Score]:
    """Score everything that is annotated on single texts."""
    if not gold.texts:
        return []
    sources = [read(text.text) for text in gold.texts]
    extractions = [read_file(source, lexicon).extraction for source in sources]
    scores = []
    for kind, score in ITEM_SCORERS.items():
        annotated = [
            (text, extraction)
            for text, extraction in zip(gold.texts, extractions, strict=True)
            if text.rows_file(kind).is_file()
        ]
        if annotated:
            scores.append(score(annotated))
    furnished = [place for place, text in enumerate(gold.texts) if text.rows_file("furniture").is_file()]
    if furnished:
        pairs: list[tuple[AnnotatedText, SourceText]] = [(gold.texts[place], sources[place]) for place in furnished]
        annotated = [(text, extractions[place]) for (text, _), place in zip(pairs, furnished, strict=True)]
        scores.append(score_furniture(annotated, [source for _, source in pairs]))
    return [*scores, score_provenance(sources, extractions)]
