"""Reports in any format that is read, from the command line."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.cli.configured import configured
from app.cli.reading import REPORT_FILE, content, read
from app.domain.imported import Asked, Imported
from app.intake.limits import MOST_BYTES
from app.jobs.importing import Importer
from app.store.editions import Editions, read_aliases, read_editions

ENDINGS = (".pdf", ".docx", ".html", ".htm", ".mht", ".mhtml", ".xlsx", ".csv", ".txt", REPORT_FILE)
NOT_READ = (".doc", ".docm", ".dot", ".et", ".odt", ".ods", ".ofd", ".rtf", ".wps", ".xls", ".xlsb", ".xlsm")
"""Formats in which a report may lie in a folder: that it was not read has to be said."""
UNASKED = Asked()


@dataclass(frozen=True, slots=True)
class Documents:
    """Reads them one at a time, in a process that may be killed without harm."""

    editions: Editions
    importer: Importer

    def read(self, path: Path, asked: Asked = UNASKED) -> Imported:
        """The report in a file. Raises a `Trouble` that names it."""
        if asked == UNASKED and path.suffix.lower() == REPORT_FILE:
            return Imported(read(path, self.editions))  # no worker is needed for our own
        return self.importer.source(content(path, MOST_BYTES), str(path), asked).imported


@contextmanager
def documents() -> Iterator[Documents]:
    """The reader of documents, by the settings; its process ends with the block."""
    # What a worker tells of a mistake in it is for a log; whoever waits for a document gets a sentence.
    logging.getLogger("app").addHandler(logging.NullHandler())
    schemas = configured().schemas
    editions = read_editions(schemas)
    with closing(Importer(editions.all, read_aliases(schemas, editions))) as importer:
        yield Documents(editions, importer)
