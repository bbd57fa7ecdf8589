"""One crawl in a process of its own: a job as JSON in, the report as JSON out."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import Any

from crawler.run import CrawlOptions, crawl
from crawler.sites import Site


def main(job: dict[str, Any]) -> None:
    logging.basicConfig(level=logging.WARNING)
    options = CrawlOptions(scrapy_settings=tuple(job["settings"].items()), **job["options"])
    report = crawl(
        [Site.model_validate(job["site"])], dataset_url=job["dataset"], archive=Path(job["archive"]), options=options
    )
    assert "spacy" not in sys.modules, "crawling must not load the language model"
    sys.stdout.write(json.dumps(report.to_dict()))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
