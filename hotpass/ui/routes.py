"""Routes beside the pages: `/reconcile`, where OpenRefine and its like ask the golden records as a register.

It speaks the Reconciliation Service API, version 0.2, and only reads. A web page of another host is refused, so that
no site somebody visits can read the workspace of this machine.
"""

import json
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pydantic import TypeAdapter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit import config

from hotpass.errors import HotpassError
from hotpass.model.reconciliation import TYPE, ExtensionQuery, Query
from hotpass.stewardship import reconciliation
from hotpass.stewardship.opening import served_folder
from hotpass.ui.frame import workspace_of

MOST_BYTES = 2_000_000
MOST_SUGGESTED = 20
BATCH = TypeAdapter(dict[str, Query])
PREVIEW = {"width": 640, "height": 420}

Fields = dict[str, str]
Answered = Callable[[Request, Fields], object]


def routes() -> list[Route]:
    """Every address that is no page."""
    return [
        Route("/reconcile", _guarded(_reconcile), methods=["GET", "POST"]),
        Route("/reconcile/properties", _guarded(_properties)),
        Route("/reconcile/suggest/entity", _guarded(_entities)),
        Route("/reconcile/suggest/property", _guarded(_suggested_properties)),
        Route("/reconcile/suggest/type", _guarded(_types)),
    ]


def _guarded(answer: Answered) -> Callable[[Request], Awaitable[JSONResponse]]:
    """Answers away from the event loop; what is asked wrongly is told in one sentence."""

    async def answered(request: Request) -> JSONResponse:
        origin = request.headers.get("origin")
        if not _is_ours(request.url.hostname) or (origin and not _is_ours(urlsplit(origin).hostname)):
            return JSONResponse({"status": "error", "message": "Ask from the machine Hotpass runs on."}, 403)
        headers = {"Access-Control-Allow-Origin": origin, "Vary": "Origin"} if origin else {}
        try:
            fields = await _fields(request)
            return JSONResponse(await run_in_threadpool(partial(answer, request, fields)), headers=headers)
        except ValueError:  # what pydantic and json raise for what cannot be understood
            said, status = "This is not a query of the Reconciliation API 0.2.", 400
        except HotpassError as error:
            said, status = str(error), 503
        return JSONResponse({"status": "error", "message": said}, status, headers=headers)

    return answered


def _is_ours(host: str | None) -> bool:
    allowed: list[str] = config.get_option("server.allowedHosts") or []
    return not allowed or host in allowed


async def _fields(request: Request) -> Fields:
    """The parameters of the address and of a posted form; those of the form win."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise ValueError("too long")
    posted = {name: values[-1] for name, values in parse_qs(body.decode()).items()}
    return {**request.query_params, **posted}


def _reconcile(request: Request, fields: Fields) -> object:
    workspace = workspace_of(str(served_folder()))
    if "extend" in fields:
        return reconciliation.extension(workspace, ExtensionQuery.model_validate_json(fields["extend"]))
    if "queries" in fields:
        found = reconciliation.answers(workspace, BATCH.validate_json(fields["queries"]))
        return {key: {"result": [each.model_dump() for each in answers]} for key, answers in found.items()}
    if "query" in fields:
        one = fields["query"]
        query = Query.model_validate(json.loads(one)) if one.lstrip().startswith("{") else Query(query=one)
        return {"result": [each.model_dump() for each in reconciliation.answers(workspace, {"q": query})["q"]]}
    return _manifest(str(request.base_url).rstrip("/"))


def _manifest(base: str) -> dict[str, Any]:
    """What this register is and what it can be asked."""
    here = f"{base}/reconcile"
    entity = f"{base}/entities?id={{{{id}}}}"
    kinds = {kind: {"service_url": here, "service_path": f"/suggest/{kind}"} for kind in ("entity", "property", "type")}
    return {
        "versions": ["0.1", "0.2"],
        "name": f"Hotpass: {served_folder().name}",
        "identifierSpace": f"{base}/entities",
        "schemaSpace": f"{here}/properties",
        "defaultTypes": [TYPE],
        "view": {"url": entity},
        "preview": {"url": f"{entity}&embed=true", **PREVIEW},
        "suggest": kinds,
        "extend": {"propose_properties": {"service_url": here, "service_path": "/properties"}, "property_settings": []},
    }


def _properties(_: Request, fields: Fields) -> object:
    found = [each.model_dump() for each in reconciliation.properties(workspace_of(str(served_folder())))]
    most = _limit(fields)
    return {"type": fields.get("type", TYPE["id"]), "limit": most, "properties": found[:most]}


def _suggested_properties(_: Request, fields: Fields) -> object:
    found = reconciliation.properties(workspace_of(str(served_folder())), fields.get("prefix", ""))
    skipped = _skipped(fields)
    return {"result": [each.model_dump() for each in found[skipped : skipped + _limit(fields)]]}


def _entities(_: Request, fields: Fields) -> object:
    most = min(_limit(fields), MOST_SUGGESTED)
    found = reconciliation.suggestions(
        workspace_of(str(served_folder())), fields.get("prefix", ""), most, _skipped(fields)
    )
    return {"result": [each.model_dump(include={"id", "name", "description"}) for each in found]}


def _types(_: Request, fields: Fields) -> object:
    sought = fields.get("prefix", "").casefold()
    return {"result": [TYPE] if sought in TYPE["name"].casefold() and not _skipped(fields) else []}


def _limit(fields: Fields) -> int:
    return max(1, min(int(fields.get("limit", 1000)), 1000))


def _skipped(fields: Fields) -> int:
    """How many suggestions are passed over: those that were shown before."""
    return max(0, min(int(fields.get("cursor", 0)), 1_000_000))
