"""`/docs` and `/openapi.json`: every route with its fields.

Routes parse their bodies with `server.completions.requests`, whose limits FastAPI's own reading does not know; so
FastAPI cannot see their schemas, and they are added here. The page is plain HTML made from the document: the usual
ones load their scripts from other hosts, which neither works without a network nor is wanted beside the client that
holds the key.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from server.completions.requests import ChatBody, CompletionBody
from server.completions.responses_requests import ResponseBody
from server.completions.stored import MetadataBody
from server.learning.routes import LeaseBody, OpinionsBody, OutcomeBody, ProgressBody
from server.versions.routes import CanaryBody, ReasonBody
from server.votes import FeedbackBody, PreferenceBody

BODIES: dict[tuple[str, str], type[BaseModel]] = {
    ("post", "/v1/chat/completions"): ChatBody,
    ("post", "/v1/completions"): CompletionBody,
    ("post", "/v1/chat/completions/{completion_id}"): MetadataBody,
    ("post", "/v1/responses"): ResponseBody,
    ("post", "/v1/feedback"): FeedbackBody,
    ("post", "/v1/preferences"): PreferenceBody,
    ("post", "/admin/lease"): LeaseBody,
    ("put", "/admin/lease"): LeaseBody,
    ("post", "/admin/learner/progress"): ProgressBody,
    ("post", "/admin/learner/outcome"): OutcomeBody,
    ("put", "/admin/learner/cycles/{cycle_id}/opinions"): OpinionsBody,
    ("post", "/admin/policies/rollback"): ReasonBody,
    ("post", "/admin/policies/{version}/promote"): ReasonBody,
    ("put", "/admin/policies/canary"): CanaryBody,
}
OPTIONAL = {ReasonBody}
"""Bodies that may be left out."""
STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 52rem; margin: 2rem auto; padding: 0 1rem }
h2 { font-size: 1rem; margin: 2rem 0 0; border-top: 1px solid #8886; padding-top: 1rem }
p { margin: .25rem 0 }
table { border-collapse: collapse; margin: .5rem 0 }
td { padding: .1rem 1rem .1rem 0; vertical-align: top }
"""
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'"


def describe(app: FastAPI) -> None:
    """Give the app an OpenAPI document that shows every body and how keys are sent, and a page of it."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]

    @app.get("/docs", include_in_schema=False)
    async def docs() -> HTMLResponse:
        return HTMLResponse("".join(_page(app.openapi())), headers={"content-security-policy": POLICY})


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(title=app.title, version=app.version, routes=app.routes)
    components = document.setdefault("components", {})
    components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    document["security"] = [{"key": []}, {}]
    schemas = components.setdefault("schemas", {})
    for (method, path), model in BODIES.items():
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas |= schema.pop("$defs", {}) | {model.__name__: schema}
        reference = {"$ref": f"#/components/schemas/{model.__name__}"}
        document["paths"][path][method]["requestBody"] = {
            "required": model not in OPTIONAL,
            "content": {"application/json": {"schema": reference}},
        }
    return document


def _page(document: Mapping[str, Any]) -> Iterator[str]:
    yield f'<!doctype html><html lang="en"><meta charset="utf-8"><title>attune: API</title><style>{STYLE}</style>'
    yield f"<h1>attune {escape(document['info']['version'])}: API</h1>"
    yield '<p>Any OpenAI client works. The same as a document: <a href="/openapi.json">/openapi.json</a>.</p>'
    for path, methods in document["paths"].items():
        for method, route in methods.items():
            yield f"<h2><code>{method.upper()} {escape(path)}</code></h2><p>{escape(route['summary'])}. "
            yield f"{escape(route.get('description', ''))}</p>"
            rows = [(one["name"], one["schema"]) for one in route.get("parameters", ())]
            if body := BODIES.get((method, path)):
                schema = document["components"]["schemas"][body.__name__]
                rows += schema["properties"].items()
            if rows:
                cells = (f"<tr><td><code>{escape(name)}</code><td>{escape(_type(schema))}" for name, schema in rows)
                yield f"<table>{''.join(cells)}</table>"


def _type(schema: Mapping[str, Any]) -> str:
    """A schema in a few words: its type and its bounds."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if options := schema.get("anyOf"):
        return " or ".join(_type(option) for option in options if option.get("type") != "null")
    if "enum" in schema or "const" in schema:
        return ", ".join(map(str, schema.get("enum", [schema.get("const")])))
    said = str(schema.get("type", "any"))
    if "items" in schema:
        said = f"list of {_type(schema['items'])}"
    names = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
    bounds = ", ".join(f"{name} {schema[name]}" for name in names if name in schema)
    return f"{said} ({bounds})" if bounds else said
