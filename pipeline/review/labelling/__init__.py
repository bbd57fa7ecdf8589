"""Review in Label Studio: records out as tasks, answers in as decisions."""

from pipeline.review.labelling.answers import AnswerError, Taken, take_answers
from pipeline.review.labelling.configuration import configuration
from pipeline.review.labelling.tasks import tasks

__all__ = ["AnswerError", "Taken", "configuration", "take_answers", "tasks"]
