"""The analysts' desk: a web application on the dataset. `create_app` and `serve` are the door."""

from pipeline.review.app import BindError, create_app, serve
from pipeline.review.desk import DeskSettings

__all__ = ["BindError", "DeskSettings", "create_app", "serve"]
