"""The canonical form of a report's content, and its digest, to which approval, versions and files bind."""

from __future__ import annotations

import hashlib
import json

from app.domain.report import Report


def canonical(report: Report) -> bytes:
    """The content as bytes: the same for the same content, whatever it was typed or stored like.

    UTF-8 JSON with sorted keys and without white space: edition, agency, year, kind, title, preface, the
    written value of each filled cell by address, the paragraphs of each section, and the explanations.
    """
    written = ((address, report.written(address)) for address in report.edition.figures)
    content = {
        "agency": report.agency,
        "cells": {address: text for address, text in written if text},
        "edition": report.edition.id,
        "explanations": {key: reason for key, reason in report.explanations.items() if reason},
        "kind": report.kind,
        "preface": report.preface,
        "sections": {
            section: [[block.heading, block.topic, list(block.paragraphs)] for block in blocks]
            for section, blocks in report.sections.items()
            if blocks
        },
        "title": report.title,
        "year": report.year,
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def content_hash(report: Report) -> str:
    """`sha256:` and the digest of the canonical form."""
    return f"sha256:{hashlib.sha256(canonical(report)).hexdigest()}"
