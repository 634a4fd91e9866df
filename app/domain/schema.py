"""The vocabulary of edition files as a JSON schema, with which editors complete and underline."""

from __future__ import annotations

import json

from app.domain.shape import EditionShape


def edition_schema() -> str:
    """The text of `schemas/edition.schema.json`: a line for each definition, so that changes can be read."""
    schema = EditionShape.model_json_schema()
    definitions = {name: json.dumps(body, ensure_ascii=False) for name, body in schema.pop("$defs").items()}
    lines = ",\n".join(f'  "{name}": {body}' for name, body in definitions.items())
    whole = json.dumps(schema, ensure_ascii=False)[1:-1]
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return f'{{\n"$schema": "{dialect}",\n{whole},\n"$defs": {{\n{lines}\n}}\n}}\n'
